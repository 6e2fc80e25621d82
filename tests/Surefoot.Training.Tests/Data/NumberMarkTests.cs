using System.Text.Json.Nodes;
using Surefoot.Training.Data;

namespace Surefoot.Training.Tests.Data;

/// <summary>
/// Points and commas in numbers: which is the decimal mark and which stands between thousands, in training and in later
/// files.
/// </summary>
public sealed class NumberMarkTests : IDisposable
{
    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    static string Kind(int i) => i % 2 == 0 ? "dear" : "cheap";

    static string German(int number) => number < 1000 ? $"{number}" : $"{number / 1000}.{number % 1000:000}";

    string Write(string name, string header, Func<int, string> row) =>
        folder.Write(name, header + "\n" + string.Concat(Enumerable.Range(0, 40).Select(i => row(i) + "\n")));

    static int Sales(int i) => 900 + (i * 317 % 7000);

    [Fact]
    public void A_point_between_thousands_is_none_before_decimals_where_another_column_has_decimal_commas()
    {
        var plain = DataLoader.Load(Write("plain.csv", "sales;rate;kind", i => $"{Sales(i)};{i},30;{Kind(i)}"), new());
        var grouped = DataLoader.Load(
            Write("grouped.csv", "sales;rate;kind", i => $"{German(Sales(i))};{i},30;{Kind(i)}"),
            new()
        );
        Assert.Equal(plain.Training.AllInputs(), grouped.Training.AllInputs());
        Assert.Contains(
            grouped.Notes,
            note =>
                note.StartsWith(
                    "Column sales: the point in 1.217 stands between thousands, as the file's other values show",
                    StringComparison.Ordinal
                )
        );
        Assert.DoesNotContain(plain.Notes, note => note.Contains("thousands", StringComparison.Ordinal));
    }

    [Fact]
    public void A_column_that_shows_both_marks_tells_by_itself()
    {
        var plain = DataLoader.Load(
            Write("plain.csv", "sales;kind", i => $"{Sales(i)},{i % 90 + 10};{Kind(i)}"),
            new()
        );
        var grouped = DataLoader.Load(
            Write("grouped.csv", "sales;kind", i => $"{German(Sales(i))},{i % 90 + 10};{Kind(i)}"),
            new()
        );
        Assert.Equal(plain.Training.AllInputs(), grouped.Training.AllInputs());
    }

    [Fact]
    public void A_target_with_points_between_thousands_is_in_its_own_units()
    {
        var data = DataLoader.Load(Write("t.csv", "rate;sales", i => $"{i},5;{German(Sales(i))}"), new());
        Assert.Equal(TaskKind.Regression, data.Preprocessing.Task);
        Assert.InRange(data.Preprocessing.TargetMean, 900, 8000);
        var read = data.Preprocessing.Open(folder["t.csv"], requireTargets: true).Targets();
        Assert.Equal(Sales(3), (read[3] * data.Preprocessing.TargetScale) + data.Preprocessing.TargetMean, 0.01);
    }

    [Fact]
    public void A_later_file_is_read_by_what_training_found()
    {
        var data = DataLoader.Load(Write("plain.csv", "sales;rate;kind", i => $"{Sales(i)};{i},30;{Kind(i)}"), new());
        var restored = Preprocessing.FromJson(JsonNode.Parse(data.Preprocessing.ToJson().ToJsonString())!);
        float[] expected = data
            .Preprocessing.Open(folder.Write("a.csv", "sales;rate\n4340;3,3\n"), requireTargets: false)
            .AllInputs();
        Assert.Equal(
            expected,
            restored.Open(folder.Write("b.csv", "sales;rate\n4.340;3,3\n"), requireTargets: false).AllInputs()
        );
    }

    [Fact]
    public void Streamed_rows_are_the_same()
    {
        string path = Write("grouped.csv", "sales;rate;kind", i => $"{German(Sales(i))};{i},30;{Kind(i)}");
        Assert.Equal(
            DataLoader.Load(path, new()).Training.AllInputs(),
            DataLoader.Load(path, new() { Stream = true }).Training.AllInputs()
        );
    }

    [Theory]
    [InlineData("\t", "4.340", "16,30")]
    [InlineData("|", "4.340", "16,30")]
    [InlineData(",", "\"4,340\"", "16.30")]
    [InlineData(",", "\"4,340.50\"", "16.30")]
    [InlineData(";", "4,340", "16.30")]
    [InlineData(";", "1.234.567", "16")]
    [InlineData("\t", "1.234.567,5", "16")]
    public void Marks_are_told_in_files_of_every_separator(string separator, string sales, string rate)
    {
        var data = DataLoader.Load(
            Write(
                "t.csv",
                string.Join(separator, "sales", "rate", "kind"),
                i =>
                    string.Join(
                        separator,
                        i % 3 == 0 ? sales : $"{i * 11 % 400}",
                        i % 4 == 0 ? rate : $"{i % 9}",
                        Kind(i)
                    )
            ),
            new()
        );
        double value = sales.Trim('"') switch
        {
            "4.340" or "4,340" => 4340,
            "4,340.50" => 4340.5,
            "1.234.567" => 1234567,
            _ => 1234567.5,
        };
        var column = data.Preprocessing.ToJson()["columns"]![0]!;
        Assert.Equal("number", (string?)column["kind"]);
        float[] row = data
            .Preprocessing.Open(
                folder.Write(
                    "new.csv",
                    string.Join(separator, "sales", "rate") + "\n" + string.Join(separator, sales, rate) + "\n"
                ),
                requireTargets: false
            )
            .AllInputs();
        Assert.Equal((value - (double)column["mean"]!) / (double)column["scale"]!, row[0], 1e-5);
        Assert.Contains(
            data.Notes,
            note =>
                note.StartsWith("Column sales: ", StringComparison.Ordinal)
                && note.Contains("thousands", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Where_nothing_tells_a_note_says_how_it_was_read()
    {
        var data = DataLoader.Load(Write("t.csv", "x;kind", i => $"{i % 9 + 1}.{i * 37 % 900 + 100};{Kind(i)}"), new());
        Assert.Contains(
            data.Notes,
            note =>
                note.StartsWith(
                    "Column x: nothing tells whether the point in 1.100 stands before decimals or between "
                        + "thousands; it is read as the decimal mark.",
                    StringComparison.Ordinal
                )
        );
        Assert.InRange((double)data.Preprocessing.ToJson()["columns"]![0]!["mean"]!, 1, 10);
    }

    [Fact]
    public void A_file_separated_by_commas_is_stored_and_said_as_before()
    {
        var data = DataLoader.Load(Write("t.csv", "x,kind", i => $"{i % 9 + 1}.{i * 37 % 900 + 100},{Kind(i)}"), new());
        Assert.DoesNotContain(data.Notes, note => note.Contains("Column x", StringComparison.Ordinal));
        Assert.Null(data.Preprocessing.ToJson()["columns"]![0]!["decimal"]);
    }

    // Rows of two numbers as they are to be read, in the file's own writing.
    (float[] Rows, List<string> Notes) Later(Preprocessing model, string name, string text)
    {
        var table = Assert.IsType<Surefoot.Training.Data.Tables.TablePreprocessing>(
            Preprocessing.FromJson(JsonNode.Parse(model.ToJson().ToJsonString())!)
        );
        List<string> notes = [];
        string path = folder.Write(name, text);
        float[] rows = table.Open(path, requireTargets: false, notes).AllInputs();
        var layout = Surefoot.Training.Data.Tables.TableLayout.DetectFor(path, table);
        Assert.Equal(
            rows,
            Surefoot
                .Training.Data.Tables.TableEncoding.Read(layout, table, requireTargets: false, stream: true)
                .Rows.AllInputs()
        );
        notes.RemoveAll(note => note.Contains("are separated by", StringComparison.Ordinal));
        return (rows, notes);
    }

    Preprocessing Trained(string kind) =>
        DataLoader
            .Load(
                kind switch
                {
                    "whole" => Write("m.csv", "sales,rate,kind", i => $"{Sales(i)},{i},{Kind(i)}"),
                    "whole;" => Write("m.csv", "sales;rate;kind", i => $"{Sales(i)};{i};{Kind(i)}"),
                    "points" => Write("m.csv", "sales,rate,kind", i => $"{Sales(i)}.25,{i}.5,{Kind(i)}"),
                    "points;" => Write("m.csv", "sales;rate;kind", i => $"{Sales(i)}.25;{i}.5;{Kind(i)}"),
                    "groups" => Write(
                        "m.csv",
                        "sales,rate,kind",
                        i => $"\"1,{Sales(i) % 900 + 100}.5\",{i}.5,{Kind(i)}"
                    ),
                    _ => Write("m.csv", "sales;rate;kind", i => $"{German(Sales(i))};{i},5;{Kind(i)}"),
                },
                new()
            )
            .Preprocessing;

    public static TheoryData<string> Models => ["whole", "whole;", "points", "points;", "groups", "german"];

    [Theory]
    [MemberData(nameof(Models))]
    public void What_a_later_file_shows_counts_whatever_the_training_file_showed(string kind)
    {
        var model = Trained(kind);
        float[] wanted = Later(model, "plain.csv", "sales,rate\n1234.5,12.5\n4340,3.25\n").Rows;
        foreach (
            string text in (string[])
                [
                    "sales;rate\n1.234,5;12,5\n4.340;3,25\n",
                    "sales;rate\n1234,5;12,5\n4.340;3,25\n",
                    "sales\trate\n1.234,5\t12,5\n4.340\t3,25\n",
                    "sales,rate\n\"1.234,5\",\"12,5\"\n4.340,\"3,25\"\n",
                    "sales,rate\n\"1,234.5\",12.5\n\"4,340\",3.25\n",
                    "sales;rate\n1,234.5;12.5\n4,340;3.25\n",
                    "sales  rate\n1.234,5 12,5\n4.340 3,25\n",
                ]
        )
            Assert.Equal(wanted, Later(model, "later.csv", text).Rows);
        // A value that could be either is read as the file's other column shows.
        wanted = Later(model, "plain.csv", "sales,rate\n1234,12.5\n").Rows;
        Assert.Equal(wanted, Later(model, "later.csv", "sales;rate\n1.234;12,5\n").Rows);
        Assert.Equal(wanted, Later(model, "later.csv", "sales,rate\n\"1,234\",12.5\n").Rows);
        wanted = Later(model, "plain.csv", "sales,rate\n1.2340,12.5\n").Rows;
        Assert.Equal(wanted, Later(model, "later.csv", "sales,rate\n1.234,12.5\n").Rows);
        Assert.Equal(wanted, Later(model, "later.csv", "sales;rate\n1.234;12.5\n").Rows);
        Assert.Equal(wanted, Later(model, "later.csv", "sales;rate\n1,234;12,5\n").Rows);
    }

    [Theory]
    [InlineData(
        "whole",
        "sales;rate\n1.234;12,5\n",
        "Column sales: the point in 1.234 stands between thousands, as the file's other values show; "
            + "decimals stand behind a comma."
    )]
    [InlineData(
        "points;",
        "sales;rate\n1.234;12,5\n",
        "Column sales: the point in 1.234 stands between thousands, as the file's other values show; "
            + "decimals stand behind a comma."
    )]
    [InlineData(
        "german",
        "sales,rate\n1.234,12.5\n",
        "Column sales: the point in 1.234 stands before decimals, as the file's other values show, and not "
            + "between thousands as in the training file."
    )]
    [InlineData(
        "points;",
        "sales;rate\n1,234;12,5\n",
        "Column sales: the comma in 1,234 stands before decimals, as the file's other values show, and not "
            + "between thousands as in the training file."
    )]
    [InlineData(
        "whole",
        "sales;rate\n1.234;12\n",
        "Column sales: nothing tells whether the point in 1.234 stands before decimals or between thousands; "
            + "it is read as the decimal mark. If that is wrong, write the numbers without marks between thousands."
    )]
    [InlineData(
        "german",
        "sales,rate\n1.234,12\n",
        "Column sales: nothing in the file tells whether the point in 1.234 stands before decimals or "
            + "between thousands; it is read as in the training file, between thousands. If that is wrong, write "
            + "the numbers without marks between thousands."
    )]
    [InlineData(
        "points;",
        "sales;rate\n1,234;12\n",
        "Column sales: nothing in the file tells whether the comma in 1,234 stands before decimals or "
            + "between thousands; it is read as in the training file, between thousands. If that is wrong, write "
            + "the numbers without marks between thousands."
    )]
    public void A_value_of_a_later_file_that_could_be_either_is_said(string kind, string text, string note) =>
        Assert.Equal([$"later.csv: {note}"], Later(Trained(kind), "later.csv", text).Notes);

    [Theory]
    [InlineData("whole", "sales,rate\n1.234,12.5\n")]
    [InlineData("points", "sales,rate\n1.234,12\n")]
    [InlineData("german", "sales;rate\n1.234;12,5\n")]
    [InlineData("whole;", "sales;rate\n1234,5;12,5\n")]
    public void A_later_file_as_one_would_expect_it_needs_no_note(string kind, string text) =>
        Assert.Empty(Later(Trained(kind), "later.csv", text).Notes);

    [Theory]
    [InlineData("whole", "sales;rate\n1.23,4;12,5\n")]
    [InlineData("whole", "sales\trate\n1,234\t12\n")]
    public void What_no_mark_explains_is_refused(string kind, string text) =>
        Assert.Contains(
            "is not a number.",
            Assert.Throws<DataException>(() => Later(Trained(kind), "later.csv", text)).Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void Targets_of_later_files_and_of_tests_are_read_by_what_these_show()
    {
        string train = Write("t.csv", "rate,sales", i => $"{i}.5,{Sales(i)}");
        string german = Write("german.csv", "rate;sales", i => $"{i},5;{German(Sales(i))}");
        var data = DataLoader.Load(train, new() { TestPath = german });
        float[] wanted = data.Preprocessing.Open(train, requireTargets: true).Targets();
        Assert.Equal(wanted, data.Test!.Targets());
        Assert.Equal(wanted, data.Preprocessing.Open(german, requireTargets: true).Targets());
        Assert.Contains(
            data.Notes,
            note =>
                note.StartsWith(
                    "german.csv: Column sales: the point in 1.217 stands between thousands, as the file's "
                        + "other values show",
                    StringComparison.Ordinal
                )
        );
        var windows = DataLoader.Load(train, new() { Window = 3 }).Preprocessing;
        Assert.Equal(
            windows.Open(train, requireTargets: true).Targets(),
            windows.Open(german, requireTargets: true).Targets()
        );
        Assert.Equal(
            windows.Open(train, requireTargets: true).AllInputs(),
            windows.Open(german, requireTargets: true).AllInputs()
        );
    }
}
