using System.Text.Json.Nodes;
using Surefoot.Training.Data;
using Surefoot.Training.Tensors;

namespace Surefoot.Training.Tests.Data;

public sealed class WindowTests : IDisposable
{
    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    static MatrixDataset Series(int rows, bool targets = true) =>
        new(
            new(2),
            [.. Enumerable.Range(0, 2 * rows).Select(i => (float)i)],
            targets ? [.. Enumerable.Range(0, rows).Select(i => 100f + i)] : null
        );

    string WriteTable(int rows) =>
        folder.Write(
            "t.csv",
            "a,b,y\n" + string.Concat(Enumerable.Range(0, rows).Select(i => $"{i * i % 17},{i % 5}.5,{i % 7}.25\n"))
        );

    [Fact]
    public void A_window_is_its_rows_one_after_another()
    {
        var windows = new WindowedDataset(Series(6), length: 3);
        Assert.Equal((4, new Shape(3, 2)), (windows.Count, windows.InputShape));
        Assert.Equal([2, 3, 4, 5, 6, 7, 0, 1, 2, 3, 4, 5], windows.Inputs(1, 0));
        Assert.Equal([102, 103, 104, 105], windows.Targets());
    }

    [Theory]
    [InlineData(1, new float[] { 103, 104, 105 })]
    [InlineData(3, new float[] { 105 })]
    [InlineData(4, new float[0])]
    public void The_target_may_stand_ahead(int ahead, float[] expected) =>
        Assert.Equal(expected, new WindowedDataset(Series(6), length: 3, ahead).Targets());

    [Fact]
    public void Without_targets_the_last_windows_are_there_too() =>
        Assert.Equal(4, new WindowedDataset(Series(6, targets: false), length: 3, ahead: 2).Count);

    [Fact]
    public void Windows_longer_than_a_block_are_whole()
    {
        var windows = new WindowedDataset(Series(700), length: 600);
        Assert.Equal(Enumerable.Range(200, 1200).Select(i => (float)i), windows.Inputs(100));
    }

    [Fact]
    public void Training_and_validation_windows_share_no_row_and_are_restored_to_the_bit()
    {
        string path = WriteTable(100);
        var data = DataLoader.Load(
            path,
            new()
            {
                Window = 4,
                Ahead = 1,
                ValidationShare = 0.2,
                Task = TaskKind.Regression,
            }
        );
        Assert.Equal((76, 16), (data.Training.Count, data.Validation.Count));
        Assert.Equal(new Shape(4, 2), data.Preprocessing.InputShape);
        string json = data.Preprocessing.ToJson().ToJsonString();
        var restored = Preprocessing.FromJson(JsonNode.Parse(json)!);
        Assert.Equal(json, restored.ToJson().ToJsonString());
        var rows = restored.Open(path, requireTargets: true);
        Assert.Equal(96, rows.Count);
        Assert.Equal(data.Training.Inputs(0, 75), rows.Inputs(0, 75));
        Assert.Equal(data.Validation.Inputs(0, 15), rows.Inputs(80, 95));
        Assert.Equal(4.25, (rows.Targets()[0] * restored.TargetScale) + restored.TargetMean, 1e-6);
        Assert.Equal(97, restored.Open(path, requireTargets: false).Count);
    }

    [Fact]
    public void Too_few_rows_for_a_window_say_so()
    {
        string path = WriteTable(30);
        Assert.Equal(
            $"{path}, validation rows: 4 rows hold no window of 5. Give more rows, or a smaller window.",
            Assert
                .Throws<DataException>(() => DataLoader.Load(path, new() { Window = 5, Task = TaskKind.Regression }))
                .Message
        );
    }

    [Fact]
    public void Windows_are_over_tables_alone() =>
        Assert.Contains(
            "is no table",
            Assert.Throws<DataException>(() => DataLoader.Load(null, new() { Window = 5 })).Message
        );

    [Fact]
    public void Options_out_of_range_name_the_value()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new DataOptions { Window = -1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new DataOptions { Ahead = 65537 });
        Assert.Throws<ArgumentException>(() => new WindowedDataset(new WindowedDataset(Series(6), 2), 2));
    }

    [Theory]
    [InlineData(
        """{"kind":"windows","length":0,"ahead":0,"rows":{"kind":"table","columns":["""
            + """{"kind":"presence","name":"x","missing":true}],"target":{}}}""",
        "preprocessing.length is not as expected"
    )]
    [InlineData(
        """{"kind":"windows","length":2,"ahead":0,"rows":{"kind":"svmlight","first":1,"largest":[1],"target":{}}}""",
        "preprocessing.rows.kind is not as expected"
    )]
    [InlineData(
        """{"kind":"numpy","shape":[2],"channelsLast":false,"means":[0],"scales":[1],"target":{}}""",
        "preprocessing.means is not as expected"
    )]
    [InlineData(
        """{"kind":"numpy","shape":[2,2],"channelsLast":false,"means":[],"scales":[],"target":{}}""",
        "preprocessing.shape is not as expected"
    )]
    [InlineData(
        """{"kind":"svmlight","first":2,"largest":[1],"target":{}}""",
        "preprocessing.first is not as expected"
    )]
    [InlineData(
        """{"kind":"svmlight","first":1,"largest":[-1],"target":{}}""",
        "preprocessing.largest is not as expected"
    )]
    [InlineData(
        """{"kind":"text","form":"presence","nGrams":1,"places":3,"vocabulary":{"words":["a"]},"target":{}}""",
        "preprocessing.places is not as expected"
    )]
    [InlineData(
        """{"kind":"text","form":"presence","nGrams":1,"places":2,"vocabulary":{"words":["a","a"]},"target":{}}""",
        "preprocessing.vocabulary.words is not as expected"
    )]
    [InlineData(
        """{"kind":"images","shape":[1,2,2],"maximum":255,"labels":[0,1],"names":["a"]}""",
        "preprocessing.names is not as expected"
    )]
    public void Damaged_JSON_is_refused_and_says_where(string json, string where) =>
        Assert.Contains(
            where,
            Assert
                .Throws<DataException>(() =>
                    Preprocessing.FromJson(JsonNode.Parse(PreprocessingLaws.WithTarget(json))!)
                )
                .Message
        );
}
