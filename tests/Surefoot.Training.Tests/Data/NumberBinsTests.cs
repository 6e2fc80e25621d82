using System.Globalization;
using System.Text.Json.Nodes;
using Surefoot.Training.Data;
using Surefoot.Training.Data.Tables;
using Surefoot.Training.Predicting;
using Surefoot.Training.Runs;
using Surefoot.Training.Tests.Runs;

namespace Surefoot.Training.Tests.Data;

/// <summary>Numbers of a table that are read by where they lie, besides.</summary>
public sealed class NumberBinsTests : IDisposable
{
    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    // Fractions, an hour from 0 to 5, and a target.
    string Table(int rows, Func<int, string>? size = null) =>
        folder.Write(
            "rows.csv",
            "size,hour,y\n"
                + string.Concat(
                    Enumerable
                        .Range(0, rows)
                        .Select(i =>
                            FormattableString.Invariant(
                                $"{size?.Invoke(i) ?? Size(i)},{i % 6},{Math.Sin(i) + (i % 6)}\n"
                            )
                        )
                )
        );

    static string Size(int i) => ((i * 37 % 1001) / 8.0).ToString(CultureInfo.InvariantCulture);

    TrainingData Load(int bins, int rows = 1000, Func<int, string>? size = null) =>
        DataLoader.Load(Table(rows, size), new() { Target = "y", Bins = bins });

    static NumberColumn[] Columns(TrainingData data) =>
        [.. ((TablePreprocessing)data.Preprocessing).Columns.Cast<NumberColumn>()];

    float[] Inputs(Preprocessing preprocessing, params string[] rows) =>
        preprocessing
            .Open(folder.Write("later.csv", "size,hour\n" + string.Join('\n', rows) + "\n"), requireTargets: false)
            .AllInputs();

    [Fact]
    public void A_number_fills_the_bins_below_it_and_a_part_of_its_own()
    {
        var column = new NumberColumn("x", saysMissing: true, 3, 2, bins: new NumberBins([1, 2, 4, 8]));
        float[] Encoded(string text)
        {
            var into = new float[column.Width];
            column.Encode(new Cell(System.Text.Encoding.UTF8.GetBytes(text), "x", Place.OfRow("the row", 0)), into);
            return into;
        }
        Assert.Equal([-1, 0, 0, 0, 0], Encoded("1"));
        Assert.Equal([0, 1, 0.5f, 0, 0], Encoded("3"));
        Assert.Equal([1.5f, 1, 1, 0.5f, 0], Encoded("6"));
        Assert.Equal([48.5f, 1, 1, 1, 0], Encoded("100"));
        Assert.Equal([-6.5f, 0, 0, 0, 0], Encoded("-10"));
        // A missing value lies where the mean does, and says that it is missing.
        Assert.Equal([0, 1, 0.5f, 0, 1], Encoded(""));
    }

    [Fact]
    public void Bins_have_about_as_many_rows_each_and_few_values_a_bin_between_each_two()
    {
        TrainingData data = Load(bins: 5);
        NumberColumn[] columns = Columns(data);
        Assert.Equal([0, 1, 2, 3, 4, 5], columns[1].Bins!.Edges);
        var edges = columns[0].Bins!.Edges;
        Assert.Equal(6, edges.Count);
        double[] sizes =
        [
            .. data
                .Training.AllInputs()
                .Chunk(data.Training.InputShape.Length)
                .Select(row => (row[0] * columns[0].Scale) + columns[0].Mean),
        ];
        Assert.All(
            edges.Zip(edges.Skip(1)),
            bin => Assert.InRange(sizes.Count(size => size >= bin.First && size < bin.Second), 150, 190)
        );
        Assert.Contains("Numbers of size and hour are read besides by where they lie, in bins.", data.Notes);
    }

    [Fact]
    public void Each_bin_takes_fifty_rows_and_two_values_take_none()
    {
        Assert.All(Columns(Load(bins: 8, rows: 100)), column => Assert.Null(column.Bins));
        NumberColumn[] some = Columns(Load(bins: 8, rows: 200));
        Assert.Equal(3, some[0].Bins!.Count);
        // Not enough for six values, so that they are divided as others are.
        Assert.InRange(some[1].Bins!.Count, 2, 3);
        Assert.Null(Columns(Load(bins: 8, size: i => (i % 2).ToString(CultureInfo.InvariantCulture)))[0].Bins);
        Assert.All(Columns(Load(bins: 0)), column => Assert.Null(column.Bins));
        Assert.All(Columns(DataLoader.Load(Table(1000), new() { Target = "y" })), column => Assert.Null(column.Bins));
    }

    [Fact]
    public void Values_that_cannot_be_told_apart_share_a_bin()
    {
        // Half are 0.
        NumberColumn column = Columns(Load(bins: 8, size: i => i % 2 == 0 ? Size(i + 1) : "0"))[0];
        Assert.InRange(column.Bins!.Count, 4, 5);
        Assert.True(NumberBins.Rise([.. column.Bins.Edges]));
        // Too near to be divided by.
        Assert.All(
            Columns(
                Load(
                    bins: 8,
                    size: i =>
                        (i * 1e-320).ToString("R", CultureInfo.InvariantCulture) is var tiny && i % 2 == 0
                            ? tiny
                            : Size(i)
                )
            ),
            each => Assert.True(each.Bins is null || NumberBins.Rise([.. each.Bins.Edges]))
        );
    }

    [Fact]
    public void More_columns_than_128_are_read_by_themselves_unless_bins_are_asked_for()
    {
        string Wide(int columns) =>
            folder.Write(
                "wide.csv",
                string.Join(',', Enumerable.Range(0, columns).Select(i => $"x{i}"))
                    + ",y\n"
                    + string.Concat(
                        Enumerable
                            .Range(0, 300)
                            .Select(row =>
                                string.Join(',', Enumerable.Range(0, columns).Select(i => Size((row * 7) + i)))
                                + $",{row % 7}.5\n"
                            )
                    )
            );
        var options = new DataOptions { Target = "y", BinsByData = true };
        Assert.All(Columns(DataLoader.Load(Wide(128), options)), column => Assert.NotNull(column.Bins));
        Assert.All(Columns(DataLoader.Load(Wide(129), options)), column => Assert.Null(column.Bins));
        Assert.All(
            Columns(DataLoader.Load(folder["wide.csv"], options with { Bins = 4 })),
            column => Assert.NotNull(column.Bins)
        );
    }

    [Fact]
    public void Rows_in_time_order_have_bins_between_few_values_and_windows_none_unless_they_are_asked_for()
    {
        folder.Write(
            "days.csv",
            "when,size,hour,y\n"
                + string.Concat(
                    Enumerable
                        .Range(0, 400)
                        .Select(i =>
                            string.Create(
                                CultureInfo.InvariantCulture,
                                $"{new DateTime(2026, 1, 1).AddHours(i):yyyy-MM-dd HH:mm},{Size(i)},{i % 6},{i % 7}.5\n"
                            )
                        )
                )
        );
        var options = new DataOptions { Target = "y", BinsByData = true };
        Assert.Equal(11, DataLoader.Load(folder["days.csv"], options).Training.InputShape.Length);
        Assert.Equal(17, DataLoader.Load(folder["days.csv"], options with { Bins = 6 }).Training.InputShape.Length);
        string path = Table(400);
        Assert.Equal(2, DataLoader.Load(path, options with { Window = 4 }).Training.InputShape[1]);
        Assert.NotEqual(2, DataLoader.Load(path, options).Training.InputShape[0]);
    }

    [Fact]
    public void A_file_keeps_them_and_rows_records_and_spans_give_the_same_numbers()
    {
        TrainingData data = Load(bins: 8, size: i => i % 17 == 0 ? "" : Size(i));
        Preprocessing restored = Preprocessing.FromJson(JsonNode.Parse(data.Preprocessing.ToJson().ToJsonString())!);
        Assert.Equal(data.Preprocessing.ToJson().ToJsonString(), restored.ToJson().ToJsonString());
        float[] of = Inputs(data.Preprocessing, "12.5,3", ",2", "900,7", "-4,0");
        Assert.Equal(of, Inputs(restored, "12.5,3", ",2", "900,7", "-4,0"));
        var predictor = new Predictor(new SavedModel(Samples.Mlp(data), restored));
        Predictions expected = new SavedModel(Samples.Mlp(data), restored).Predict(
            restored.Open(folder["later.csv"], requireTargets: false)
        );
        float?[][] rows =
        [
            [12.5f, 3],
            [null, 2],
            [900, 7],
            [-4, 0],
        ];
        for (int i = 0; i < rows.Length; i++)
        {
            Assert.Equal(
                expected.Value(i),
                predictor
                    .Predict(new Dictionary<string, object?> { ["size"] = rows[i][0], ["hour"] = rows[i][1] })
                    .Value
            );
            Assert.Equal(expected.Value(i), predictor.Predict([.. rows[i].Select(value => value ?? float.NaN)]).Value);
        }
    }

    [Fact]
    public void A_file_without_them_is_read_as_ever_and_one_with_unfit_edges_is_refused()
    {
        string before = (
            """{"kind":"table","columns":[{"kind":"number","name":"size","missing":false,"mean":4,"scale":2},"""
            + """{"kind":"number","name":"hour","missing":false,"mean":0,"scale":1EDGES}],"""
            + "\"target\":TARGET}"
        ).Replace("TARGET", Load(bins: 0).Preprocessing.ToJson()["target"]!.ToJsonString());
        Assert.Equal([1, 5], Inputs(Preprocessing.FromJson(JsonNode.Parse(before.Replace("EDGES", ""))!), "6,5"));
        Assert.Equal(
            [1, 5, 1, 0.5f],
            Inputs(Preprocessing.FromJson(JsonNode.Parse(before.Replace("EDGES", ""","edges":[1,3,7]"""))!), "6,5")
        );
        foreach (string edges in (string[])["[1]", "[]", "[1,1,2]", "[3,2]", "[0,1e-320]", "[-1e308,1e308]"])
        {
            Assert.Contains(
                "preprocessing.columns[1].edges is not as expected",
                Assert
                    .Throws<DataException>(() =>
                        Preprocessing.FromJson(JsonNode.Parse(before.Replace("EDGES", ",\"edges\":" + edges))!)
                    )
                    .Message,
                StringComparison.Ordinal
            );
        }
    }

    [Fact]
    public void So_many_bins_as_there_can_be_are_taken_and_others_refused()
    {
        Assert.Equal(32, new DataOptions { Bins = 32 }.Bins);
        Assert.Throws<ArgumentOutOfRangeException>(() => new DataOptions { Bins = 33 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new DataOptions { Bins = -1 });
    }
}
