using System.Text;
using Surefoot.Randomness;
using Surefoot.Training.Data;
using Surefoot.Training.Formats;
using Surefoot.Training.Models;
using Surefoot.Training.Runs;
using Surefoot.Training.Runs.Watching;
using Surefoot.Training.Tests.Runs;

namespace Surefoot.Training.Tests.Watching;

public sealed class WatcherTests
{
    [Fact]
    public void Intervals_end_at_fixed_steps_whatever_the_threads_and_say_what_the_layers_did()
    {
        IReadOnlyList<WatchedInterval> one = Watch(threads: 1),
            two = Watch(threads: 2);
        Assert.Equal([1, 2, 4, 8, 16, 32], one.Take(6).Select(interval => interval.Step));
        Assert.Equal(Json(one), Json(two));
        Assert.Equal(Enumerable.Range(1, one.Count), one.Select(interval => interval.Interval));
        Assert.All(
            one,
            interval =>
            {
                Assert.Equal(["dense1", "dense2"], interval.Layers.Select(layer => layer.Name));
                Assert.All(
                    interval.Layers,
                    layer =>
                        Assert.True(
                            layer
                                is {
                                    GradientNorm: > 0,
                                    WeightNorm: > 0,
                                    UpdateRatio: > 0 and < 1,
                                    Rates: { Q05: > 0 } rates
                                }
                                && rates.Q05 <= rates.Q50
                                && rates.Q50 <= rates.Q95
                        )
                );
                Assert.InRange(interval.Layers[0].Dead!.Value, 0, 1);
                Assert.Null(interval.Layers[1].Dead);
            }
        );
    }

    [Fact]
    public void An_interval_survives_its_line_in_the_file()
    {
        WatchedInterval interval = Watch(threads: 1)[^1];
        WatchedInterval read = JsonFile.ReadLine<WatchedInterval>(JsonFile.Utf8(interval.ToJson()), "a line");
        Assert.Equal(Json([interval]), Json([read]));
    }

    [Fact]
    public void A_long_run_is_kept_in_bounded_memory_and_its_mean_loss_stays_what_it_was()
    {
        var series = new IntervalSeries([new LayerRange("dense1", 0, 10)]);
        double sum = 0;
        long last = 0,
            told = 0;
        for (long step = 1; step <= 1_000_000; step++)
        {
            if (!series.EndsWith(step))
                continue;
            double loss = 1.0 / step;
            sum += loss * (step - last);
            series.Add(new Interval(1, step, step - last, loss, 1e-3));
            (last, told) = (step, told + 1);
            Assert.InRange(series.Count, 1, IntervalSeries.Most);
        }
        WatchedInterval[] kept = [.. Enumerable.Range(0, series.Count).Select(i => series[i])];
        var history = new WatchedHistory { Intervals = kept, Epochs = [] };
        Assert.Equal(sum / last, history.Loss(0, 1), 1e-12);
        Assert.InRange(series.Count, IntervalSeries.Most / 2, IntervalSeries.Most);

        // On disk: 512 lines, and 256 for each doubling of the length behind them.
        Assert.InRange(told, 2000, 512 + (256 * 9));
    }

    [Fact]
    public void Dead_units_are_those_that_are_zero_in_every_row()
    {
        var data = Samples.Images();
        Network<float> network = Samples.Mlp(data, hidden: [8]);
        // Three of eight units are pushed far below 0, and stay there.
        network.NamedParameters.Single(parameter => parameter.Name == "dense1.bias").Value[..3].Fill(-1e3f);
        var observer = new IntervalList();
        Samples.Train(network, data, new TrainerOptions { Epochs = 2, Threads = 1 }, rate: 1e-6, observers: [observer]);
        Assert.All(observer.All, interval => Assert.Equal(3.0 / 8, interval.Layers[0].Dead));
    }

    [Fact]
    public void A_gradient_that_is_not_finite_is_diagnosed_by_layer_and_index()
    {
        var data = Samples.Images();
        Network<float> network = Samples.Mlp(data);
        network.NamedParameters.Single(parameter => parameter.Name == "dense2.weight").Value.Fill(1e30f);
        RunResult result = Samples.Train(network, data, new TrainerOptions { Epochs = 1, Threads = 1 });
        Assert.Equal(DiagnosisKind.NonFiniteGradient, result.Diagnoses[0].Kind);
        Assert.Matches(@"^The gradient of dense\d\.(weight|bias) at index \d+ was ", result.Diagnoses[0].Evidence);
        Assert.StartsWith("dense", result.Diagnoses[0].Layer);
    }

    [Fact]
    public void A_run_that_may_react_goes_back_to_its_best_weights_at_a_lower_rate_the_same_way_with_any_threads()
    {
        (RunResult Result, float[] Weights) one = LearntByHeart(react: true, threads: 1),
            two = LearntByHeart(react: true, threads: 2),
            none = LearntByHeart(react: false, threads: 1);
        Assert.Equal(one.Weights, two.Weights);
        Assert.NotEqual(one.Weights, none.Weights);
        Assert.Matches(
            @"^After epoch \d+: overfitting\. The rate was lowered from 0\.01 to 0\.003, "
                + @"and the weights of epoch \d+ were put back\.$",
            one.Result.Warnings[0]
        );
        Assert.Empty(none.Result.Warnings);
        Assert.Contains(none.Result.Diagnoses, diagnosis => diagnosis.Kind == DiagnosisKind.Overfitting);
    }

    // Targets drawn by lot: the training rows can be learnt by heart, and the others not at all.
    static (RunResult, float[]) LearntByHeart(bool react, int threads)
    {
        TrainingData data = Samples.Images(rows: 150);
        float[] inputs = new float[data.Training.Count * 36],
            targets = new float[data.Training.Count];
        data.Training.Read([.. Enumerable.Range(0, targets.Length)], inputs, targets);
        for (int i = 0; i < targets.Length; i++)
            targets[i] = new RandomStream(3, 1).Below((ulong)i, 3);
        data = Samples.With(data, new MatrixDataset(data.Training.InputShape, inputs, targets));
        Network<float> network = Samples.Mlp(data, hidden: [48]);
        RunResult result = Samples.Train(
            network,
            data,
            new TrainerOptions
            {
                Epochs = 40,
                BatchSize = 16,
                Threads = threads,
                React = react,
                KeepBest = false,
            },
            rate: 0.01
        );
        return (result, network.Parameters.ToArray());
    }

    static List<WatchedInterval> Watch(int threads)
    {
        var data = Samples.Images(300);
        var observer = new IntervalList();
        Samples.Train(
            Samples.Mlp(data),
            data,
            new TrainerOptions { Epochs = 8, Threads = threads },
            observers: [observer]
        );
        return observer.All;
    }

    static string Json(IEnumerable<WatchedInterval> intervals) =>
        string.Join('\n', intervals.Select(interval => Encoding.UTF8.GetString(JsonFile.Utf8(interval.ToJson()))));

    sealed class IntervalList : IRunObserver
    {
        public List<WatchedInterval> All { get; } = [];

        public void Watched(WatchedInterval e) => All.Add(e);
    }
}
