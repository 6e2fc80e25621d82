using Surefoot.Training.Runs;
using Surefoot.Training.Tests.Formats;

namespace Surefoot.Training.Tests.Runs.Checkpoints;

/// <summary>Checkpoints of old versions load for ever: one of each is kept.</summary>
public sealed class GoldenCheckpointTests : IDisposable
{
    readonly ScratchFolder scratch = new();

    public void Dispose() => scratch.Dispose();

    static readonly ResumeCase Case = new(ResumeCase.Optimizers["rmsprop"]);

    [Fact]
    public void The_checkpoint_of_version_1_loads_and_its_run_goes_on_to_its_end()
    {
        using Stream golden = typeof(GoldenCheckpointTests).Assembly.GetManifestResourceStream(
            "checkpoints/version-1"
        )!;
        Directory.CreateDirectory(scratch["run"]);
        using (FileStream file = File.Create(Path.Combine(scratch["run"], "asked-0000000009.safetensors")))
            golden.CopyTo(file);
        ResumeCase.Ending ending = Case.Train(scratch["run"], resume: true);
        Assert.Equal((RunOutcome.Completed, 60), (ending.Result.Outcome, ending.Result.Steps));
        Assert.DoesNotContain(ending.Result.Warnings, warning => warning.Contains("no whole checkpoint"));
        // What epoch 1 was is known from the checkpoint alone.
        Assert.Equal(9, ending.Epochs.Count);
    }

    /// <summary>
    /// SUREFOOT_REWRITE=/path/of/file writes the file anew; only for a version that no release has written yet.
    /// </summary>
    [Fact]
    public void The_file_is_written_on_request()
    {
        if (Environment.GetEnvironmentVariable("SUREFOOT_REWRITE") is not { } path || !Path.IsPathRooted(path))
            return;
        Case.Train(scratch["run"], stopAt: 9);
        File.Copy(Path.Combine(scratch["run"], "asked-0000000009.safetensors"), path, overwrite: true);
    }
}
