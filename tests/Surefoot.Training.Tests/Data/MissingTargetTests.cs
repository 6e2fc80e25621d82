using System.Text.Json.Nodes;
using Surefoot.Training.Data;

namespace Surefoot.Training.Tests.Data;

/// <summary>Rows without a target are left out with a count; None and NA are classes among text.</summary>
public sealed class MissingTargetTests : IDisposable
{
    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    string Table(Func<int, string> target) =>
        folder.Write("t.csv", "x,y\n" + string.Concat(Enumerable.Range(0, 40).Select(i => $"{i * i},{target(i)}\n")));

    [Theory]
    [InlineData("None", false)]
    [InlineData("NA", false)]
    [InlineData("n/a", true)]
    public void A_word_for_a_missing_value_is_a_class_among_text(string word, bool stream)
    {
        string path = Table(i =>
            i % 3 == 0 ? word
            : i % 3 == 1 ? "Insomnia"
            : "Apnea"
        );
        var data = DataLoader.Load(path, new() { Stream = stream });
        Assert.Equal(new[] { word, "Insomnia", "Apnea" }.Order(StringComparer.Ordinal), data.Preprocessing.Classes);
        Assert.Equal(40, data.Training.Count + data.Validation.Count);
        Assert.Contains(
            data.Notes,
            note =>
                note.StartsWith(
                    $"In 14 rows the target is {word}: the other targets are text, so this is a class like any other.",
                    StringComparison.Ordinal
                )
        );
        var restored = Preprocessing.FromJson(JsonNode.Parse(data.Preprocessing.ToJson().ToJsonString())!);
        Assert.Equal(40, restored.Open(path, requireTargets: true).Count);
    }

    [Fact]
    public void Read_as_text_every_word_is_a_class()
    {
        string path = Table(i => i % 2 == 0 ? "1" : "null");
        Assert.Equal(["1", "null"], DataLoader.Load(path, new() { TextColumns = ["y"] }).Preprocessing.Classes);
    }

    [Theory]
    [InlineData("NA", false, "1", "2")]
    [InlineData("", false, "a", "b")]
    [InlineData("", true, "a", "b")]
    [InlineData("?", false, "a", "b")]
    [InlineData("nan", true, "0.5", "0.75")]
    [InlineData("-nan", false, "0.5", "0.75")]
    [InlineData("-NaN", true, "a", "b")]
    public void Rows_without_a_target_are_left_out_with_a_count(string missing, bool stream, string one, string other)
    {
        string path = Table(i =>
            i % 8 == 3 ? missing
            : i % 2 == 0 ? one
            : other
        );
        var data = DataLoader.Load(path, new() { Stream = stream });
        Assert.Equal(35, data.Training.Count + data.Validation.Count);
        Assert.Contains("5 rows of t.csv without a target are left out.", data.Notes);
        List<string> notes = [];
        var rows = data.Preprocessing.Open(path, requireTargets: true, notes);
        Assert.Equal((35, true), (rows.Count, rows.Targets().All(float.IsFinite)));
        Assert.Contains("5 rows of t.csv without a target are left out.", notes);
        Assert.Equal(40, data.Preprocessing.Open(path, requireTargets: false).Count);
    }

    [Fact]
    public void The_rows_that_stay_are_those_of_a_table_without_the_others()
    {
        var data = DataLoader.Load(
            Table(i =>
                i % 8 == 3 ? ""
                : i % 2 == 0 ? "a"
                : "b"
            ),
            new()
        );
        string path = folder.Write(
            "less.csv",
            "x,y\n"
                + string.Concat(
                    Enumerable.Range(0, 40).Where(i => i % 8 != 3).Select(i => $"{i * i},{(i % 2 == 0 ? "a" : "b")}\n")
                )
        );
        var less = DataLoader.Load(path, new());
        Assert.Equal(less.Training.AllInputs(), data.Training.AllInputs());
        Assert.Equal(less.Training.Targets(), data.Training.Targets());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_window_reads_rows_without_a_target_and_none_has_it_for_its_own(bool stream)
    {
        string path = Table(i => i == 10 ? "NA" : $"{i}.25");
        var data = DataLoader.Load(
            path,
            new()
            {
                Window = 3,
                Stream = stream,
                ValidationShare = 0.25,
            }
        );
        Assert.Equal((30 - 2 - 1, 10 - 2), (data.Training.Count, data.Validation.Count));
        Assert.All(data.Training.Targets(), target => Assert.True(float.IsFinite(target)));
        Assert.Contains("1 row of t.csv has no target: a window whose target that would be is left out.", data.Notes);
        // The window of rows 9, 10 and 11 is there and holds row 10: windows begin at rows 0 to 7 and from 9 on.
        Assert.Equal(data.Training.Inputs(7)[2], data.Training.Inputs(8)[0]);
        Assert.Equal(data.Training.Inputs(6)[2], data.Training.Inputs(7)[1]);
        Assert.Equal(data.Training.Inputs(8)[1], data.Training.Inputs(9)[0]);
        Assert.Equal(37, data.Preprocessing.Open(path, requireTargets: true).Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Arrays_with_NaN_for_a_target_lose_those_rows(bool stream)
    {
        string path = folder.Write(
            "a.npz",
            NpyBytes.Stored(
                ("x", NpyBytes.Floats([40, 1], [.. Enumerable.Range(0, 40).Select(i => (float)i)])),
                (
                    "y",
                    NpyBytes.Floats([40], [.. Enumerable.Range(0, 40).Select(i => i % 8 == 3 ? float.NaN : i * 0.37f)])
                )
            )
        );
        var data = DataLoader.Load(path, new() { Stream = stream });
        Assert.Equal(35, data.Training.Count + data.Validation.Count);
        Assert.All(
            data.Training.Targets().Concat(data.Validation.Targets()),
            target => Assert.True(float.IsFinite(target))
        );
        Assert.Contains(
            data.Notes,
            note =>
                note.Contains("5 rows of", StringComparison.Ordinal)
                && note.Contains("without a target are left out", StringComparison.Ordinal)
        );
        Assert.Equal(35, data.Preprocessing.Open(path, requireTargets: true).Count);
        Assert.Equal(40, data.Preprocessing.Open(path, requireTargets: false).Count);
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("nan ", true)]
    [InlineData("-nan ", false)]
    [InlineData("+NAN ", true)]
    public void Sparse_rows_without_a_label_are_left_out(string missing, bool stream)
    {
        string path = folder.Write(
            "t.svm",
            string.Concat(
                Enumerable
                    .Range(0, 40)
                    .Select(i => $"{(i % 8 == 3 ? missing : i % 2 == 0 ? "1 " : "-1 ")}1:{i}\n")
            )
        );
        var data = DataLoader.Load(path, new() { Stream = stream });
        Assert.Equal(35, data.Training.Count + data.Validation.Count);
        Assert.Equal(35, data.Preprocessing.Open(path, requireTargets: true).Count);
    }

    [Fact]
    public void Lines_of_text_without_a_label_are_left_out()
    {
        string path = folder.Write(
            "lines.txt",
            string.Concat(
                Enumerable
                    .Range(0, 40)
                    .Select(i => $"{(i == 5 ? "" : i % 2 == 0 ? "a" : "b")}\tsome words here\n")
            )
        );
        var data = DataLoader.Load(path, new());
        Assert.Equal(39, data.Training.Count + data.Validation.Count);
        Assert.Contains("1 row of lines.txt without a target is left out.", data.Notes);
    }
}
