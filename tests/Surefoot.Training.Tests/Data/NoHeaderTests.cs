using System.Text.Json.Nodes;
using Surefoot.Training.Data;

namespace Surefoot.Training.Tests.Data;

/// <summary>A table without a header loses no row to it, and its model predicts from tables like it.</summary>
public sealed class NoHeaderTests : IDisposable
{
    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    static string Lines(Func<int, string> line) => string.Concat(Enumerable.Range(0, 40).Select(i => line(i) + "\n"));

    TrainingData Load(string text, bool? header = null) =>
        DataLoader.Load(folder.Write("t.data", text), new() { HasHeader = header });

    [Theory]
    [InlineData("5.1,0.2,1.4,0.2,{0}", ',')]
    [InlineData("5.1;3.5;1.4;0.2;{0}", ';')]
    [InlineData("5,3,1,2,{0}", ',')]
    [InlineData("2024-05-06\t3\t1\t2\t{0}", '\t')]
    public void A_first_line_like_the_others_is_a_row(string row, char separator)
    {
        string[] kinds = ["setosa", "virginica"];
        string text = Lines(i =>
            string.Format(null, row, kinds[i % 2]).Replace("5", i % 7 == 0 ? "5" : $"{(i % 9) + 1}")
        );
        var data = Load(text);
        Assert.Equal(40, data.Training.Count + data.Validation.Count);
        Assert.Equal(kinds, data.Preprocessing.Classes);
        Assert.Equal("column5", data.Preprocessing.TargetName);
        Assert.Contains(
            "t.data is a table without a header: its first line is a row like the others. The columns are "
                + "called column1 to column5.",
            data.Notes
        );

        var model = Preprocessing.FromJson(JsonNode.Parse(data.Preprocessing.ToJson().ToJsonString())!);
        Assert.Equal(40, model.Open(folder.Write("again.data", text), requireTargets: true).Count);
        string inputs = Lines(i => text.Split('\n')[i][..text.Split('\n')[i].LastIndexOf(separator)]);
        Assert.Equal(40, model.Open(folder.Write("inputs.data", inputs), requireTargets: false).Count);
        var fault = Assert.Throws<DataException>(() =>
            model.Open(folder.Write("short.data", $"5{separator}3\n"), requireTargets: false)
        );
        Assert.Contains(
            "the row has 2 fields; the model learned from a table of 5 columns without a header.",
            fault.Message,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("a,b,y", "1.5,2,yes")]
    [InlineData("id,1990,1991,kind", "7,3,4,yes")]
    [InlineData("town,kind", "Rome,yes")]
    [InlineData("x,kind", "kind,yes")]
    public void A_line_of_names_stays_a_header(string header, string row)
    {
        var data = Load(
            header
                + "\n"
                + Lines(i =>
                    row.Replace("yes", i % 2 == 0 ? "yes" : "no")
                        .Replace("7", $"{i}")
                        .Replace("2", $"{i}")
                        .Replace("3", $"{i * i}")
                        .Replace("Rome", i % 3 == 0 ? "Rome" : "Oslo")
                        .Replace("kind", i % 3 == 0 ? "kind" : "x")
                )
        );
        Assert.Equal(40, data.Training.Count + data.Validation.Count);
        Assert.Equal(header.Split(',')[^1], data.Preprocessing.TargetName);
    }

    [Fact]
    public void A_first_line_of_text_that_stands_below_is_a_row()
    {
        var data = Load(
            Lines(i =>
                i == 0 ? "red,round,ripe"
                : i % 2 == 0 ? "red,long,ripe"
                : i % 3 == 0 ? "red,round,raw"
                : "blue,round,raw"
            )
        );
        Assert.Equal(40, data.Training.Count + data.Validation.Count);
        Assert.Equal("column3", data.Preprocessing.TargetName);
    }

    [Fact]
    public void Of_text_alone_a_header_that_is_repeated_stays_one() =>
        Assert.Equal(
            "kind",
            Load(
                "town,kind\n"
                    + Lines(i =>
                        i == 20 ? "town,kind"
                        : i % 3 == 0 ? "Rome,yes"
                        : "Oslo,no"
                    )
            ).Preprocessing.TargetName
        );

    [Fact]
    public void What_may_be_either_is_refused_and_can_be_said()
    {
        string text = Lines(i => $"{i * 0.5 + 0.25},name{i},{(i % 2 == 0 ? "yes" : "no")}");
        var fault = Assert.Throws<DataException>(() => Load(text));
        Assert.Contains(
            "line 1: 0.25, name0 and yes may be names or a row. If it is a row, say so with --no-header",
            fault.Message,
            StringComparison.Ordinal
        );
        var data = Load(text, header: false);
        Assert.Equal(40, data.Training.Count + data.Validation.Count);
        Assert.Equal("yes", Load(text, header: true).Preprocessing.TargetName);
    }

    [Fact]
    public void Numbers_alone_are_rows_where_that_is_said()
    {
        var data = Load(Lines(i => $"{i},{i * i},{i % 2}"), header: false);
        Assert.Equal(40, data.Training.Count + data.Validation.Count);
        Assert.Contains(
            "t.data is read as a table without a header. The columns are called column1 to column3.",
            data.Notes
        );
    }

    [Theory]
    [InlineData("{0}.5,{1},{2}", "below 0 or not whole")]
    [InlineData("-{0},{1},{2}", "below 0 or not whole")]
    [InlineData("{0},{0},{1}", "the same twice")]
    [InlineData("7,{1},{2}", "all stand there again")]
    [InlineData("{0};{1},25;{2}", "with decimal commas")]
    [InlineData("{0}  {1}.25  {2}", "between blanks")]
    public void Numbers_that_are_hardly_names_are_a_row(string row, string why)
    {
        string text = Lines(i => string.Format(null, row, i % 9, i * 5 % 7, i % 2 + 2));
        var data = Load(text);
        Assert.True(data.Training.Count + data.Validation.Count == 40, why);
        Assert.Contains(
            "t.data is a table without a header: its first line is a row like the others. The columns are "
                + "called column1 to column3.",
            data.Notes
        );
        Assert.Equal(40, data.Preprocessing.Open(folder["t.data"], requireTargets: true).Count);
        data = DataLoader.Load(folder["t.data"], new() { Stream = true });
        Assert.Equal(40, data.Training.Count + data.Validation.Count);
    }

    [Theory]
    [InlineData("0,1,2")]
    [InlineData("1,2,3")]
    public void Names_that_count_are_said(string header)
    {
        var data = Load(header + "\n" + Lines(i => $"{i * 3 + 5}.5,{i % 7}.25,{(i % 2 == 0 ? "yes" : "no")}"));
        Assert.Equal(40, data.Training.Count + data.Validation.Count);
        Assert.Contains(
            $"The first line of t.data counts {header[0]} to {header[^1]} and is taken for names. If it is a "
                + "row, say so with --no-header (DataOptions.HasHeader).",
            data.Notes
        );
        data = Load(header + "\n" + Lines(i => $"{i * 3 + 5}.5,{i % 7}.25,{i % 3}"), header: false);
        Assert.Equal(41, data.Training.Count + data.Validation.Count);
    }

    [Fact]
    public void Numbers_above_text_are_not_taken_for_a_row()
    {
        var fault = Assert.Throws<DataException>(() =>
            Load("1.5,2.5,3.5\n" + Lines(i => $"{(i % 3 == 0 ? "Rome" : "Oslo")},{i},{i % 2}"))
        );
        Assert.Contains("numbers stand where the column names are expected", fault.Message, StringComparison.Ordinal);
    }
}
