using Surefoot.Training.Data;

namespace Surefoot.Training.Tests.Data;

/// <summary>Images that come as a table, for a model that was trained on images.</summary>
public sealed class PixelTableTests : IDisposable
{
    static readonly TrainingData Digits = DataLoader.Load(null, new());

    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    // The first test images as UCI publishes them: 64 pixels and the digit, under a header.
    static string Table(int rows, Func<int, string>? label, bool labelFirst = false)
    {
        var test = Digits.Test!;
        var (pixels, labels) = (test.AllInputs(), test.Targets());
        string Line(string image, string? name) =>
            name is null ? image
            : labelFirst ? $"{name},{image}"
            : $"{image},{name}";
        string header = Line(
            string.Join(",", Enumerable.Range(1, 64).Select(i => $"Block {i}")),
            label is null ? null : "Class"
        );
        return header
            + "\n"
            + string.Concat(
                Enumerable
                    .Range(0, rows)
                    .Select(row =>
                        Line(
                            string.Join(",", pixels[(row * 64)..((row + 1) * 64)].Select(pixel => pixel * 16)),
                            label is null ? null : label((int)labels[row])
                        ) + "\n"
                    )
            );
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Pixels_and_labels_are_those_of_the_images(bool labelFirst)
    {
        var rows = Digits.Preprocessing.Open(
            folder.Write("digits.csv", Table(50, label => $"{label}", labelFirst)),
            requireTargets: true
        );
        Assert.Equal(Digits.Test!.Inputs([.. Enumerable.Range(0, 50)]), rows.AllInputs());
        Assert.Equal(Digits.Test!.Targets()[..50], rows.Targets());
    }

    [Fact]
    public void Labels_need_not_be_there_to_predict()
    {
        string path = folder.Write("digits.csv", Table(5, label: null));
        Assert.Equal(5, Digits.Preprocessing.Open(path, requireTargets: false).Count);
        Assert.Contains(
            "none for the label",
            Assert.Throws<DataException>(() => Digits.Preprocessing.Open(path, requireTargets: true)).Message
        );
    }

    [Fact]
    public void Without_a_header_no_row_is_lost_and_no_column_taken_for_the_label()
    {
        string text = Table(5, label: null);
        string path = folder.Write("bare.csv", text[(text.IndexOf('\n') + 1)..]);
        Assert.Equal(
            Digits.Test!.Inputs([.. Enumerable.Range(0, 5)]),
            Digits.Preprocessing.Open(path, requireTargets: false).AllInputs()
        );
        text = Table(5, label => $"{label}");
        path = folder.Write("labelled.csv", text[(text.IndexOf('\n') + 1)..]);
        foreach (bool labels in (bool[])[false, true])
            Assert.Contains(
                "it cannot be told which of its columns is the label",
                Assert.Throws<DataException>(() => Digits.Preprocessing.Open(path, labels)).Message,
                StringComparison.Ordinal
            );
    }

    [Fact]
    public void The_table_can_be_the_test() =>
        Assert.Equal(
            20,
            DataLoader
                .Load(null, new() { TestPath = folder.Write("t.csv", Table(20, label => $"{label}")) })
                .Test!.Count
        );

    [Theory]
    [InlineData("17")]
    [InlineData("-1")]
    [InlineData("0.5")]
    [InlineData("x")]
    [InlineData("")]
    public void What_is_no_pixel_is_named(string value)
    {
        string text = Table(3, label: null);
        string path = folder.Write(
            "t.csv",
            text[..text.LastIndexOf('\n', text.Length - 2)]
                + "\n"
                + value
                + string.Concat(Enumerable.Repeat(",1", 63))
                + "\n"
        );
        string message = Assert
            .Throws<DataException>(() => Digits.Preprocessing.Open(path, requireTargets: false))
            .Message;
        Assert.StartsWith($"{path}, line 4, column Block 1: {value}", message);
        Assert.EndsWith("is not a pixel, a whole number from 0 to 16. Correct it.", message);
    }

    [Fact]
    public void A_table_of_other_columns_says_how_many_are_needed() =>
        Assert.Contains(
            "has 2 columns; an image of 8×8 pixels takes 64",
            Assert
                .Throws<DataException>(() =>
                    Digits.Preprocessing.Open(folder.Write("t.csv", "a,b\n1,2\n"), requireTargets: false)
                )
                .Message
        );
}
