using System.Data;
using System.Text.Json.Nodes;
using Surefoot.Training.Data;
using Surefoot.Training.Data.Tables;
using Surefoot.Training.Models;
using Surefoot.Training.Predicting;
using Surefoot.Training.Runs;
using Surefoot.Training.Tests.Runs;
using DataException = Surefoot.Training.Data.DataException;

namespace Surefoot.Training.Tests.Data;

/// <summary>
/// Names that look the same and differ in signs that cannot be seen are matched wherever names are, with a note, or
/// refused where two would match.
/// </summary>
public sealed class ColumnNameTests : IDisposable
{
    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    /// <summary>A name as it is typed, and as it stands in the data.</summary>
    public static TheoryData<string, string> Pairs =>
        new()
        {
            { "r\u00E9ponse", "re\u0301ponse" },
            { "re\u0301ponse", "r\u00E9ponse" },
            { "ti\u1EBFng", "tie\u0302\u0301ng" },
            { "\uAC12", "\u1100\u1161\u11B9" },
            { "\u212B", "A\u030A" },
            { "a\u0323\u0302", "a\u0302\u0323" },
            { "size", "size\u00A0" },
            { "size", "\u202Fsize" },
            { "my size", "my\u00A0size" },
            { "my size", "my\u2009 size" },
            { "size", "\u200Bsize" },
            { "size", "si\u200Cze" },
            { "size", "\uFEFFsize" },
            { "size", "si\u00ADze" },
            { "size", "size\u200E" },
        };

    // Numbers in all columns but the last, which is a kind.
    string Write(string file, params string[] names) =>
        folder.Write(
            file,
            string.Join(',', names)
                + "\n"
                + string.Concat(
                    Enumerable
                        .Range(0, 40)
                        .Select(row =>
                            string.Join(
                                ',',
                                names.SkipLast(1).Select((_, column) => $"{(row + 3) * (column + 7) % 11}")
                            ) + (row % 2 == 0 ? ",yes\n" : ",no\n")
                        )
                )
        );

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Options_find_columns_by_how_their_names_look(string typed, string stands)
    {
        var data = DataLoader.Load(Write("t.csv", "a", "b", stands), new() { Target = typed, TextColumns = ["a"] });
        Assert.Equal(stands, data.Preprocessing.TargetName);
        Assert.Contains(
            $"t.csv: {ColumnNames.Visible(typed)} is taken for the column {ColumnNames.Visible(stands)}, since "
                + "the names look the same.",
            data.Notes
        );

        string path = Write("u.csv", "a", stands, "kind");
        Assert.Equal(
            ["a"],
            Columns(DataLoader.Load(path, new() { IgnoredColumns = [typed] })).Select(column => column.Name)
        );
        Assert.Equal(
            [("a", "number"), (stands, "category")],
            Columns(DataLoader.Load(path, new() { TextColumns = [typed], Stream = true }))
        );
    }

    static IEnumerable<(string Name, string Kind)> Columns(TrainingData data) =>
        data.Preprocessing.ToJson()["columns"]!
            .AsArray()
            .Select(column => ((string)column!["name"]!, (string)column["kind"]!));

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Later_files_are_matched_by_how_names_look(string trained, string later)
    {
        var data = DataLoader.Load(
            Write("train.csv", "z", trained, "kind"),
            new() { TestPath = Write("test.csv", "q", later, "z", "kind\u00A0") }
        );
        Assert.Equal(40, data.Test!.Count);
        Assert.Equal(Enumerable.Range(0, 40).Select(i => i % 2 == 0 ? 1f : 0f), data.Test.Targets());
        Assert.Contains("test.csv has a column that the training data lacks, left out: q.", data.Notes);
        var model = (TablePreprocessing)
            Preprocessing.FromJson(JsonNode.Parse(data.Preprocessing.ToJson().ToJsonString())!);
        string path = folder.Write("later.csv", $"z,{later}\n1,2\n3,4\n");
        List<string> notes = [];
        float[] rows = model.Open(path, requireTargets: false, notes).AllInputs();
        Assert.Equal(
            model.Open(folder.Write("same.csv", $"z,{trained}\n1,2\n3,4\n"), requireTargets: false).AllInputs(),
            rows
        );
        Assert.Equal(
            rows,
            TableEncoding
                .Read(TableLayout.DetectFor(path, model), model, requireTargets: false, stream: true)
                .Rows.AllInputs()
        );
        Assert.Equal(
            [
                $"later.csv: {ColumnNames.Visible(trained)} is taken for the column {ColumnNames.Visible(later)}, "
                    + "since the names look the same.",
            ],
            notes
        );
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Rows_of_a_program_are_matched_by_how_names_look(string trained, string given)
    {
        var rows = Enumerable
            .Range(0, 40)
            .Select(i => new Dictionary<string, object?>
            {
                [given] = i * 7 % 11,
                ["x"] = i % 5,
                ["kind"] = i % 2 == 0 ? "yes" : "no",
            })
            .ToArray();
        Assert.Equal(
            "x",
            (string?)
                TableData.From(rows, "kind", new() { IgnoredColumns = [trained] }).Preprocessing.ToJson()["columns"]!
                    .AsArray()
                    .Single()!["name"]
        );
        Assert.Equal(given, TableData.From(rows, trained).Preprocessing.TargetName);

        var data = DataLoader.Load(Write("train.csv", trained, "x", "kind"), new());
        using var predictor = new Predictor(new SavedModel(NetworkOf(data), data.Preprocessing));
        var exact = predictor.Predict(new Dictionary<string, object?> { [trained] = 5, ["x"] = 2 });
        var other = predictor.Predict(new Dictionary<string, object?> { [given] = 5, ["x"] = 2 });
        Assert.Equal(exact.Probability, other.Probability);
        Assert.Empty(exact.Notes);
        string note =
            $"{ColumnNames.Visible(trained)} is taken for the column {ColumnNames.Visible(given)}, since the "
            + "names look the same.";
        Assert.Equal([$"The row: {note}"], other.Notes);

        var table = new DataTable("rows");
        table.Columns.Add("x", typeof(int));
        table.Columns.Add(given, typeof(int));
        table.Rows.Add(2, 5);
        List<string> notes = [];
        Assert.Equal(exact.Probability, predictor.PredictRows(table, notes).Probability(0, exact.ClassIndex));
        using IDataReader reader = table.CreateDataReader();
        Assert.Equal(exact.Probability, predictor.PredictRows(reader, notes).Probability(0, exact.ClassIndex));
        Assert.Equal([$"rows: {note}", $"the reader: {note}"], notes);
    }

    static Network<float> NetworkOf(TrainingData data) => Samples.Mlp(data);

    [Fact]
    public void Where_two_look_like_it_the_signs_are_shown()
    {
        string path = Write("t.csv", "size\u00A0", "\u200Bsize", "kind");
        string said =
            @"size may be size\u00A0 and \u200Bsize, which look the same and differ in the "
            + "signs that stand here as numbers.";
        foreach (
            var options in (DataOptions[])
                [new() { Target = "size" }, new() { IgnoredColumns = ["size"] }, new() { TextColumns = ["size"] }]
        )
            Assert.Contains(
                said,
                Assert.Throws<DataException>(() => DataLoader.Load(path, options)).Message,
                StringComparison.Ordinal
            );
        var model = DataLoader.Load(Write("train.csv", "size", "kind"), new()).Preprocessing;
        Assert.Contains(
            said,
            Assert.Throws<DataException>(() => model.Open(path, requireTargets: false)).Message,
            StringComparison.Ordinal
        );

        // Sign by sign each is found.
        Assert.Equal(
            "size\u00A0",
            DataLoader.Load(path, new() { Target = "size\u00A0", Task = TaskKind.Regression }).Preprocessing.TargetName
        );
        model = DataLoader.Load(path, new()).Preprocessing;
        Assert.Equal(40, model.Open(path, requireTargets: true).Count);
        var fault = Assert.Throws<DataException>(() =>
            model.Open(Write("one.csv", "size", "kind"), requireTargets: false)
        );
        Assert.Contains(
            @"the model reads size\u00A0 and \u200Bsize, which look the same",
            fault.Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Letter_case_counts()
    {
        string path = Write("t.csv", "Size", "kind");
        Assert.Contains(
            "has no column size, the " + "target. Is Size meant?",
            Assert.Throws<DataException>(() => DataLoader.Load(path, new() { Target = "size" })).Message,
            StringComparison.Ordinal
        );
    }
}
