using System.Globalization;
using System.Text.Json.Nodes;
using Surefoot.Randomness;
using Surefoot.Rules;
using Surefoot.Training.Data;
using Surefoot.Training.Metrics;
using Surefoot.Training.Models;
using Surefoot.Training.Predicting;
using Surefoot.Training.Runs;
using Surefoot.Training.Tensors;

namespace Surefoot.Training.Tests.Data;

/// <summary>Windows that read the target's own past, and what is known when a forecast is made.</summary>
public sealed class TargetPastTests : IDisposable
{
    static readonly RandomStream Noise = new(7, 3);

    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    static MatrixDataset Rows(params float[] targets) =>
        new(new(1), [.. Enumerable.Range(0, targets.Length).Select(i => (float)i)], targets);

    static TargetPast Numbers(int ahead) => new(0, ahead, change: 0.5, error: 1, season: 0);

    string Series(string name, IEnumerable<double> values, string? beside = null) =>
        folder.Write(
            name,
            (beside is null ? "" : beside + ",")
                + "y\n"
                + string.Concat(
                    values.Select(
                        (value, i) =>
                            (beside is null ? "" : $"{i % 5},")
                            + (double.IsNaN(value) ? "?" : value.ToString("R", CultureInfo.InvariantCulture))
                            + "\n"
                    )
                )
        );

    static DataOptions Window(int rows, int ahead) =>
        new()
        {
            Window = rows,
            Ahead = ahead,
            TargetPast = true,
            Task = TaskKind.Regression,
        };

    [Fact]
    public void Ahead_of_the_window_its_last_row_is_known()
    {
        var windows = new WindowedDataset(Rows(3, 4, 6, 9, 5), 3, ahead: 1, Numbers(1));
        Assert.Equal((2, new Shape(3, 3)), (windows.Count, windows.InputShape));
        Assert.Equal([0, 3, 0, 1, 4, 2, 2, 6, 4, 1, 4, 0, 2, 6, 4, 3, 9, 6], windows.Inputs(0, 1));
        Assert.Equal([9, 5], windows.Targets());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public void What_is_to_be_forecast_and_what_comes_after_it_changes_no_input(int ahead)
    {
        float[] targets = [3, 4, 6, 9, 5, 8, 2, 7];
        for (int row = 0; row < targets.Length; row++)
        {
            float[] other = [.. targets];
            other[row] = 100;
            var before = new WindowedDataset(Rows(targets), 3, ahead, Numbers(ahead));
            var after = new WindowedDataset(Rows(other), 3, ahead, Numbers(ahead));
            for (int window = 0; window < before.Count; window++)
            {
                int last = window + 2,
                    forecast = last + ahead;
                bool known = row >= window && row <= last && row < forecast;
                Assert.Equal(known, !before.Inputs(window).SequenceEqual(after.Inputs(window)));
            }
        }
    }

    [Fact]
    public void Of_the_windows_last_row_itself_each_row_knows_the_target_before_it()
    {
        var windows = new WindowedDataset(Rows(3, 4, 6, 9), 3, ahead: 0, Numbers(0));
        // The first has none before it within the window.
        Assert.Equal([0, 3, 0, 1, 3, 0, 2, 4, 2], windows.Inputs(0));
        Assert.Equal([6, 9], windows.Targets());
    }

    [Fact]
    public void A_missing_value_stands_for_the_one_before_it_and_first_for_the_next()
    {
        const float Nan = float.NaN;
        var windows = new WindowedDataset(Rows(Nan, 4, Nan, 9, 5), 4, ahead: 1, Numbers(1));
        Assert.Equal([0, 4, 0, 1, 4, 0, 2, 4, 0, 3, 9, 10], windows.Inputs(0));
        var none = new WindowedDataset(Rows(Nan, Nan, 5), 2, ahead: 1, Numbers(1));
        Assert.Equal([0, 0, 0, 1, 0, 0], none.Inputs(0));
        var classes = new WindowedDataset(Rows(Nan, 2, 0, 1), 3, ahead: 1, new TargetPast(3, 1, 1, 1, 0));
        Assert.Equal([0, 0, 0, 1, 1, 0, 0, 1, 2, 1, 0, 0], classes.Inputs(0));
    }

    [Fact]
    public void Every_validation_and_test_row_is_forecast_from_the_rows_before_it()
    {
        string path = Series("t.csv", Enumerable.Range(0, 100).Select(i => (double)(i * i % 23)), beside: "x");
        var data = DataLoader.Load(path, Window(8, 1) with { ValidationShare = 0.2, TestShare = 0.1 });
        Assert.Equal((64, 18, 10), (data.Training.Count, data.Validation.Count, data.Test!.Count));
        // The windows of the whole file, one after another: none but the training ones has a training target.
        var whole = data.Preprocessing.Open(path, requireTargets: true);
        Assert.Equal(whole.Inputs(64, 81), data.Validation.Inputs(0, 17));
        Assert.Equal(whole.Inputs(82, 91), data.Test.Inputs(0, 9));
        Assert.Equal(whole.Targets()[^10..], data.Test.Targets());
        Assert.Equal(93, data.Preprocessing.Open(path, requireTargets: false).Count);
    }

    [Fact]
    public void A_file_streams_and_a_model_is_restored_to_the_bit()
    {
        string path = Series(
            "t.csv",
            Enumerable.Range(0, 80).Select(i => i % 9 == 4 ? double.NaN : i * i % 23),
            beside: "x"
        );
        var held = DataLoader.Load(path, Window(6, 0));
        var streamed = DataLoader.Load(path, Window(6, 0) with { Stream = true });
        string json = held.Preprocessing.ToJson().ToJsonString();
        Assert.Equal(json, streamed.Preprocessing.ToJson().ToJsonString());
        Assert.Equal(json, Preprocessing.FromJson(JsonNode.Parse(json)!).ToJson().ToJsonString());
        int[] all = [.. Enumerable.Range(0, held.Training.Count)];
        Assert.Equal(held.Training.Inputs(all), streamed.Training.Inputs(all));
        Assert.Equal(held.Training.Targets(), streamed.Training.Targets());
        Assert.Contains(held.Notes, note => note.Contains("The past of y within the window is read too, up to"));
    }

    [Fact]
    public void Rows_of_a_program_and_spans_are_forecast_as_those_of_a_file()
    {
        string path = Series("t.csv", Enumerable.Range(0, 60).Select(i => (i * i % 23) + 0.5), beside: "x");
        var data = DataLoader.Load(path, Window(5, 1));
        using var predictor = new Predictor(Trained(data, epochs: 2));
        Assert.Equal(["x", "y"], predictor.Fields);
        Assert.Equal(10, predictor.RowLength);
        Predictions file = predictor.PredictFile(path),
            records = predictor.PredictRows(
                Enumerable.Range(0, 60).Select(i => new { x = i % 5, y = (i * i % 23) + 0.5 })
            );
        Assert.Equal((56, 56), (file.Count, records.Count));
        for (int i = 0; i < file.Count; i++)
        {
            float[] span = [.. Enumerable.Range(i, 5).SelectMany(k => (float[])[k % 5, (k * k % 23) + 0.5f])];
            Assert.Equal(file.Value(i), records.Value(i));
            Assert.Equal(file.Value(i), predictor.Predict(span).Value);
        }
        Assert.Contains(
            "no field y, whose past the model reads",
            Assert.Throws<DataException>(() => predictor.PredictRows(new[] { new { x = 1 } })).Message
        );
    }

    [Fact]
    public void A_series_by_itself_is_enough_where_its_past_is_read()
    {
        string path = Series("alone.csv", Enumerable.Range(0, 60).Select(i => Math.Sin(i) + 0.001 * i));
        var data = DataLoader.Load(path, Window(4, 1));
        Assert.Equal(new Shape(4, 2), data.Preprocessing.InputShape);
        using var predictor = new Predictor(Trained(data, epochs: 1));
        Assert.Equal(4, predictor.RowLength);
        Assert.Equal(57, predictor.PredictFile(path).Count);
        Assert.Contains(
            "no column left to learn",
            Assert.Throws<DataException>(() => DataLoader.Load(path, Window(1, 0))).Message
        );
        Assert.Contains(
            "no column left to learn",
            Assert.Throws<DataException>(() => DataLoader.Load(path, Window(4, 1) with { TargetPast = null })).Message
        );
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Noise_has_no_past_that_helps_and_a_series_that_follows_from_its_past_is_foretold(int ahead)
    {
        double[] noise = [.. Enumerable.Range(0, 600).Select(i => Noise.Normal((ulong)i))],
            known = [.. Enumerable.Range(0, 600).Select(i => Math.Sin(0.7 * i))];
        Evaluation random = Validated(Series("noise.csv", noise), ahead),
            series = Validated(Series("known.csv", known), ahead);
        double mean = random.Baselines.Single(one => one.Name == Baseline.Mean).Measure;
        Assert.InRange(random.Rmse!.Value / mean, 0.98, 1.3);
        Assert.InRange(series.Rmse!.Value, 0, 0.03);
        Assert.True(series.Baselines.Single(one => one.Name == Baseline.LastValue).Measure > 0.4);
    }

    static Evaluation Validated(string path, int ahead) =>
        Fit(DataLoader.Load(path, Window(8, ahead) with { Season = 0 }), epochs: 60).Run.Validation!;

    static FitResult Fit(TrainingData data, int epochs)
    {
        var past = ((WindowPreprocessing)data.Preprocessing).Past!;
        var model = new ModelDescription("forecast", data.Preprocessing.InputShape, data.Preprocessing.Outputs)
        {
            Hidden = [16],
            ChangeScale = past.Error,
        };
        return Network<float>
            .Build(model, 1)
            .Fit(data, new RmsPropOptions { LearningRate = 0.002 }, epochs, batchSize: 16, observers: []);
    }

    static SavedModel Trained(TrainingData data, int epochs) => Fit(data, epochs).Model;

    [Fact]
    public void An_untrained_forecast_is_the_naive_one()
    {
        string path = Series("t.csv", Enumerable.Range(0, 60).Select(i => (double)(i + (i * i % 23))));
        var data = DataLoader.Load(path, Window(5, 2));
        var model = new ModelDescription("forecast", data.Preprocessing.InputShape, 1);
        Evaluation start = new SavedModel(Network<float>.Build(model, 3), data.Preprocessing).Evaluate(data.Validation);
        Assert.Equal(start.Baselines.Single(one => one.Name == Baseline.LastValue).Measure, start.Rmse!.Value, 1e-5);
    }

    [Fact]
    public void A_season_is_found_where_it_is_evident_and_its_naive_forecast_stands_beside()
    {
        double[] yearly =
        [
            .. Enumerable.Range(0, 120).Select(i => (10 * Math.Sin(Math.PI * i / 6)) + Noise.Normal((ulong)(5000 + i))),
        ];
        var data = DataLoader.Load(Series("year.csv", yearly), Window(4, 1));
        Assert.Contains("y repeats itself after 12 rows", data.Notes[^1]);
        Assert.EndsWith("a window of as many rows would hold it.", data.Notes[^1]);
        var windows = (WindowedDataset)data.Validation;
        // Window 3 of the validation rows, which begin at row 102, forecasts row 105.
        float season = windows.LastSeason(3);
        Assert.Equal(yearly[93], (season * data.Preprocessing.TargetScale) + data.Preprocessing.TargetMean, 1e-5);
        Evaluation result = Trained(data, epochs: 1).Evaluate(data.Validation);
        Assert.Equal(
            [Baseline.Mean, Baseline.LastValue, Baseline.LastSeason],
            result.Baselines.Select(one => one.Name)
        );
        double[] noise = [.. Enumerable.Range(0, 120).Select(i => Noise.Normal((ulong)i))];
        var walk = new double[120];
        for (int i = 1; i < walk.Length; i++)
            walk[i] = walk[i - 1] + noise[i];
        Assert.False(((WindowedDataset)DataLoader.Load(Series("w.csv", walk), Window(4, 1)).Validation).HasSeason);
        var given = DataLoader.Load(Series("w.csv", walk), Window(4, 1) with { Season = 7 });
        Assert.Contains("y is taken to repeat itself after 7 rows.", given.Notes);
    }

    [Theory]
    [InlineData(12, 0, 12)]
    [InlineData(12, 12, 12)]
    [InlineData(12, 13, 24)]
    public void A_season_before_is_as_near_as_is_known(int season, int ahead, int expected) =>
        Assert.Equal(expected, Seasons.Back(season, ahead));

    [Theory]
    [InlineData("change", "0")]
    [InlineData("error", "-1")]
    [InlineData("season", "-1")]
    public void A_damaged_past_is_refused(string member, string value)
    {
        var json = DataLoader
            .Load(Series("t.csv", [1, 2.5, 4, 3, 6, 5, 8, 7, 10]), Window(2, 1))
            .Preprocessing.ToJson();
        json["past"]![member] = JsonNode.Parse(value);
        Assert.Contains(
            $"preprocessing.past.{member} is not as expected",
            Assert.Throws<DataException>(() => Preprocessing.FromJson(json)).Message
        );
    }
}
