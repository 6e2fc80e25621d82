using Surefoot.Training.Runs;
using Surefoot.Training.Tests.Formats;

namespace Surefoot.Cli.Tests.Commands;

/// <summary>
/// Runs that version 0.1.0 began and did not end, stopped by a signal or killed: they are resumed for ever, and end as
/// they would have ended then.
/// </summary>
public sealed class StoredRunTests
{
    public static TheoryData<string> Names => [.. StoredRun.Names];

    public static TheoryData<string> NamesVersion2 => [.. StoredRun.NamesVersion2];

    /// <summary>The settings of version 2 are values under names, which no renaming in the code may change.</summary>
    [Theory]
    [MemberData(nameof(NamesVersion2))]
    public void A_run_of_version_2_is_read_and_resumed_to_the_same_end(string name)
    {
        using ScratchFolder folder = new();
        StoredRun stored = new(name, "v2");
        string run = stored.UnpackRun(folder.Path),
            data = stored.UnpackData(folder.Path);
        Assert.Equal(0, folder.Surefoot("inspect", run).ExitCode);
        Assert.Equal(
            name switch
            {
                "table" or "images" => NonFiniteHandling.RollBack,
                "text" => NonFiniteHandling.Skip,
                _ => NonFiniteHandling.Stop,
            },
            RunFolder.Open(run).Read().Settings!.Trainer.NonFinite
        );
        SurefootProcess.Outcome outcome = folder.Surefoot("train", data, "--resume", run, "--threads", "1");
        Assert.True(outcome.ExitCode == 0, outcome.Errors);
        Assert.Contains("The run goes on from step", outcome.Errors, StringComparison.Ordinal);

        RunResult result = RunFolder.Open(run).Read().Result!;
        (long steps, int bestEpoch, double trainLoss, double validationLoss) = stored.Figures;
        Assert.Equal((steps, bestEpoch), (result.Steps, result.BestEpoch));
        StoredRun.AssertSame(trainLoss, result.TrainLoss);
        StoredRun.AssertSame(validationLoss, result.ValidationLoss);
        StoredRun.AssertSame(
            StoredRun.OutputsOf(SavedModel.Load(stored.UnpackModel(folder.Path)), data),
            StoredRun.OutputsOf(SavedModel.Load(RunFolder.Open(run).ModelPath), data)
        );
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_stored_run_is_resumed_and_ends_with_the_bits_of_the_run_that_was_never_stopped(string name)
    {
        using ScratchFolder folder = new();
        StoredRun stored = new(name);
        string run = stored.UnpackRun(folder.Path),
            data = stored.UnpackData(folder.Path);
        SurefootProcess.Outcome outcome = folder.Surefoot("train", data, "--resume", run, "--threads", "1");
        Assert.True(outcome.ExitCode == 0, outcome.Errors);
        Assert.Contains("The run goes on from step", outcome.Errors, StringComparison.Ordinal);

        RunResult result = RunFolder.Open(run).Read().Result!;
        (long steps, int bestEpoch, double trainLoss, double validationLoss) = stored.Figures;
        Assert.Equal((steps, bestEpoch), (result.Steps, result.BestEpoch));
        StoredRun.AssertSame(trainLoss, result.TrainLoss);
        StoredRun.AssertSame(validationLoss, result.ValidationLoss);
        StoredRun.AssertSame(stored.Outputs, StoredRun.OutputsOf(SavedModel.Load(RunFolder.Open(run).ModelPath), data));
    }
}
