using System.Text.Json.Nodes;
using Surefoot.Training.Data;
using Surefoot.Training.Data.Tables;
using Surefoot.Training.Models;
using Surefoot.Training.Predicting;
using Surefoot.Training.Runs;

namespace Surefoot.Training.Tests.Data;

/// <summary>Percent signs and signs of currencies: numbers where the whole column has them, and never in
/// silence.</summary>
public sealed class NumberUnitTests : IDisposable
{
    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    string Write(string name, Func<int, string> value, string header = "x,kind", int rows = 40) =>
        folder.Write(
            name,
            header
                + "\n"
                + string.Concat(Enumerable.Range(0, rows).Select(i => value(i) + "," + (i % 2 == 0 ? "a" : "b") + "\n"))
        );

    static Preprocessing Restored(Preprocessing model) =>
        Preprocessing.FromJson(JsonNode.Parse(model.ToJson().ToJsonString())!);

    static double Plain(int i) => (i * 37 % 23) + 1;

    [Theory]
    [InlineData("{0} %")]
    [InlineData("${0}")]
    public void A_column_with_a_sign_has_the_bins_of_its_numbers(string form)
    {
        DataOptions options = new() { Bins = 8 };
        TrainingData plain = DataLoader.Load(Write("p.csv", i => $"{i * i % 997}", rows: 800), options),
            signed = DataLoader.Load(Write("s.csv", i => string.Format(null, form, i * i % 997), rows: 800), options);
        Assert.Equal(9, plain.Training.InputShape.Length);
        Assert.Equal(plain.Training.AllInputs(), signed.Training.AllInputs());
        string later = folder.Write("later.csv", "x\n" + string.Format(null, form, 500) + "\n\n");
        Assert.Equal(
            plain.Preprocessing.Open(folder.Write("plain.csv", "x\n500\n\n"), requireTargets: false).AllInputs(),
            Restored(signed.Preprocessing).Open(later, requireTargets: false).AllInputs()
        );
    }

    [Theory]
    [InlineData("{0} %", "%")]
    [InlineData("{0}%", "%")]
    [InlineData("{0}\u00A0%", "%")]
    [InlineData("{0}‰", "‰")]
    [InlineData("${0}", "$")]
    [InlineData("$ {0}", "$")]
    [InlineData("€ {0}", "€")]
    [InlineData("{0} €", "€")]
    [InlineData("£{0}", "£")]
    [InlineData("₹{0}.00", "₹")]
    public void A_column_of_numbers_with_a_sign_is_read_as_its_numbers(string form, string unit)
    {
        TrainingData plain = DataLoader.Load(Write("p.csv", i => $"{Plain(i)}"), new()),
            signed = DataLoader.Load(Write("s.csv", i => string.Format(null, form, Plain(i))), new());
        Assert.Equal(plain.Training.AllInputs(), signed.Training.AllInputs());
        Assert.Contains(
            signed.Notes,
            note =>
                note.StartsWith($"Column x: {unit} stands with its numbers and is left out:", StringComparison.Ordinal)
        );
        Assert.DoesNotContain(plain.Notes, note => note.Contains("is left out", StringComparison.Ordinal));
        var stored = Restored(signed.Preprocessing).ToJson()["columns"]![0]!;
        Assert.Equal((unit, "number"), ((string?)stored["unit"], (string?)stored["kind"]));
        Assert.Null(plain.Preprocessing.ToJson()["columns"]![0]!["unit"]);

        // Later files, streamed and not, and a file without the sign.
        string later = folder.Write("later.csv", "x\n" + string.Format(null, form, 7) + "\n\n");
        var table = (TablePreprocessing)Restored(signed.Preprocessing);
        float[] expected = Restored(plain.Preprocessing)
            .Open(folder.Write("l.csv", "x\n7\n\n"), requireTargets: false)
            .AllInputs();
        Assert.Equal(expected, table.Open(later, requireTargets: false).AllInputs());
        Assert.Equal(
            expected,
            TableEncoding
                .Read(TableLayout.DetectFor(later, table), table, requireTargets: false, stream: true)
                .Rows.AllInputs()
        );
        string refusal = Assert
            .Throws<DataException>(() => table.Open(folder.Write("bare.csv", "x\n7\n"), requireTargets: false))
            .Message;
        Assert.Contains($"line 2, column x: 7 is no number with {unit}", refusal, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-{0}%", "%")]
    [InlineData("-${0}", "$")]
    [InlineData("$-{0}", "$")]
    [InlineData("- {0} €", "€")]
    public void Signs_of_minus_stand_before_or_behind_the_currency(string form, string unit)
    {
        TrainingData plain = DataLoader.Load(Write("p.csv", i => $"-{Plain(i)}"), new()),
            signed = DataLoader.Load(Write("s.csv", i => string.Format(null, form, Plain(i))), new());
        Assert.Equal(plain.Training.AllInputs(), signed.Training.AllInputs());
        Assert.Equal(unit, (string?)signed.Preprocessing.ToJson()["columns"]![0]!["unit"]);
    }

    [Theory]
    [InlineData("\"$1,000.50\"", "\"$2,345.75\"", 2345.75)]
    [InlineData("\"$1,000\"", "\"$2,345\"", 2345)]
    [InlineData("€ 1.000", "€ 2.345", 2345)]
    [InlineData("\"1.000,50 €\"", "\"2.345,75 €\"", 2345.75)]
    [InlineData("\"1,000\"", "\"2,345\"", 2345)]
    public void Marks_between_the_thousands_of_money_are_told(string some, string other, double value)
    {
        bool bare = some == "\"1,000\"";
        string Small(int i) =>
            bare ? $"{i * 13 % 900}"
            : some.Contains('$') ? $"${i * 13 % 900}"
            : $"{i * 13 % 900} €";
        var data = DataLoader.Load(
            Write(
                "t.csv",
                i =>
                    i % 3 == 0 ? some
                    : i % 3 == 1 ? other
                    : Small(i)
            ),
            new()
        );
        var column = data.Preprocessing.ToJson()["columns"]![0]!;
        Assert.Equal("number", (string?)column["kind"]);
        Assert.InRange((double)column["mean"]!, 500, 3000);
        float[] row = Restored(data.Preprocessing)
            .Open(folder.Write("n.csv", $"x\n{other}\n{some}\n"), requireTargets: false)
            .AllInputs();
        Assert.Equal((value - (double)column["mean"]!) / (double)column["scale"]!, row[0], 1e-5);
        Assert.Contains(data.Notes, note => note.Contains("thousands", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("%", 2, "20 of its 40 values are numbers with %, the others are not.")]
    [InlineData("%", 5, "32 of its 40 values are numbers with %, the others are not.")]
    public void A_column_where_some_have_the_sign_is_text_and_said(string sign, int every, string words)
    {
        string path = Write("t.csv", i => $"{i % 4}{(i % every == 0 ? "" : sign)}");
        var data = DataLoader.Load(path, new());
        Assert.NotEqual("number", (string?)data.Preprocessing.ToJson()["columns"]![0]!["kind"]);
        Assert.Contains(data.Notes, note => note.Contains(words, StringComparison.Ordinal));
    }

    [Fact]
    public void Two_currencies_are_no_column_of_numbers()
    {
        var data = DataLoader.Load(Write("t.csv", i => $"{(i % 2 == 0 ? "$" : "€")}{i % 4}"), new());
        Assert.Contains(
            data.Notes,
            note =>
                note.Contains("20 of its 40 values are numbers with $, the others are not.", StringComparison.Ordinal)
        );
    }

    // One in twenty is a fault, as any other value that is not like the rest.
    [Theory]
    [InlineData("{0}%", "7", "is no number with %")]
    [InlineData("{0}%", "$7", "is no number with %")]
    [InlineData("{0}", "7%", "is not a number")]
    public void One_value_that_is_not_like_the_others_is_refused_with_its_line(string form, string odd, string why)
    {
        string path = Write("t.csv", i => i == 30 ? odd : string.Format(null, form, Plain(i)));
        string message = Assert.Throws<DataException>(() => DataLoader.Load(path, new())).Message;
        Assert.Contains($"line 32, column x: {odd} {why}", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_target_in_percent_or_money_is_learned_in_its_own_units()
    {
        var data = DataLoader.Load(
            folder.Write(
                "t.csv",
                "x,share\n" + string.Concat(Enumerable.Range(0, 60).Select(i => $"{i % 7},{i * 11 % 50}.5 %\n"))
            ),
            new()
        );
        Assert.Equal(TaskKind.Regression, data.Preprocessing.Task);
        var restored = Restored(data.Preprocessing);
        float[] read = restored.Open(folder["t.csv"], requireTargets: true).Targets();
        Assert.Equal(33.5, (read[3] * restored.TargetScale) + restored.TargetMean, 1e-3);
        Assert.Contains(data.Notes, note => note.StartsWith("Column share: % stands with", StringComparison.Ordinal));

        data = DataLoader.Load(
            folder.Write(
                "c.csv",
                "x,price\n" + string.Concat(Enumerable.Range(0, 60).Select(i => $"{i % 7},${5 * (1 + (i % 3))}\n"))
            ),
            new()
        );
        Assert.Equal(["5", "10", "15"], data.Preprocessing.Classes);
        Assert.Equal(
            [0f, 1f, 2f],
            Restored(data.Preprocessing).Open(folder["c.csv"], requireTargets: true).Targets()[..3]
        );
    }

    [Fact]
    public void Records_give_texts_with_the_sign_and_numbers_without()
    {
        var data = TableData.From(
            Enumerable.Range(0, 40).Select(i => new { X = $"{Plain(i)} %", Kind = i % 2 == 0 ? "a" : "b" }),
            "Kind"
        );
        var file = DataLoader.Load(Write("t.csv", i => $"{Plain(i)} %"), new());
        Assert.Equal(file.Training.AllInputs(), data.Training.AllInputs());
        Network<float> network = Network<float>.Build(new ModelDescription("mlp", data.Training.InputShape, 2), 1);
        using var predictor = new Predictor(new SavedModel(network, data.Preprocessing));
        double expected = predictor.Predict(new { X = "7 %" }).Probability;
        Assert.Equal(expected, predictor.Predict(new { X = 7 }).Probability);
        Assert.Equal(expected, predictor.Predict(new { X = 7.0 }).Probability);
        Assert.Equal(expected, predictor.Predict([7f]).Probability);
        Assert.Equal(
            predictor.Predict(new { X = (double?)null }).Probability,
            predictor.Predict(new { X = double.NaN }).Probability
        );
        Assert.Equal(
            predictor.Predict(new { X = "0.00001 %" }).Probability,
            predictor.Predict(new { X = 1e-5 }).Probability
        );
        Assert.Contains(
            "is no number with %",
            Assert.Throws<DataException>(() => predictor.Predict(new { X = "7" })).Message,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("x")]
    [InlineData("%%")]
    [InlineData("")]
    public void A_model_with_a_sign_that_is_none_is_refused(string unit)
    {
        var data = DataLoader.Load(Write("t.csv", i => $"{Plain(i)}%"), new());
        JsonObject json = data.Preprocessing.ToJson();
        json["columns"]![0]!["unit"] = unit;
        Assert.Contains(
            "unit is not as expected",
            Assert.Throws<DataException>(() => Preprocessing.FromJson(json)).Message,
            StringComparison.Ordinal
        );
    }
}
