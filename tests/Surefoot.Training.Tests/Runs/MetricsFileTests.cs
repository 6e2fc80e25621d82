using System.Text;
using Surefoot.Training.Runs;
using Surefoot.Training.Runs.Watching;
using Surefoot.Training.Tests.Formats;

namespace Surefoot.Training.Tests.Runs;

/// <summary>metrics.jsonl where sessions follow one another, and where it could not be written for a while.</summary>
public sealed class MetricsFileTests : IDisposable
{
    readonly ScratchFolder scratch = new();

    public void Dispose() => scratch.Dispose();

    static WatchedInterval Interval(int number, long step) => new(number, 1, step, 1, 1e-3, []);

    static EpochDone Epoch(int epoch, long step) => new(epoch, 9, step, 1, 1, 0.5, false, 1e-3, 1, 1, 1);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_a_killed_session_told_of_later_steps_does_not_come_back(bool marked)
    {
        IRunObserver file = new MetricsFile(scratch["metrics.jsonl"]);
        foreach (int step in (int[])[1, 2, 4, 8, 400])
            file.Watched(Interval(step, step));
        file.EpochDone(Epoch(1, 400));

        // Sessions of earlier versions that began again left no mark.
        if (marked)
            file.Resumed(new RunResumed(0, 0, RolledBack: false));
        foreach (int step in (int[])[1, 2, 4])
            file.Watched(Interval(step, step));
        RunMetrics metrics = RunMetrics.Read(scratch["metrics.jsonl"]);
        Assert.Equal([1, 2, 4], metrics.Intervals.Select(interval => interval.Step));
        Assert.Empty(metrics.Epochs);
    }

    [Fact]
    public void A_run_that_went_back_to_a_checkpoint_keeps_what_was_told_before_it()
    {
        IRunObserver file = new MetricsFile(scratch["metrics.jsonl"]);
        foreach (int step in (int[])[1, 8, 16])
            file.Watched(Interval(step, step));
        file.EpochDone(Epoch(1, 16));
        file.Watched(Interval(4, 24));
        file.EpochDone(Epoch(2, 32));
        file.Resumed(new RunResumed(20, 1, RolledBack: true));
        RunMetrics metrics = RunMetrics.Read(scratch["metrics.jsonl"]);
        Assert.Equal([1, 8, 16], metrics.Intervals.Select(interval => interval.Step));
        Assert.Equal([1], metrics.Epochs.Select(epoch => epoch.Epoch));
    }

    [Fact]
    public void Lines_that_could_not_be_written_are_written_when_they_can_be_and_the_run_is_told()
    {
        // A folder that is not there stands for a disk that is full.
        List<string> warnings = [];
        var file = new MetricsFile(scratch["away/metrics.jsonl"]) { Warn = warnings.Add };
        file.EpochDone(Epoch(1, 10));
        file.EpochDone(Epoch(2, 20));
        Assert.Contains("Training goes on", Assert.Single(warnings));
        Directory.CreateDirectory(scratch["away"]);
        file.EpochDone(Epoch(3, 30));
        RunMetrics metrics = RunMetrics.Read(scratch["away/metrics.jsonl"]);
        Assert.Equal([1, 2, 3], metrics.Epochs.Select(epoch => epoch.Epoch));
        Assert.Equal((0, 2), (metrics.LostLines, warnings.Count));
    }

    [Fact]
    public void Where_too_much_had_to_wait_the_oldest_is_lost_and_the_gap_is_marked()
    {
        var file = new AppendedFile(
            scratch["away/log"],
            stream => stream.Length,
            lost => Encoding.ASCII.GetBytes($"lost {lost}\n"),
            mostWaiting: 6
        );
        foreach (string line in (string[])["a\n", "b\n", "c\n", "d\n", "e\n"])
            file.Add(Encoding.ASCII.GetBytes(line));
        Directory.CreateDirectory(scratch["away"]);
        file.Write();
        file.Add("f\n"u8.ToArray());
        Assert.Equal("lost 2\nc\nd\ne\nf\n", File.ReadAllText(scratch["away/log"]));
    }

    [Fact]
    public void A_gap_that_is_marked_is_counted()
    {
        File.WriteAllText(scratch["metrics.jsonl"], "{\"lostLines\":3}\n{\"lostLines\":2}\n");
        Assert.Equal(5, RunMetrics.Read(scratch["metrics.jsonl"]).LostLines);
    }
}
