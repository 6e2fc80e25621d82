using System.Globalization;
using Surefoot.Training.Data;
using Surefoot.Training.Losses;
using Surefoot.Training.Models;
using Surefoot.Training.Runs;
using Surefoot.Training.Tensors;

namespace Surefoot.Training.Tests.Data;

public sealed class MessageTests : IDisposable
{
    readonly TemporaryFolder folder = new();
    readonly CultureInfo before = CultureInfo.CurrentCulture;

    public MessageTests()
    {
        // As fr-FR and fa-IR write numbers; the cultures themselves may not be installed.
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        (
            culture.NumberFormat.NumberDecimalSeparator,
            culture.NumberFormat.NegativeSign,
            culture.NumberFormat.NumberGroupSeparator
        ) = (",", "\u200E\u2212", "\u202F");
        CultureInfo.CurrentCulture = culture;
    }

    public void Dispose()
    {
        CultureInfo.CurrentCulture = before;
        folder.Dispose();
    }

    static string Message(Action action) => Assert.ThrowsAny<Exception>(action).Message;

    [Fact]
    public void Numbers_in_messages_are_written_alike_whatever_the_culture_of_the_program()
    {
        Assert.Equal("−0,5", (-0.5).ToString().Replace("\u200E", ""));
        string rows = folder.Write("rows.svm", "1 1:1e-30\n2 1:1e-30\n1 1:1e-30\n2 1:1e-30\n");
        var svm = DataLoader.Load(rows, new());
        Assert.Contains(
            "the value 1.5E+25 of",
            Message(() => svm.Preprocessing.Open(folder.Write("far.svm", "1 1:15e24\n"), requireTargets: true))
        );
        Assert.Contains(
            "the target -2.5 is not a class",
            Message(() => svm.Preprocessing.Open(folder.Write("new.svm", "-2.5 1:1e-30\n"), requireTargets: true))
        );
        var table = DataLoader.Load(
            folder.Write("a.csv", "x,y\n0.5,a\n1.5,b\n0.5,a\n1.5,b\n0.5,a\n1.5,b\n0.5,a\n1.5,b\n"),
            new()
        );
        Assert.Contains(
            "standard deviation 0.",
            Message(() => table.Preprocessing.Open(folder.Write("far.csv", "x,y\n3e38,a\n"), requireTargets: true))
                .Replace("0.5", "0.")
        );
        Assert.Contains(
            "Number 1 is -∞".Replace("-∞", float.NegativeInfinity.ToString(CultureInfo.InvariantCulture)),
            Message(() => ArrayData.Regression(new Shape(1), [1, float.NegativeInfinity, 3, 4], [1, 2, 3, 4]))
        );
        Assert.Contains(
            "dropout is 1.5;",
            Message(() => Network<float>.Build(new("mlp", new Shape(2), 2) { Dropout = 1.5 }, 1))
        );
        Assert.Contains("AverageDecay is 1.5;", Message(() => _ = new TrainerOptions { AverageDecay = 1.5 }));
        Assert.Contains("class 1 is -0.5;", Message(() => _ = new SoftmaxCrossEntropy<float>(0, [1, -0.5])));
        Assert.Contains(
            "the tape found 2.5, the central difference -1.5, 1.6E+000 apart",
            new GradientDifference("w", 3, 2.5, -1.5).ToString()
        );
    }

    [Fact]
    public void Values_are_shown_on_one_line_cut_short_and_without_what_would_act_on_a_terminal()
    {
        Assert.Equal("a b", NoteText.Shown("a\r\nb"));
        Assert.Equal("\\u001B[31mred\\u202E", NoteText.Shown("\u001B[31mred\u202E"));
        Assert.Equal(new string('x', 39) + "…", NoteText.Shown(new string('x', 39) + "😀 and more"));
        string path = folder.Write("a.csv", "x,kind\n1,\u001B[2Ja\n2,b\n3,\u001B[2Ja\n4,b\n");
        Assert.Contains(
            DataLoader.Load(path, new()).Notes,
            note => note.EndsWith("2 classes, \\u001B[2Ja and b.", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Columns_to_treat_apart_belong_to_tables() =>
        Assert.Contains(
            "digits is no table and has no column zip to treat apart.",
            Message(() => DataLoader.Load(null, new() { TextColumns = ["zip"] }))
        );
}
