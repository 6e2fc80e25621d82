using System.Diagnostics;
using Surefoot.Randomness;
using Surefoot.Threading;
using Surefoot.Training.Autodiff;
using Surefoot.Training.Data;
using Surefoot.Training.Models;
using Surefoot.Training.Predicting;
using Surefoot.Training.Runs;
using Surefoot.Training.Tensors;

namespace Surefoot.Benchmarks.Speed;

/// <summary>
/// One row of the network 784-128-10 by a predictor, against the bare forward pass. The two take turns, so that what
/// else the machine does falls on both.
/// </summary>
internal static class PredictionSpeed
{
    const int Pairs = 41,
        Repeats = 2000,
        Rows = 64;

    public static int Run()
    {
        var shape = new Shape(784);
        var noise = new RandomStream(2, 1);
        float[] inputs = [.. Enumerable.Range(0, Rows * shape.Length).Select(i => (float)noise.Uniform((ulong)i))];
        TrainingData data = ArrayData.Classification(
            shape,
            inputs,
            [.. Enumerable.Range(0, Rows).Select(i => i % 10)],
            [.. Enumerable.Range(0, 10).Select(i => $"{i}")],
            standardize: false
        );
        var network = Network<float>.Build(new ModelDescription("mlp", shape, 10) { Hidden = [128] }, 1);
        using var predictor = new Predictor(new SavedModel(network, data.Preprocessing));
        using var pool = new WorkerPool(1);
        using var tape = new Tape<float>(pool) { Recording = false };
        var probabilities = new double[10];
        float sum = 0;
        double Bare() =>
            Time(row =>
            {
                tape.Rewind();
                Tensor<float> input = tape.Input(shape.Batch(1));
                inputs.AsSpan(row * shape.Length, shape.Length).CopyTo(input.Value);
                sum += network.Forward(tape, input).Value[0];
            });
        double Class() =>
            Time(row => sum += predictor.Predict(inputs.AsSpan(row * shape.Length, shape.Length)).ClassIndex);
        double All() =>
            Time(row =>
                sum += (float)
                    predictor.Predict(inputs.AsSpan(row * shape.Length, shape.Length), probabilities).Probability
            );

        // Until the kernels are recompiled.
        for (int i = 0; i < 20; i++)
            (_, _, _) = (Bare(), Class(), All());
        var times = new (double Bare, double Class, double All)[Pairs];
        for (int i = 0; i < Pairs; i++)
            times[i] = (Bare(), Class(), All());
        Console.WriteLine($"bare forward pass        {Median(times, t => t.Bare) / 1000:F2} µs a row");
        Console.WriteLine(
            $"the class                {Median(times, t => t.Class) / 1000:F2} µs, "
                + $"{Median(times, t => t.Class / t.Bare):F3} of it"
        );
        Console.WriteLine(
            $"with all probabilities   {Median(times, t => t.All) / 1000:F2} µs, "
                + $"{Median(times, t => t.All / t.Bare):F3} of it"
        );
        return float.IsFinite(sum) ? 0 : 1;
    }

    static double Time(Action<int> predict)
    {
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < Repeats; i++)
            predict(i % Rows);
        return Stopwatch.GetElapsedTime(start).TotalNanoseconds / Repeats;
    }

    static double Median<TTime>(TTime[] times, Func<TTime, double> what) =>
        times.Select(what).Order().ElementAt(times.Length / 2);
}
