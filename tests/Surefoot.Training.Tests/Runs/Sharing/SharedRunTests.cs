using Surefoot.Training.Data;
using Surefoot.Training.Layers;
using Surefoot.Training.Models;
using Surefoot.Training.Probe;
using Surefoot.Training.Runs;
using Surefoot.Training.Runs.Checkpoints;
using Surefoot.Training.Runs.Sharing;
using Surefoot.Training.Tests.Formats;
using Surefoot.Training.Tests.Runs.Checkpoints;

namespace Surefoot.Training.Tests.Runs.Sharing;

/// <summary>Stopping, going on, failing and disagreeing, where several processes train one network.</summary>
public sealed class SharedRunTests : IDisposable
{
    static readonly ModelDescription Text = ModelCase.All.First(model => model.Kind == "text"),
        Mlp = ModelCase.All[0],
        Resnet = ModelCase.All.First(model => model.Kind == "resnet");

    readonly ScratchFolder scratch = new();

    public void Dispose() => scratch.Dispose();

    /// <summary>Stopped in the middle of an accumulated step and of an epoch, each time by another process.</summary>
    [Theory]
    [InlineData("mlp")]
    [InlineData("text")]
    [InlineData("resnet")]
    public void A_run_that_is_stopped_goes_on_with_any_number_of_processes(string kind)
    {
        ModelDescription model = ModelCase.All.First(one => one.Kind == kind);
        string expected = SharedRun.Train(model, null, 1);
        Stopped(processes: 4, by: 2, at: 3, resume: false);
        Stopped(processes: 1, by: 0, at: 4, resume: true);
        Stopped(processes: 3, by: 1, at: 2, resume: true);
        Assert.All(
            ThreadGroup.Run(2, group => Train(group, resume: true, by: -1, at: 0).Hash),
            hash => Assert.Equal(expected, hash)
        );

        void Stopped(int processes, int by, int at, bool resume)
        {
            foreach (var (outcome, _) in ThreadGroup.Run(processes, group => Train(group, resume, by, at)))
                Assert.Equal(RunOutcome.Interrupted, outcome);
        }

        (RunOutcome Outcome, string Hash) Train(IProcessGroup group, bool resume, int by, int at)
        {
            var network = Network<float>.Build(model, 5);
            var control = new RunControl();
            TrainingData data = SharedRun.Data(model);
            if (group.Rank == by)
                data = Samples.With(data, new WatchedRows(data.Training, read => StopAt(read, at, control)));
            TrainerOptions options = SharedRun.Options(network, group, 1) with
            {
                Checkpoints = new CheckpointOptions(scratch["checkpoints"]) { Resume = resume, Every = 1000 },
            };
            RunResult result = SharedRun.Trainer(network, options).Train(data, [], control);
            return (result.Outcome, TrainedModel.Hash(network));
        }

        static void StopAt(int read, int at, RunControl control)
        {
            if (read == at)
                control.Stop();
        }
    }

    /// <summary>The data of one process cannot be read any more: all end, and the others name it.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void One_that_cannot_go_on_ends_all_with_a_checkpoint_that_any_go_on_from(int failing)
    {
        string expected = SharedRun.Train(Mlp, null, 1);
        var endings = ThreadGroup.Try(3, group => Train(group, resume: false));
        for (int rank = 0; rank < 3; rank++)
        {
            if (rank == failing)
                Assert.Equal("The row is gone.", Assert.IsType<DataException>(endings[rank].Failure).Message);
            else
                Assert.StartsWith(
                    $"Process {failing} of 3 failed at step 6",
                    Assert.IsType<RunException>(endings[rank].Failure).Message,
                    StringComparison.Ordinal
                );
        }
        Assert.True(File.Exists(Path.Combine(scratch["checkpoints"], "asked-0000000005.safetensors")));
        failing = -1;
        Assert.All(ThreadGroup.Run(2, group => Train(group, resume: true)), hash => Assert.Equal(expected, hash));

        string Train(IProcessGroup group, bool resume)
        {
            var network = Network<float>.Build(Mlp, 5);
            TrainingData data = SharedRun.Data(Mlp);
            if (group.Rank == failing)
                data = Samples.With(data, new WatchedRows(data.Training, FailAtSixth));
            TrainerOptions options = SharedRun.Options(network, group, 1) with
            {
                Checkpoints = new CheckpointOptions(scratch["checkpoints"]) { Resume = resume, Every = 1000 },
            };
            SharedRun.Trainer(network, options).Train(data, []);
            return TrainedModel.Hash(network);
        }

        static void FailAtSixth(int read)
        {
            if (read == 6)
                throw new DataException("The row is gone.");
        }
    }

    /// <summary>What only one process meets outside of a batch ends the others' waiting too.</summary>
    [Fact]
    public void One_that_leaves_alone_leaves_nobody_waiting()
    {
        var endings = ThreadGroup.Try(
            3,
            group =>
            {
                var network = Network<float>.Build(Mlp, 5);
                TrainingData data = SharedRun.Data(Mlp);
                if (group.Rank == 1)
                    data = new TrainingData
                    {
                        Training = data.Training,
                        Validation = new WatchedRows(data.Validation, _ => throw new DataException("Gone.")),
                        Preprocessing = data.Preprocessing,
                        Source = data.Source,
                        Fingerprint = data.Fingerprint,
                    };
                return SharedRun.Trainer(network, SharedRun.Options(network, group, 1)).Train(data, []);
            }
        );
        Assert.All(endings, ending => Assert.NotNull(ending.Failure));
        Assert.IsType<DataException>(endings[1].Failure);
    }

    /// <summary>A gradient that is not finite in the rows of one process alone.</summary>
    [Theory]
    [InlineData(NonFiniteHandling.Stop, RunOutcome.Diverged)]
    [InlineData(NonFiniteHandling.Skip, RunOutcome.Completed)]
    public void A_gradient_that_is_not_finite_is_the_same_to_all(NonFiniteHandling handling, RunOutcome outcome)
    {
        var alone = Train(null);
        Assert.Equal(outcome, alone.Outcome);
        Assert.All(ThreadGroup.Run(3, Train), ending => Assert.Equal(alone, ending));

        (RunOutcome Outcome, long Steps, string Hash) Train(IProcessGroup? group)
        {
            var network = Network<float>.Build(Resnet, 5);
            TrainingData data = SharedRun.Data(Resnet);
            data = Samples.With(data, new SpoiltRow(data.Training, 40));
            RunResult result = SharedRun
                .Trainer(network, SharedRun.Options(network, group, 1) with { NonFinite = handling })
                .Train(data, []);
            return (result.Outcome, result.Steps, TrainedModel.Hash(network));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void A_step_by_shards_allocates_no_byte(int processes)
    {
        Assert.All(ThreadGroup.Run(processes, group => Allocated(Mlp, group, 8)), bytes => Assert.Equal(0, bytes));
        // Nor do shards, or exchanging a table's rows, add to what a step allocates without them.
        long whole = Allocated(Text, null, 0);
        Assert.All(ThreadGroup.Run(processes, group => Allocated(Text, group, 8)), bytes => Assert.Equal(whole, bytes));
    }

    // In 200 steps, on the thread of the run, once its buffers are there.
    static long Allocated(ModelDescription model, IProcessGroup? group, int shards)
    {
        const int warm = 60,
            steps = 200;
        long first = 0,
            last = 0;
        TrainingData data = SharedRun.Data(model, 5000);
        data = Samples.With(data, new WatchedRows(data.Training, Look));
        var network = Network<float>.Build(model, 5);
        SharedRun
            .Trainer(network, SharedRun.Options(network, group, 1) with { Epochs = 1, Shards = shards })
            .Train(data, []);
        Assert.NotEqual(0, last);
        return last - first;

        void Look(int read)
        {
            if (read == warm)
                first = GC.GetAllocatedBytesForCurrentThread();
            else if (read == warm + steps)
                last = GC.GetAllocatedBytesForCurrentThread();
        }
    }

    [Fact]
    public void Processes_that_differ_at_the_start_are_refused_by_name()
    {
        Says("the settings of process 1 of 2 differs", rank => (5, SharedRun.Data(Mlp), rank == 1 ? 4 : 3));
        Says("the starting weights of process 1 of 2 differs", rank => (5 + (ulong)rank, SharedRun.Data(Mlp), 3));
        Says("the data of process 1 of 2 differs", rank => (5, SharedRun.Data(Mlp, 101 + rank), 3));

        static void Says(string message, Func<int, (ulong Seed, TrainingData Data, int Epochs)> of)
        {
            var endings = ThreadGroup.Try(
                2,
                group =>
                {
                    var (seed, data, epochs) = of(group.Rank);
                    var network = Network<float>.Build(Mlp, seed);
                    return SharedRun
                        .Trainer(network, SharedRun.Options(network, group, 1) with { Epochs = epochs })
                        .Train(data, []);
                }
            );
            Assert.All(
                endings,
                ending => Assert.Contains(message, Assert.IsType<RunException>(ending.Failure).Message)
            );
        }
    }

    [Fact]
    public void Shards_that_cannot_be_shared_are_refused()
    {
        var network = Network<float>.Build(Mlp, 5);
        TrainerOptions usual = SharedRun.Options(network, null, 1);
        Assert.Throws<ArgumentOutOfRangeException>(() => usual with { Shards = -1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => usual with { Shards = 1025 });
        Says("a batch has 16 rows", usual with { Shards = 17 });
        foreach (
            Exception? failure in ThreadGroup
                .Try(3, group => SharedRun.Trainer(network, usual with { Shards = 2, Group = group }))
                .Select(ending => ending.Failure)
        )
            Assert.Contains("3 processes are to share them", Assert.IsType<ArgumentException>(failure).Message);

        void Says(string message, TrainerOptions options) =>
            Assert.Contains(
                message,
                Assert.Throws<ArgumentException>(() => SharedRun.Trainer(network, options)).Message
            );
    }

    [Fact]
    public void A_checkpoint_of_another_number_of_shards_is_refused()
    {
        Train(8, resume: false);
        Assert.Contains("\"shards\" is 8", Assert.Throws<RunException>(() => Train(4, resume: true)).Message);
        Assert.Contains("\"shards\" is 8", Assert.Throws<RunException>(() => Train(0, resume: true)).Message);

        void Train(int shards, bool resume)
        {
            var network = Network<float>.Build(Mlp, 5);
            TrainerOptions options = SharedRun.Options(network, null, 1) with
            {
                Shards = shards,
                Checkpoints = new CheckpointOptions(scratch["checkpoints"]) { Resume = resume },
            };
            SharedRun.Trainer(network, options).Train(SharedRun.Data(Mlp), []);
        }
    }
}
