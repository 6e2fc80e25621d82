using System.Data;
using System.Globalization;
using Surefoot.Training.Data;
using Surefoot.Training.Data.Text;
using Surefoot.Training.Predicting;
using Surefoot.Training.Runs;
using Surefoot.Training.Tests.Runs;
using DataException = Surefoot.Training.Data.DataException;

namespace Surefoot.Training.Tests.Data.Records;

/// <summary>
/// What people's values are like, in rows of a program, answers of a query, arrays and lines of text: read as in a
/// file.
/// </summary>
public sealed class RecordFaultTests : IDisposable
{
    const int Rows = 40;
    const double Noisy = 0.1 + 0.2;
    const long Long = 1234567890123456789;

    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    public static TheoryData<string> Sources => ["dictionaries", "table", "reader", "columns"];

    // One column x, another z that is plain, and the target y, by each way in which a program gives rows.
    static TrainingData Load(string source, Func<int, object?> x, Func<int, object?> y, Func<int, object?>? z = null)
    {
        z ??= i => i * i % 23;
        switch (source)
        {
            case "dictionaries":
                return TableData.From(
                    Enumerable
                        .Range(0, Rows)
                        .Select(i => new Dictionary<string, object?>
                        {
                            ["x"] = x(i),
                            ["z"] = z(i),
                            ["y"] = y(i),
                        }),
                    "y"
                );
            case "columns":
                object?[] Column(Func<int, object?> value) => [.. Enumerable.Range(0, Rows).Select(value)];
                return TableData.FromColumns(
                    new Dictionary<string, Array>
                    {
                        ["x"] = Column(x),
                        ["z"] = Column(z),
                        ["y"] = Column(y),
                    },
                    "y"
                );
            default:
                var table = new DataTable("rows");
                foreach (
                    var (name, value) in (ReadOnlySpan<(string, Func<int, object?>)>)[("x", x), ("z", z), ("y", y)]
                )
                    table.Columns.Add(
                        name,
                        Enumerable.Range(0, Rows).Select(value).First(one => one is not null)!.GetType()
                    );
                for (int i = 0; i < Rows; i++)
                    table.Rows.Add(x(i) ?? DBNull.Value, z(i) ?? DBNull.Value, y(i) ?? DBNull.Value);
                if (source == "table")
                    return TableData.From(table, "y");
                using (IDataReader reader = table.CreateDataReader())
                    return TableData.From(reader, "y");
        }
    }

    static object Kind(int i) => i % 2 == 0 ? "dear" : "cheap";

    static int Sales(int i) => 1000 + (i * 317 % 7000);

    [Theory]
    [MemberData(nameof(Sources))]
    public void Points_and_commas_of_numbers_that_are_text_are_told(string source)
    {
        string Group(int number, char mark) => $"{number / 1000}{mark}{number % 1000:000}";
        var plain = Load(source, i => Sales(i), Kind, i => i * 7 % 11 + 0.5);
        Assert.Equal(
            plain.Training.AllInputs(),
            Load(source, i => Group(Sales(i), '.'), Kind, i => $"{i * 7 % 11},5").Training.AllInputs()
        );
        Assert.Equal(
            plain.Training.AllInputs(),
            Load(source, i => Group(Sales(i), ','), Kind, i => $"{i * 7 % 11}.5").Training.AllInputs()
        );
        var halves = Load(source, i => Sales(i) + 0.5, Kind);
        Assert.Equal(
            halves.Training.AllInputs(),
            Load(source, i => Group(Sales(i), '.') + ",5", Kind).Training.AllInputs()
        );
        Assert.Equal(
            halves.Training.AllInputs(),
            Load(source, i => Group(Sales(i), ',') + ".5", Kind).Training.AllInputs()
        );
    }

    [Theory]
    [InlineData(
        true,
        "1.234",
        "the point in the text 1.234 stands before decimals or between thousands; it is read as in the training "
            + "data, between thousands.",
        1234
    )]
    [InlineData(
        false,
        "1.234",
        "the point in the text 1.234 stands before decimals or between thousands; it is read as in the training "
            + "data, before decimals.",
        1.234
    )]
    [InlineData(
        true,
        "1,234",
        "the comma in the text 1,234 stands before decimals or between thousands; it is read as in the training "
            + "data, before decimals.",
        1.234
    )]
    public void Text_of_a_row_to_predict_that_could_be_two_numbers_is_said(
        bool german,
        string text,
        string note,
        double number
    )
    {
        var data = german
            ? Load("table", i => $"{Sales(i) / 1000}.{Sales(i) % 1000:000},5", Kind)
            : Load("table", i => Sales(i), Kind);
        using var predictor = new Predictor(new SavedModel(Samples.Mlp(data), data.Preprocessing));
        var plain = predictor.Predict(
            new Dictionary<string, object?> { ["x"] = number == 1234 ? "1234" : "1.2340", ["z"] = 3 }
        );
        var row = predictor.Predict(new Dictionary<string, object?> { ["x"] = text, ["z"] = 3 });
        Assert.Equal([$"The row: column x: nothing tells whether {note} Give numbers as numbers."], row.Notes);
        List<string> notes = [];
        var table = new DataTable("rows") { Columns = { { "x", typeof(string) }, { "z", typeof(int) } } };
        table.Rows.Add(text, 3);
        Assert.Equal(row.Probability, predictor.PredictRows(table, notes).Probability(0, row.ClassIndex));
        Assert.Equal([$"rows: column x: nothing tells whether {note} Give numbers as numbers."], notes);
        notes.Clear();
        table.Rows[0]["x"] = "1234.5";
        predictor.PredictRows(table, notes);
        Assert.Empty(notes);
        Assert.Equal(plain.Probability, row.Probability);
    }

    [Theory]
    [MemberData(nameof(Sources))]
    public void What_differs_by_rounding_is_constant(string source)
    {
        foreach (
            var (one, other) in (ReadOnlySpan<(object, object)>)
                [(0.3, Noisy), ("0.3", "0.30000000000000004"), (1e18, 1e18 + 128)]
        )
            Assert.Contains(
                "Column x is left out: it is the same " + "in every training row but for rounding.",
                Load(source, i => i % 3 == 0 ? one : other, Kind).Notes
            );
        Assert.Contains(
            "the target is the same in every training row but for rounding",
            Assert.Throws<DataException>(() => Load(source, i => i % 5, i => i % 3 == 0 ? 0.3 : Noisy)).Message,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [MemberData(nameof(Sources))]
    public void Whole_numbers_beyond_those_of_a_double_stay_apart(string source)
    {
        string[] classes = [$"{Long}", $"{Long + 1}"];
        Assert.Equal(classes, Load(source, i => i % 5, i => Long + (i % 2)).Preprocessing.Classes);
        Assert.Equal(classes, Load(source, i => i % 5, i => (decimal)(Long + (i % 2))).Preprocessing.Classes);
        Assert.Equal(classes, Load(source, i => i % 5, i => $"+{Long + (i % 2)}.0").Preprocessing.Classes);
        Assert.Equal(
            [$"{ulong.MaxValue - 1}", $"{ulong.MaxValue}"],
            Load(source, i => i % 5, i => ulong.MaxValue - (ulong)(i % 2)).Preprocessing.Classes
        );
    }

    [Theory]
    [MemberData(nameof(Sources))]
    public void Words_for_a_missing_value_are_classes_among_text(string source)
    {
        var data = Load(
            source,
            i => i % 5,
            i =>
                i % 2 == 0 ? "None"
                : i % 4 == 1 ? "stroke"
                : "NA"
        );
        Assert.Equal(["NA", "None", "stroke"], data.Preprocessing.Classes);
        Assert.Contains(
            data.Notes,
            note =>
                note.Contains(
                    "like any other. Where a target " + "is missing, leave the field empty.",
                    StringComparison.Ordinal
                )
        );
        data = Load(source, i => i % 5, i => i % 8 == 3 ? "N/A" : $"{i % 7}.5");
        Assert.Equal(35, data.Training.Count + data.Validation.Count);
    }

    [Theory]
    [MemberData(nameof(Sources))]
    public void Rows_without_a_target_are_left_out(string source)
    {
        foreach (
            var (missing, one) in (ReadOnlySpan<(object?, object)>)
                [(null, "a"), ("", "a"), (double.NaN, 0.25), ("-nan", "0.25")]
        )
        {
            var data = Load(
                source,
                i => i % 5,
                i =>
                    i % 8 == 3 ? missing
                    : i % 2 == 0 ? one
                    : one is double ? 0.75
                    : "0.75"
            );
            Assert.Equal(35, data.Training.Count + data.Validation.Count);
        }
    }

    [Theory]
    [MemberData(nameof(Sources))]
    public void Dates_that_are_text_are_those_that_are_none(string source)
    {
        static DateTime Day(int i) => new DateTime(1995, 1, 1).AddDays(i);
        var plain = Load(source, i => Day(i), Kind);
        foreach (string format in (string[])["dd/MM/yy", "d.M.yy", "yy-MM-dd", "d-MMM-yy", "MMMM d, yyyy"])
            Assert.Equal(
                plain.Training.AllInputs(),
                Load(source, i => Day(i).ToString(format, CultureInfo.InvariantCulture), Kind).Training.AllInputs()
            );
    }

    [Theory]
    [InlineData("1234567890123456789", "1234567890123456790")]
    [InlineData("None", "NA")]
    [InlineData("0.3", "0.30000000000000004")]
    public void Labels_of_text_are_told_apart_letter_by_letter(string one, string other)
    {
        string path = folder.Write(
            "lines.txt",
            string.Concat(
                Enumerable
                    .Range(0, Rows)
                    .Select(i => i % 2 == 0 ? $"{one}\tgood day to you\n" : $"{other}\tbad day to me\n")
            )
        );
        var data = DataLoader.Load(path, new());
        Assert.IsType<TextPreprocessing>(data.Preprocessing);
        Assert.Equal(((string[])[one, other]).Order(StringComparer.Ordinal), data.Preprocessing.Classes);
        Assert.Equal(Rows, data.Training.Count + data.Validation.Count);
    }

    [Theory]
    [InlineData("1,5")]
    [InlineData("1.234,5")]
    [InlineData("1,234.5")]
    public void Sparse_rows_take_no_comma_for_a_point(string value)
    {
        string path = folder.Write(
            "t.svm",
            string.Concat(
                Enumerable
                    .Range(0, Rows)
                    .Select(i => $"{(i % 2 == 0 ? 1 : -1)} 1:{i} " + $"2:{(i == 7 ? value : "3")}\n")
            )
        );
        Assert.Contains(
            "t.svm, line 8: ",
            Assert.Throws<DataException>(() => DataLoader.Load(path, new())).Message,
            StringComparison.Ordinal
        );
    }
}
