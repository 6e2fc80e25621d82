using Surefoot.Training.Data;
using Surefoot.Training.Models;
using Surefoot.Training.Predicting;
using Surefoot.Training.Runs;

namespace Surefoot.Training.Probe;

/// <summary>
/// How many bytes a process allocates, in all its threads, while it does nothing but predict rows of numbers.
/// </summary>
public static class Predicting
{
    const int Rows = 64,
        Rounds = 5,
        Repeats = 20;

    /// <summary>A line for every model and number of threads: "bytes &lt;tab&gt; model".</summary>
    public static void Report(TextWriter output)
    {
        var lines = new List<string>();
        foreach (var model in ModelCase.All)
        foreach (int threads in (int[])[1, 4])
            lines.Add(
                $"{Measure(model, threads)}\t{model.Kind} {model.Input}, {threads} threads, {Rows * Repeats} "
                    + "predictions each"
            );
        foreach (string line in lines)
            output.WriteLine(line);
    }

    static long Measure(ModelDescription model, int threads)
    {
        int width = model.Input.Length;
        var inputs = new float[Rows * width];
        ModelCase.Fill<float>(model, inputs, 0);
        string[] names = [.. Enumerable.Range(0, model.Outputs).Select(i => $"class {i}")];
        TrainingData data = ArrayData.Classification(
            model.Input,
            inputs,
            [.. Enumerable.Range(0, Rows).Select(i => i % model.Outputs)],
            names,
            standardize: false
        );
        using var predictor = new Predictor(new SavedModel(Network<float>.Build(model, 5), data.Preprocessing));
        int turn = 0,
            running = 0,
            failures = 0;
        var others = Enumerable
            .Range(1, threads - 1)
            .Select(_ => new Thread(() =>
            {
                var probabilities = new double[names.Length];
                for (int round = 1; round <= Rounds; round++)
                {
                    while (Volatile.Read(ref turn) < round)
                        Thread.Yield();
                    Predict(predictor, inputs, width, probabilities, ref failures);
                    Interlocked.Decrement(ref running);
                }
            }))
            .ToArray();
        foreach (var thread in others)
            thread.Start();
        var own = new double[names.Length];
        long least = long.MaxValue;
        // The first rounds make a workspace for each thread.
        for (int round = 1; round <= Rounds; round++)
        {
            if (round == 3)
            {
                GC.Collect();
                GC.WaitForPendingFinalizers();
            }
            running = threads - 1;
            long before = GC.GetTotalAllocatedBytes(precise: true);
            Volatile.Write(ref turn, round);
            Predict(predictor, inputs, width, own, ref failures);
            while (Volatile.Read(ref running) > 0)
                Thread.Yield();
            if (round > 2)
                least = Math.Min(least, GC.GetTotalAllocatedBytes(precise: true) - before);
        }
        foreach (var thread in others)
            thread.Join();
        return failures == 0 ? least : long.MaxValue;
    }

    static void Predict(Predictor predictor, float[] inputs, int width, double[] probabilities, ref int failures)
    {
        for (int i = 0; i < Repeats * Rows; i++)
        {
            var row = inputs.AsSpan(i % Rows * width, width);
            Prediction one = predictor.Predict(row);
            if (predictor.Predict(row, probabilities).ClassIndex != one.ClassIndex)
                Interlocked.Increment(ref failures);
        }
    }
}
