using Surefoot.Training.Data;
using Surefoot.Training.Models;
using Surefoot.Training.Runs;
using Surefoot.Training.Tests.Formats;

namespace Surefoot.Training.Tests.Runs;

public sealed class DeterminismTests : IDisposable
{
    readonly ScratchFolder scratch = new();

    public void Dispose() => scratch.Dispose();

    byte[] TrainedFile(TrainingData data, string kind, int threads, ulong seed = 1)
    {
        Network<float> network = Network<float>.Build(
            new ModelDescription(kind, data.Training.InputShape, data.Preprocessing.Outputs)
            {
                Hidden = kind == "mlp" ? [130, 65] : [20],
                Dropout = 0.2,
            },
            seed
        );
        Samples.Train(
            network,
            data,
            new TrainerOptions
            {
                Epochs = 3,
                BatchSize = 61,
                Threads = threads,
                Seed = seed,
            }
        );
        SavedModel.Save(scratch["model.safetensors"], network, data.Preprocessing);
        return File.ReadAllBytes(scratch["model.safetensors"]);
    }

    [Theory]
    [InlineData("mlp")]
    [InlineData("conv")]
    public void The_same_seed_gives_the_same_file_with_any_number_of_threads(string kind)
    {
        TrainingData data = Samples.Images(300);
        byte[] first = TrainedFile(data, kind, threads: 1);
        foreach (int threads in (int[])[1, 2, 2, 3])
            Assert.Equal(first, TrainedFile(data, kind, threads));
        Assert.NotEqual(first, TrainedFile(data, kind, threads: 1, seed: 2));
    }

    [Fact]
    public void A_step_of_the_steady_state_allocates_nothing()
    {
        TrainingData data = Samples.Images(300);
        var allocated = new long[1000];
        int batches = 0;
        var watched = new WatchedDataset(
            data.Training,
            (batch, _) =>
            {
                allocated[batch] = GC.GetAllocatedBytesForCurrentThread();
                batches = batch;
            }
        );
        Network<float> network = Samples.Mlp(data, dropout: 0.2, hidden: [32, 16]);

        // Seven whole batches of 32 and a short one an epoch; an observer is told of every step.
        Samples.Train(
            network,
            Samples.With(data, watched),
            new TrainerOptions
            {
                Epochs = 5,
                BatchSize = 32,
                Threads = 2,
            },
            observers: [new RecordingObserver()]
        );
        for (int epoch = 2; epoch < 5; epoch++)
        {
            for (int step = 1; step < 8; step++)
                Assert.Equal(0, allocated[(8 * epoch) + step] - allocated[(8 * epoch) + step - 1]);
        }
        Assert.Equal(39, batches);
    }

    [Fact]
    public void Seconds_and_rates_come_from_the_clock_that_was_given()
    {
        TrainingData data = Samples.Images();
        var clock = new ManualClock();
        var observer = new RecordingObserver();
        Network<float> network = Samples.Mlp(data);
        var watched = new WatchedDataset(data.Training, (_, _) => clock.Advance(0.5));
        var slowToValidate = new WatchedDataset(data.Validation, (_, _) => clock.Advance(10));
        var timed = new TrainingData
        {
            Training = watched,
            Validation = slowToValidate,
            Preprocessing = data.Preprocessing,
            Source = "",
            Fingerprint = "",
        };
        RunResult result = Samples.Train(
            network,
            timed,
            new TrainerOptions
            {
                Epochs = 2,
                BatchSize = 21,
                Threads = 1,
                Clock = clock,
            },
            observers: [observer]
        );

        // Five batches of 21 rows at half a second each, then ten seconds of validation that do not count as training.
        Assert.Equal(42, result.SamplesPerSecond, 1e-9);
        Assert.Equal(25, result.Seconds, 1e-9);
        Assert.Equal([12.5, 25], observer.Epochs.Select(e => e.Seconds));
        Assert.All(observer.Epochs, e => Assert.Equal(42, e.SamplesPerSecond, 1e-9));
    }
}
