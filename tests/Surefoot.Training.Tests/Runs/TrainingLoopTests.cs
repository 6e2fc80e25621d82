using System.Numerics;
using Surefoot.Optimizers;
using Surefoot.Randomness;
using Surefoot.Rules;
using Surefoot.Threading;
using Surefoot.Training.Autodiff;
using Surefoot.Training.Data;
using Surefoot.Training.Losses;
using Surefoot.Training.Models;
using Surefoot.Training.Runs;
using Surefoot.Training.Tests.Formats;

namespace Surefoot.Training.Tests.Runs;

/// <summary>The trainer against the same steps written out by hand, bit for bit.</summary>
public sealed class TrainingLoopTests : IDisposable
{
    readonly ScratchFolder scratch = new();

    public void Dispose() => scratch.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(0.3)]
    public void In_float(double dropout) => Compare<float>(dropout);

    [Theory]
    [InlineData(0)]
    [InlineData(0.3)]
    public void In_double(double dropout) => Compare<double>(dropout);

    void Compare<T>(double dropout)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        TrainingData data = Samples.Table(scratch, TaskKind.Regression, rows: 70);
        var description = new ModelDescription("mlp", data.Training.InputShape, 1) { Hidden = [9], Dropout = dropout };
        Network<T> trained = Network<T>.Build(description, 3),
            byHand = Network<T>.Build(description, 3);
        var batches = new List<int[]>();
        var watched = new WatchedDataset(data.Training, (_, rows) => batches.Add(rows.ToArray()));
        var observer = new RecordingObserver();
        new Trainer<T>(
            trained,
            new MeanSquared<T>(),
            new Optimizer<T>(new RmsPropOptions()),
            new TrainerOptions
            {
                Epochs = 2,
                BatchSize = 16,
                Seed = 5,
                KeepBest = false,
                Threads = 2,
            }
        ).Train(Samples.With(data, watched), [observer]);

        var optimizer = new Optimizer<T>(new RmsPropOptions());
        using var pool = new WorkerPool(1);
        double sum = 0;
        int width = data.Training.InputShape.Length,
            rowsSeen = 0,
            rowsPerEpoch = data.Training.Count;
        var means = new List<double>();
        for (int step = 0; step < batches.Count; step++)
        {
            // A new tape for each step: nothing can leak from one step into the next.
            using var tape = new Tape<T>(pool)
            {
                Training = true,
                Random = new RandomStream(5, 0x44524F50, (ulong)step),
            };
            int[] rows = batches[step];
            float[] inputs = new float[rows.Length * width],
                targets = new float[rows.Length];
            data.Training.Read(rows, inputs, targets);
            Tensor<T> input = tape.Input(data.Training.InputShape.Batch(rows.Length));
            for (int i = 0; i < inputs.Length; i++)
                input.Value[i] = T.CreateChecked(inputs[i]);
            Tensor<T> loss = new MeanSquared<T>().Apply(tape, byHand.Forward(tape, input), targets);
            byHand.ZeroGradients();
            tape.Backward(loss);
            optimizer.Step(byHand.Parameters, byHand.Gradients);
            sum += double.CreateChecked(loss.Value[0]) * rows.Length;
            rowsSeen += rows.Length;
            if (rowsSeen % rowsPerEpoch == 0)
            {
                means.Add(sum / rowsPerEpoch);
                sum = 0;
            }
        }

        Assert.Equal(8, batches.Count);
        Assert.Equal(byHand.Parameters.ToArray(), trained.Parameters.ToArray());
        Assert.Equal(means, observer.Epochs.Select(e => e.TrainLoss));
        Assert.Equal(
            Math.Sqrt(byHand.Gradients.ToArray().Sum(g => double.CreateChecked(g) * double.CreateChecked(g))),
            observer.Epochs[^1].GradientNorm,
            1e-12
        );
    }
}
