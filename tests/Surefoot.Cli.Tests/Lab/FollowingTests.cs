using Surefoot.Cli.Tests.Commands;
using Surefoot.Cli.Tests.Reports;
using Surefoot.Lab.Following;
using Surefoot.Lab.Pages.Runs;
using Surefoot.Training.Runs;
using Surefoot.Training.Runs.Watching;

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
        Assert.False(tail.Look(LookShare.Of(1)));
        string first = Line(1, 0.5),
            second = Line(2, 0.25);
        File.WriteAllText(path, first + "\n" + second[..40]);
        Assert.True(tail.Look(LookShare.Of(1)));
        Assert.Equal([1], tail.Metrics.Epochs.Select(epoch => epoch.Epoch));
        Assert.False(tail.Look(LookShare.Of(1)));
        File.WriteAllText(path, first + "\n" + second + "\nnot json\n{\"later\":1}\n");
        Assert.True(tail.Look(LookShare.Of(1)));
        Assert.Equal([1, 2], tail.Metrics.Epochs.Select(epoch => epoch.Epoch));
        Assert.Equal(1, tail.Strange);
    }

    [Fact]
    public void Where_a_resumed_run_wrote_an_epoch_again_the_last_line_counts_and_a_file_cut_back_is_read_anew()
    {
        string path = _folder["metrics.jsonl"];
        MetricsTail tail = new(path);
        File.WriteAllText(path, Line(1, 0.5) + "\n" + Line(2, 0.4) + "\n" + Line(2, 0.3) + "\n");
        tail.Look(LookShare.Of(1));
        Assert.Equal([0.5, 0.3], tail.Metrics.Epochs.Select(epoch => epoch.TrainLoss));
        File.WriteAllText(path, Line(1, 0.7) + "\n");
        tail.Look(LookShare.Of(1));
        Assert.Equal([0.7], tail.Metrics.Epochs.Select(epoch => epoch.TrainLoss));
    }

    [Fact]
    public void Intervals_and_diagnoses_are_read_between_epochs()
    {
        RunFolder run = RunFolder.Create(_folder["run"]);
        IRunObserver file = run.Metrics;
        file.Watched(
            new WatchedInterval(
                1,
                1,
                64,
                0.9,
                1e-3,
                [new LayerHealth("dense1", 0.5, 12, 1e-3, new RateQuantiles(1, 2, 3, 4, 5), 0.1)]
            )
        );
        file.Diagnosed(
            new Diagnosis(
                DiagnosisKind.Oscillating,
                1,
                64,
                Layer: null,
                "It swings.",
                [new Remedy("Let the rate fall.", "--schedule cosine")]
            )
        );
        MetricsTail tail = new(run.MetricsPath);
        tail.Look(LookShare.Of(1));
        Assert.Equal(3, Assert.Single(Assert.Single(tail.Metrics.Intervals).Layers).Rates.Q50);
        Assert.Equal("oscillating", Assert.Single(tail.Metrics.Diagnoses).Name);
    }

    [Fact]
    public void Live_runs_come_first_and_a_folder_that_is_damaged_or_gone_hurts_no_other()
    {
        LabRuns.Write(_folder["runs", "ended"], SampleRuns.Digits());
        using RunLock held = LabRuns
            .Write(
                _folder["runs", "live"],
                SampleRuns.Digits() with
                {
                    Result = null,
                    Started = SampleRuns.Digits().Started.AddDays(-1),
                }
            )
            .Lock();
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

    // 40 intervals of 200 layers in each of many runs: what is kept of them is shared like what is kept of epochs.
    [Theory]
    [InlineData(1, 8000)]
    [InlineData(100, 655)]
    [InlineData(1000, 600)]
    public void In_a_folder_of_many_runs_fewer_layers_are_kept_of_each(int runs, int most)
    {
        RunFolder run = LabRuns.Write(_folder["run"], SampleRuns.Digits());
        LayerHealth[] layers =
        [
            .. Enumerable
                .Range(0, 200)
                .Select(layer => new LayerHealth(
                    $"dense{layer}",
                    0.5,
                    12,
                    1e-3,
                    new RateQuantiles(1, 2, 3, 4, 5),
                    0.1
                )),
        ];
        for (int i = 1; i <= 40; i++)
            run.Metrics.Watched(new WatchedInterval(i, 1, 100_000 + i, 0.9, 1e-3, layers));
        MetricsTail tail = new(run.MetricsPath);
        while (tail.Look(LookShare.Of(runs))) { }

        Assert.InRange(tail.Metrics.Intervals.Sum(interval => interval.Layers.Count), runs == 1 ? most : 200, most);
        Assert.Equal(40, tail.Metrics.Intervals[^1].Interval);
    }

    [Fact]
    public void A_metrics_file_of_strange_or_endless_lines_is_given_up_and_a_long_record_is_not_read()
    {
        string path = _folder["metrics.jsonl"];
        File.WriteAllText(
            path,
            Line(1, 0.5) + "\n" + string.Concat(Enumerable.Repeat("{\"epoch\":1}\n", 1500)) + Line(2, 0.4) + "\n"
        );
        MetricsTail tail = new(path);
        while (tail.Look(LookShare.Of(1)))
            Assert.InRange(tail.Strange, 0, 1000);
        File.AppendAllText(path, Line(3, 0.3) + "\n");
        tail.Look(LookShare.Of(1));
        Assert.Contains("only its beginning was read", tail.Trouble, StringComparison.Ordinal);
        Assert.Equal([1], tail.Metrics.Epochs.Select(epoch => epoch.Epoch));

        File.WriteAllText(path, Line(1, 0.5) + "\n" + new string(' ', 5 << 20));
        tail = new(path);
        for (int i = 0; i < 4; i++)
            tail.Look(LookShare.Of(1000));
        Assert.Contains("longer than any of a run", tail.Trouble, StringComparison.Ordinal);
        Assert.Equal([1], tail.Metrics.Epochs.Select(epoch => epoch.Epoch));

        LabRuns.Write(_folder["run"], SampleRuns.Digits());
        FollowedRun run = new(_folder["run"]);
        run.Look(LookShare.Of(1), room: 100);
        Assert.Equal(RunState.Unreadable, run.View().State);
        Assert.Contains("more in all than the page reads", run.View().Trouble, StringComparison.Ordinal);
    }

    [Fact]
    public void A_share_of_a_look_takes_the_rest_at_the_next_and_keeps_the_first_the_last_and_the_best_epoch()
    {
        string path = _folder["metrics.jsonl"];
        File.WriteAllLines(
            path,
            Enumerable
                .Range(1, 5000)
                .Select(epoch =>
                    new EpochDone(
                        epoch,
                        5000,
                        epoch,
                        1.0 / epoch,
                        0.5,
                        0.9,
                        IsBest: epoch == 3001,
                        1e-3,
                        0.1,
                        epoch,
                        1000
                    )
                        .ToJson()
                        .ToJsonString()
                )
        );
        MetricsTail tail = new(path);
        LookShare share = LookShare.Of(1000);
        int looks = 0;
        while (tail.Look(share))
        {
            looks++;
            Assert.InRange(tail.Metrics.Epochs.Count, 1, share.Kept + 3);
        }

        Assert.InRange(looks, (int)(new FileInfo(path).Length / share.Bytes), 1000);
        EpochDone[] kept = [.. tail.Metrics.Epochs];
        Assert.Equal((1, 5000, 3001), (kept[0].Epoch, kept[^1].Epoch, kept.Last(epoch => epoch.IsBest).Epoch));
        Assert.InRange(kept.Zip(kept.Skip(1), (one, next) => next.Epoch - one.Epoch).Max(), 1, 5000 / (share.Kept / 4));
    }

    [Fact]
    public void Intervals_with_numbers_that_are_none_and_with_many_layers_are_kept_in_bounded_memory()
    {
        string layers = string.Join(
            ',',
            Enumerable.Repeat(
                """{"name":"a","gradientNorm":1,"weightNorm":1,"updateRatio":1,"rates":[1,1,1,1,1],"dead":null}""",
                300
            )
        );
        File.WriteAllLines(
            _folder["metrics.jsonl"],
            Enumerable
                .Range(1, 3000)
                .Select(step =>
                    $$"""{"interval":1,"epoch":1,"step":{{step}},"loss":1,"learningRate":1,"layers":["""
                    + $$"""{{(step % 3 == 0 ? layers : "")}}]}"""
                )
        );
        MetricsTail tail = new(_folder["metrics.jsonl"]);
        while (tail.Look(LookShare.Of(1)))
            Assert.InRange(tail.Metrics.Intervals.Sum(interval => interval.Layers.Count), 0, 1 << 18);
        Assert.Equal(0, tail.Strange);
        Assert.InRange(tail.Metrics.Intervals.Count, 500, 2999);
        Assert.Equal(3000, tail.Metrics.Intervals[^1].Step);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    [InlineData(1000)]
    public void All_runs_together_cost_no_more_than_a_machine_has_to_spare(int runs)
    {
        LookShare share = LookShare.Of(runs);
        Assert.InRange((long)share.Bytes * runs, 1 << 20, 64 << 20);
        Assert.InRange((long)share.Kept * runs, 1 << 14, 1 << 20);
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

    static string Line(int epoch, double loss) =>
        new EpochDone(epoch, 9, epoch * 10, loss, 0.5, 0.9, IsBest: true, 1e-3, 0.1, epoch, 1000)
            .ToJson()
            .ToJsonString();
}
