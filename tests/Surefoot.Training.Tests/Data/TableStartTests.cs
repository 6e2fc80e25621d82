using System.Text;
using System.Text.Json.Nodes;
using Surefoot.Training.Data;
using Surefoot.Training.Data.Tables;

namespace Surefoot.Training.Tests.Data;

/// <summary>
/// How the text of a table may begin: a line that names the separator, comments, names behind a #; and fields that runs
/// of blanks separate.
/// </summary>
public sealed class TableStartTests : IDisposable
{
    const string Plain = "a,b,y\n";

    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    static string Rows(string separator, int count = 40) =>
        string.Concat(
            Enumerable
                .Range(0, count)
                .Select(i =>
                    string.Join(separator, $"{i * 37 % 11}.5", $"-{i * i % 13}.25", i % 2 == 0 ? "yes" : "no") + "\n"
                )
        );

    TrainingData Load(string text, DataOptions? options = null) =>
        DataLoader.Load(folder.Write("t.csv", text), options ?? new());

    void Same(TrainingData data, int rows = 40)
    {
        var plain = DataLoader.Load(folder.Write("plain.csv", Plain + Rows(",", rows)), new());
        Assert.Equal(rows, data.Training.Count + data.Validation.Count);
        Assert.Equal(plain.Training.AllInputs(), data.Training.AllInputs());
        Assert.Equal(plain.Validation.AllInputs(), data.Validation.AllInputs());
        Assert.Equal(plain.Preprocessing.Classes, data.Preprocessing.Classes);
        Assert.Equal("y", data.Preprocessing.TargetName);
    }

    // In memory, streamed, and by a model that was trained elsewhere.
    void SameEverywhere(string text)
    {
        Same(Load(text));
        Same(Load(text, new() { Stream = true }));
        var model = DataLoader.Load(folder.Write("plain.csv", Plain + Rows(",")), new()).Preprocessing;
        var restored = (TablePreprocessing)Preprocessing.FromJson(JsonNode.Parse(model.ToJson().ToJsonString())!);
        string path = folder.Write("later.csv", text);
        var wanted = model.Open(folder["plain.csv"], requireTargets: true);
        foreach (
            var rows in (IDataset[])
                [
                    restored.Open(path, requireTargets: true),
                    TableEncoding
                        .Read(TableLayout.DetectFor(path, restored), restored, requireTargets: true, stream: true)
                        .Rows,
                ]
        )
        {
            Assert.Equal(wanted.AllInputs(), rows.AllInputs());
            Assert.Equal(wanted.Targets(), rows.Targets());
        }
    }

    [Theory]
    [InlineData("sep=;\n", ";", "semicolons")]
    [InlineData("sep=,\n", ",", "commas")]
    [InlineData("SEP=|\r\n", "|", "vertical bars")]
    [InlineData("\"sep=;\"\n", ";", "semicolons")]
    [InlineData("sep=\t\n", "\t", "tabs")]
    [InlineData("sep=\\t\n", "\t", "tabs")]
    [InlineData("sep=:\n", ":", "the sign :")]
    [InlineData("\n \nsep=;\n\n", ";", "semicolons")]
    [InlineData("sep=;\r", ";", "semicolons")]
    [InlineData("\uFEFFsep=;\n", ";", "semicolons")]
    public void A_line_that_names_the_separator_is_no_row(string first, string separator, string words)
    {
        string text = first + Plain.Replace(",", separator) + Rows(separator);
        SameEverywhere(text);
        Assert.Contains(
            Load(text).Notes,
            note =>
                note.StartsWith("The first line of t.csv, ", StringComparison.Ordinal)
                && note.EndsWith(
                    $", says that {words} separate the " + "fields, and is not read as data.",
                    StringComparison.Ordinal
                )
        );
    }

    [Fact]
    public void A_separator_that_is_named_counts_whatever_else_the_header_holds()
    {
        var data = Load("sep=;\n\"a,1\";b,2,3;y\n" + Rows(";"));
        Assert.Equal(
            ["a,1", "b,2,3"],
            data.Preprocessing.ToJson()["columns"]!.AsArray().Select(column => (string)column!["name"]!)
        );
    }

    [Theory]
    [InlineData("sep=x,b,y\n")]
    [InlineData("sep=,b,y\n")]
    public void A_column_may_be_called_so(string header) =>
        Assert.Equal(
            header[..^1].Split(',')[0],
            (string?)Load(header + Rows(",")).Preprocessing.ToJson()["columns"]![0]!["name"]
        );

    [Theory]
    [InlineData(
        "# exported by tool, v2\n",
        "t.csv begins with a comment, which " + "is passed over: # exported by tool, v2"
    )]
    [InlineData("#exported by a tool\r\n", "t.csv begins with a comment, which is passed over: #exported by a tool")]
    [InlineData(
        "# one\n#\n\n  # it's \"two\n",
        "t.csv begins with 3 lines of comments, " + "which are passed over; the first is # one"
    )]
    [InlineData("\uFEFF# one\n", "t.csv begins with a comment, which is passed over: # one")]
    [InlineData("sep=,\n# one\n", "t.csv begins with a comment, which is passed over: # one")]
    [InlineData("# u, v, w\n", "t.csv begins with a comment, which is passed over: # u, v, w")]
    [InlineData(
        "# a, b, c\n# u, v, w\n",
        "t.csv begins with 2 lines of comments, " + "which are passed over; the first is # a, b, c"
    )]
    public void Comments_above_the_header_are_passed_over(string comments, string note)
    {
        SameEverywhere(comments + Plain + Rows(","));
        Assert.Contains(note, Load(comments + Plain + Rows(",")).Notes);
    }

    [Fact]
    public void A_very_long_comment_and_one_in_another_encoding_are_passed_over()
    {
        Same(Load(string.Concat(Enumerable.Repeat("# " + new string('x', 900) + "\n", 200)) + Plain + Rows(",")));
        Same(
            DataLoader.Load(
                folder.Write("latin.csv", Encoding.Latin1.GetBytes("# Größe in µm\n" + Plain + Rows(","))),
                new() { Stream = true }
            )
        );
        Same(
            DataLoader.Load(
                folder.Write(
                    "wide.csv",
                    [
                        .. Encoding.Unicode.GetPreamble(),
                        .. Encoding.Unicode.GetBytes("sep=;\n# Größe\n" + Plain.Replace(',', ';') + Rows(";")),
                    ]
                ),
                new()
            )
        );
    }

    [Theory]
    [InlineData("# a,b,y\n")]
    [InlineData("#\ta,b,y\n")]
    [InlineData("# made by numpy\n# a,b,y\n")]
    public void Names_behind_a_hash_and_a_blank_are_names(string header)
    {
        SameEverywhere(header + Rows(","));
        Assert.Contains(
            "The names of the columns of t.csv stand " + "behind a #, which is no part of them.",
            Load(header + Rows(",")).Notes
        );
    }

    [Fact]
    public void A_name_may_begin_with_a_hash()
    {
        var data = Load("#a,b,y\n" + Rows(","));
        Assert.Equal("#a", (string?)data.Preprocessing.ToJson()["columns"]![0]!["name"]);
        Assert.Equal(40, data.Training.Count + data.Validation.Count);
        data = Load(
            "#name,kind\n" + string.Concat(Enumerable.Range(0, 40).Select(i => i % 3 == 0 ? "Anna,yes\n" : "Bob,no\n"))
        );
        Assert.Equal(40, data.Training.Count + data.Validation.Count);
    }

    [Fact]
    public void What_may_be_a_comment_or_names_is_refused()
    {
        var fault = Assert.Throws<DataException>(() =>
            Load(
                "# town, kind\ncity,sort\n"
                    + string.Concat(Enumerable.Range(0, 40).Select(i => i % 3 == 0 ? "Rome,yes\n" : "Oslo,no\n"))
            )
        );
        Assert.Contains(
            "line 1: # town, kind may be a comment or the names of the columns. Take the line out if it is a "
                + "comment, or the # if these are the names.",
            fault.Message,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData(null)]
    [InlineData(false)]
    public void Rows_that_begin_with_a_hash_are_rows(bool? header)
    {
        string rows = string.Concat(
            Enumerable
                .Range(0, 40)
                .Select(i => $"{(i % 3 == 0 ? "#ff0000" : "#00ff00")},{i}.5,{(i % 2 == 0 ? "yes" : "no")}\n")
        );
        var data = Load(rows, new() { HasHeader = header });
        Assert.Equal(40, data.Training.Count + data.Validation.Count);
        Assert.Equal(40, data.Preprocessing.Open(folder["t.csv"], requireTargets: true).Count);
        data = Load("# colours\ncolour,x,kind\n" + rows);
        Assert.Equal(40, data.Training.Count + data.Validation.Count);
        Assert.Equal(
            3,
            data.Preprocessing.Open(
                folder.Write("one.csv", "colour,x\n#ff0000,1\n#00ff00,2\n#ff0000,3\n"),
                requireTargets: false
            ).Count
        );
    }

    [Fact]
    public void In_a_table_of_one_column_a_line_with_a_hash_is_a_row()
    {
        var model = Load(
            "colour,kind\n"
                + string.Concat(Enumerable.Range(0, 40).Select(i => i % 3 == 0 ? "#f00,yes\n" : "#0f0,no\n"))
        ).Preprocessing;
        Assert.Equal(
            3,
            model.Open(folder.Write("one.csv", "# mine\ncolour\n#f00\n# f00\n#0f0\n"), requireTargets: false).Count
        );
        var headless = Load(
            string.Concat(Enumerable.Range(0, 40).Select(i => i % 3 == 0 ? "#f00,yes\n" : "#0f0,no\n")),
            new() { HasHeader = false }
        ).Preprocessing;
        Assert.Equal(2, headless.Open(folder.Write("bare.csv", "#f00\n#0f0\n"), requireTargets: false).Count);
    }

    [Fact]
    public void A_comment_among_the_rows_is_refused_with_its_line()
    {
        var fault = Assert.Throws<DataException>(() => Load("# head\n" + Plain + Rows(",", 5) + "# the end\n"));
        Assert.Contains(
            "t.csv, line 8: the row has 1 field, but 3 are expected. It begins with #, which makes a comment "
                + "only of lines above the header. Take it out if it is one.",
            fault.Message,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("sep=;\n# one\n\na;b;y\n")]
    [InlineData("sep=;\r\n# one\r\n\r\na;b;y\r\n")]
    [InlineData("# one\r\r# two\ra;b;y\n")]
    [InlineData("\uFEFF# one\n# two\n\na;b;y\n")]
    public void Lines_are_counted_from_the_first_of_the_file(string start)
    {
        foreach (bool stream in (bool[])[false, true])
        {
            var fault = Assert.Throws<DataException>(() =>
                Load(start + Rows(";", 20) + "1;bad;yes\n", new() { Stream = stream })
            );
            Assert.Contains("t.csv, line 25, column b: bad is not a number.", fault.Message, StringComparison.Ordinal);
            fault = Assert.Throws<DataException>(() =>
                Load(start + Rows(";", 20) + "1;\"bad;yes\n", new() { Stream = stream })
            );
            Assert.Contains(
                "t.csv, line 25: the quote that " + "opens here is never closed.",
                fault.Message,
                StringComparison.Ordinal
            );
        }
    }

    [Fact]
    public void Comments_above_a_table_without_a_header_are_passed_over()
    {
        string text = "# flowers\n" + Rows(",");
        var data = Load(text);
        Assert.Equal(40, data.Training.Count + data.Validation.Count);
        Assert.Equal("column3", data.Preprocessing.TargetName);
        Assert.Equal(40, data.Preprocessing.Open(folder["t.csv"], requireTargets: true).Count);
        Assert.Equal(
            40,
            Load(text, new() { HasHeader = false }) is var said ? said.Training.Count + said.Validation.Count : 0
        );
    }

    [Theory]
    [InlineData("a b y\n", " ")]
    [InlineData("  a   b  y  \n", "   ")]
    [InlineData("a b y\r\n", " \t ")]
    [InlineData("\uFEFFa b y\n", " ")]
    [InlineData("# made by hand\n# a b y\n", "  ")]
    [InlineData("\"a\" \"b\" \"y\"\n", " ")]
    public void Runs_of_blanks_separate_fields_where_nothing_else_does(string header, string blanks)
    {
        string text = header + Rows(blanks);
        SameEverywhere(text);
        SameEverywhere(text.Replace("\n-", "\n  -").Replace("no\n", "\"no\"  \n"));
        Assert.Contains("The fields of t.csv are separated by runs of blanks.", Load(text).Notes);
    }

    [Fact]
    public void Columns_that_are_aligned_by_blanks_are_read()
    {
        SameEverywhere(
            "       a      b    y\n"
                + string.Concat(
                    Rows(",")
                        .TrimEnd()
                        .Split('\n')
                        .Select(row => string.Concat(row.Split(',').Select(field => field.PadLeft(8))) + "\n")
                )
        );
        Same(
            DataLoader.Load(
                folder.Write(
                    "wide.dat",
                    [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes("a b y\n" + Rows("  "))]
                ),
                new()
            )
        );
    }

    [Fact]
    public void The_names_of_rows_that_R_writes_are_left_out()
    {
        int row = 0;
        SameEverywhere(
            "\"a\" \"b\" \"y\"\n"
                + string.Concat(Rows(" ").TrimEnd().Split('\n').Select(line => $"\"{++row}\" {line}\n"))
        );
    }

    [Fact]
    public void Values_in_quotes_keep_their_blanks()
    {
        string text =
            "town x kind\n"
            + string.Concat(
                Enumerable
                    .Range(0, 40)
                    .Select(i =>
                        $"{(i % 3 == 0 ? "\"New  York\"" : "'s-Hertogenbosch")}  {i}.5 "
                        + $"\"{(i % 2 == 0 ? "a \"\"b\"\" c" : "d")}\"\n"
                    )
            );
        foreach (bool stream in (bool[])[false, true])
        {
            var model = Load(text, new() { Stream = stream }).Preprocessing;
            Assert.Equal(["a \"b\" c", "d"], model.Classes);
            Assert.Equal(
                ["'s-Hertogenbosch", "New  York"],
                model.ToJson()["columns"]![0]!["values"]!
                    .AsArray()
                    .Select(category => (string)category!)
                    .Order(StringComparer.Ordinal)
            );
        }
    }

    [Fact]
    public void Lines_of_blanks_are_counted_and_a_row_of_another_length_is_refused()
    {
        foreach (bool stream in (bool[])[false, true])
        {
            var fault = Assert.Throws<DataException>(() =>
                Load("\n# one\na b y\n" + Rows("  ", 20) + "1   bad yes\n", new() { Stream = stream })
            );
            Assert.Contains("t.csv, line 24, column b: bad is not a number.", fault.Message, StringComparison.Ordinal);
            fault = Assert.Throws<DataException>(() =>
                Load("a b y\n" + Rows("  ", 1100) + "1 yes\n", new() { Stream = stream })
            );
            Assert.Contains(
                "line 1102: the row has 2 fields, but 3 are expected. Add the fields that are lacking; where "
                    + "blanks separate fields, a missing value is written NA.",
                fault.Message,
                StringComparison.Ordinal
            );
            fault = Assert.Throws<DataException>(() =>
                Load("a b y\n" + Rows("  ", 1100) + "1 2 3 yes\n", new() { Stream = stream })
            );
            Assert.Contains(
                "Put quotes around a field that holds a " + "separator; runs of blanks separate the fields.",
                fault.Message,
                StringComparison.Ordinal
            );
        }
    }

    [Fact]
    public void Blanks_separate_nothing_in_a_table_of_one_column()
    {
        var model = Load(
            "full name,kind\n"
                + string.Concat(
                    Enumerable.Range(0, 40).Select(i => i % 3 == 0 ? "John Smith,yes\n" : "Mary Jones,no\n")
                )
        ).Preprocessing;
        var rows = model.Open(folder.Write("one.csv", "full name\nMary Jones\nJohn Smith\n"), requireTargets: false);
        Assert.Equal(
            model
                .Open(folder.Write("two.csv", "full name,z\nMary " + "Jones,1\nJohn Smith,1\n"), requireTargets: false)
                .AllInputs(),
            rows.AllInputs()
        );
        model = Load(
            string.Concat(Enumerable.Range(0, 40).Select(i => i % 3 == 0 ? "John Smith,yes\n" : "Mary Jones,no\n")),
            new() { HasHeader = false }
        ).Preprocessing;
        Assert.Equal(
            2,
            model.Open(folder.Write("one.csv", "Mary Jones\nJohn Smith\n"), requireTargets: false).AllInputs().Sum()
        );
    }

    [Fact]
    public void A_table_of_blanks_without_a_header_keeps_its_first_row()
    {
        var data = Load(Rows("   "));
        Assert.Equal(40, data.Training.Count + data.Validation.Count);
        Assert.Equal(1, data.Preprocessing.Open(folder.Write("one.dat", " 1.5  2.5\n"), requireTargets: false).Count);
    }

    [Theory]
    [InlineData("5,1;0,5;{0}")]
    [InlineData("5,1;3,5;1,4;{0}")]
    [InlineData("5,1|3,5|{0}")]
    [InlineData("5,1  3,5  {0}")]
    public void Commas_before_decimals_separate_nothing_where_something_else_does(string row)
    {
        var data = Load(
            string.Concat(
                Enumerable
                    .Range(0, 40)
                    .Select(i =>
                        string.Format(null, row, i % 2 == 0 ? "yes" : "no").Replace("5,1", $"{i % 9},{i % 7}") + "\n"
                    )
            )
        );
        Assert.Equal(40, data.Training.Count + data.Validation.Count);
        Assert.Equal(["no", "yes"], data.Preprocessing.Classes);
        Assert.Equal(
            $"column{row.Split([';', '|', ' '], StringSplitOptions.RemoveEmptyEntries).Length}",
            data.Preprocessing.TargetName
        );
        Assert.InRange((double)data.Preprocessing.ToJson()["columns"]![0]!["mean"]!, 0.1, 9);
    }
}
