using Surefoot.Cli.Tests.Commands;
using Surefoot.Cli.Tests.Reports;
using Surefoot.Lab.Following;
using Surefoot.Lab.Pages.Runs;
using Surefoot.Training.Runs;
using Surefoot.Training.Watching;

namespace Surefoot.Cli.Tests.Lab;

public sealed class FollowingTests : IDisposable
{
    readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_half_written_line_is_left_for_the_next_look_and_a_strange_one_is_passed_over()
    {
        string path = _folder["metrics.jsonl"];
        MetricsTail tail = new(path);
        Assert.False(tail.Look());
        string first = Line(1, 0.5), second = Line(2, 0.25);
        File.WriteAllText(path, first + "\n" + second[..40]);
        Assert.True(tail.Look());
        Assert.Equal([1], tail.Metrics.Epochs.Select(epoch => epoch.Epoch));
        Assert.False(tail.Look());
        File.WriteAllText(path, first + "\n" + second + "\nnot json\n{\"later\":1}\n");
        Assert.True(tail.Look());
        Assert.Equal([1, 2], tail.Metrics.Epochs.Select(epoch => epoch.Epoch));
        Assert.Equal(1, tail.Strange);
    }

    [Fact]
    public void Where_a_resumed_run_wrote_an_epoch_again_the_last_line_counts_and_a_file_cut_back_is_read_anew()
    {
        string path = _folder["metrics.jsonl"];
        MetricsTail tail = new(path);
        File.WriteAllText(path, Line(1, 0.5) + "\n" + Line(2, 0.4) + "\n" + Line(2, 0.3) + "\n");
        tail.Look();
        Assert.Equal([0.5, 0.3], tail.Metrics.Epochs.Select(epoch => epoch.TrainLoss));
        File.WriteAllText(path, Line(1, 0.7) + "\n");
        tail.Look();
        Assert.Equal([0.7], tail.Metrics.Epochs.Select(epoch => epoch.TrainLoss));
    }

    [Fact]
    public void Intervals_and_diagnoses_are_read_between_epochs()
    {
        RunFolder run = RunFolder.Create(_folder["run"]);
        IRunObserver file = run.Metrics;
        file.Watched(new WatchedInterval(1, 1, 64, 0.9, 1e-3, [new LayerHealth("dense1", 0.5, 12, 1e-3, new RateQuantiles(1, 2, 3, 4, 5), 0.1)]));
        file.Diagnosed(new Diagnosis(DiagnosisKind.Oscillating, 1, 64, Layer: null, "It swings.", [new Remedy("Let the rate fall.", "--schedule cosine")]));
        MetricsTail tail = new(run.MetricsPath);
        tail.Look();
        Assert.Equal(3, Assert.Single(Assert.Single(tail.Metrics.Intervals).Layers).Rates.Q50);
        Assert.Equal("oscillating", Assert.Single(tail.Metrics.Diagnoses).Name);
    }

    [Fact]
    public void Live_runs_come_first_and_a_folder_that_is_damaged_or_gone_hurts_no_other()
    {
        LabRuns.Write(_folder["runs", "ended"], SampleRuns.Digits());
        using RunLock held = LabRuns.Write(_folder["runs", "live"], SampleRuns.Digits() with { Result = null, Started = SampleRuns.Digits().Started.AddDays(-1) }).Lock();
        LabRuns.Write(_folder["runs", "killed"], SampleRuns.Digits() with { Result = null });
        Directory.CreateDirectory(_folder["runs", "damaged"]);
        File.WriteAllText(_folder["runs", "damaged", "run.json"], "{");
        Directory.CreateDirectory(_folder["runs", "not-a-run"]);
        RunCatalog catalog = new(_folder["runs"]);
        Assert.True(catalog.Look());
        Assert.False(catalog.Look());
        IReadOnlyList<RunView> views = catalog.Views();
        Assert.Equal("live", views[0].Name);
        Assert.Equal(RunState.Live, views[0].State);
        Assert.Equal(RunState.Unreadable, views.Single(view => view.Name == "damaged").State);
        Assert.Equal(RunState.Unfinished, views.Single(view => view.Name == "killed").State);
        Assert.Equal(4, views.Count);
        Directory.Delete(_folder["runs", "ended"], recursive: true);
        Assert.NotNull(catalog.Live("live"));
        Assert.True(catalog.Look());
        Assert.Equal(3, catalog.Views().Count);
        held.Dispose();
        Assert.True(catalog.Look());
        Assert.Null(catalog.Live("live"));
        Assert.Null(catalog.Live("../runs/live"));
    }

    [Fact]
    public void Smoothing_keeps_a_constant_line_starts_at_the_first_value_and_skips_what_is_not_finite()
    {
        Assert.All(Smoothed.Values([3, 3, 3, 3], 0.9), value => Assert.Equal(3, value, 1e-12));
        double[] smoothed = Smoothed.Values([1, double.NaN, 0], 0.5);
        Assert.Equal(1, smoothed[0], 1e-12);
        Assert.True(double.IsNaN(smoothed[1]));
        // (0.5·0.5·1 + 0.5·0) / (1 − 0.5²)
        Assert.Equal(0.25 / 0.75, smoothed[2], 1e-12);
    }

    static string Line(int epoch, double loss) => new EpochDone(epoch, 9, epoch * 10, loss, 0.5, 0.9, IsBest: true, 1e-3, 0.1, epoch, 1000).ToJson().ToJsonString();
}
