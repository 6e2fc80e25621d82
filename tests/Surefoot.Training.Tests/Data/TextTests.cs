using System.Text;
using System.Text.Json.Nodes;
using Surefoot.Training.Data;
using Surefoot.Training.Data.Text;

namespace Surefoot.Training.Tests.Data;

public sealed class TextTests : IDisposable
{
    const string Sound =
        "tea\tA cup of green tea\nmud\tMud on my boots\ntea\tthe tea is hot!\nmud\tBoots full of "
        + "mud\ntea\tGreen leaves, hot water\nmud\tmy boots are wet\ntea\thot green tea\nmud\twet mud\n";

    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    TrainingData Load(TextOptions? text = null) =>
        DataLoader.Load(folder.Write("lines.txt", Sound), new() { Text = text ?? new(), ValidationShare = 0.25 });

    string Refusal(string text)
    {
        string path = folder.Write("lines.txt", text);
        return Assert.Throws<DataException>(() => new TextFormat().Load(path, new())).Message;
    }

    [Theory]
    [InlineData("Hello, World", 1, "hello|,|world")]
    [InlineData("call 0800-555 NOW!!", 1, "call|0000|-|000|now|!|!")]
    [InlineData("ÄRGER in Łódź", 1, "ärger|in|łódź")]
    [InlineData("x2y £5", 1, "x|0|y|£|0")]
    [InlineData("a b c", 3, "a|b|c|a b|b c|a b c")]
    [InlineData(" \t ", 2, "")]
    [InlineData("नमस्ते", 1, "नमस्ते")]
    [InlineData("😀x", 1, "😀|x")]
    public void Words_are_runs_of_letters_or_digits_and_single_signs(string text, int most, string expected) =>
        Assert.Equal(expected, string.Join('|', WordsOf(text, most)));

    internal static List<string> WordsOf(string text, int most)
    {
        var words = new Words(most, letters: 0);
        words.Read(Encoding.UTF8.GetBytes(text));
        return [.. Enumerable.Range(0, words.Count).Select(i => words[i].ToString())];
    }

    [Fact]
    public void Lines_become_the_words_that_they_have()
    {
        var data = Load(new() { NGrams = 1 });
        Assert.Equal(["mud", "tea"], data.Preprocessing.Classes);
        Assert.Equal((6, 2, 0), (data.Training.Count, data.Validation.Count, data.Preprocessing.Vocabulary));
        Assert.All(data.Training.AllInputs(), value => Assert.Contains(value, new[] { 0f, 1f }));
        var rows = data.Preprocessing.Open(
            folder.Write("new.txt", "tea hot\nTEA, hot hot\nunheard\n"),
            requireTargets: false
        );
        Assert.Equal(rows.Inputs(0), rows.Inputs(1));
        Assert.Equal(0, rows.Inputs(2).Sum());
    }

    [Fact]
    public void Counts_are_logarithms()
    {
        var rows = Load(
            new()
            {
                NGrams = 1,
                FewestRows = 1,
                Form = TextForm.LogCounts,
            }
        )
            .Preprocessing.Open(folder.Write("new.txt", "mud mud mud\nmud\n"), requireTargets: false);
        Assert.Equal([MathF.Log(4)], rows.Inputs(0).Where(value => value != 0));
        Assert.Equal([MathF.Log(2)], rows.Inputs(1).Where(value => value != 0));
    }

    [Fact]
    public void Indices_name_words_and_leave_minus_1_in_the_other_places()
    {
        var data = Load(
            new()
            {
                Form = TextForm.Indices,
                NGrams = 1,
                FewestRows = 1,
                Places = 3,
            }
        );
        int words = data.Preprocessing.Vocabulary;
        Assert.InRange(words, 10, 25);
        var rows = data.Preprocessing.Open(folder.Write("new.txt", "mud tea mud tea\nmud\n"), requireTargets: false);
        float[] first = rows.Inputs(0),
            second = rows.Inputs(1);
        Assert.Equal(first[0], first[2]);
        Assert.NotEqual(first[0], first[1]);
        Assert.Equal([first[0], -1, -1], second);
        Assert.All(data.Training.AllInputs(), index => Assert.InRange(index, -1, words - 1));
    }

    [Fact]
    public void Only_the_commonest_words_of_training_rows_are_kept()
    {
        var data = Load(
            new()
            {
                NGrams = 1,
                FewestRows = 1,
                Vocabulary = 3,
            }
        );
        Assert.Equal(3, data.Preprocessing.InputShape.Length);
        string[] words =
        [
            .. data.Preprocessing.ToJson()["vocabulary"]!["words"]!.AsArray().Select(word => (string)word!),
        ];
        Assert.Equal(3, words.Intersect(["mud", "tea", "boots", "green", "hot", "of", "my", "wet"]).Count());
    }

    [Theory]
    [InlineData(TextForm.Presence, false)]
    [InlineData(TextForm.LogCounts, true)]
    [InlineData(TextForm.Indices, false)]
    [InlineData(TextForm.Indices, true)]
    public void What_was_fitted_is_stored_and_restored_to_the_bit(TextForm form, bool hashed)
    {
        var fitted = Load(
            new()
            {
                Form = form,
                Hashed = hashed,
                Vocabulary = 50,
            }
        ).Preprocessing;
        string json = fitted.ToJson().ToJsonString();
        var restored = Preprocessing.FromJson(JsonNode.Parse(json)!);
        Assert.Equal(json, restored.ToJson().ToJsonString());
        Assert.Equal((fitted.Vocabulary, fitted.InputShape), (restored.Vocabulary, restored.InputShape));
        IDataset a = fitted.Open(folder["lines.txt"], requireTargets: true),
            b = restored.Open(folder["lines.txt"], requireTargets: true);
        Assert.Equal(a.AllInputs(), b.AllInputs());
        Assert.Equal([1, 0, 1, 0, 1, 0, 1, 0], b.Targets());
    }

    [Fact]
    public void A_hash_gives_the_same_number_on_every_machine()
    {
        var fitted = Load(
            new()
            {
                Form = TextForm.Indices,
                Hashed = true,
                Vocabulary = 1 << 20,
                NGrams = 1,
                Places = 2,
            }
        ).Preprocessing;
        // Computed apart from this code, by the published definitions of FNV-1a and of MurmurHash3's last step.
        Assert.Equal(
            [684721, 913409],
            fitted.Open(folder.Write("new.txt", "tea mud\n"), requireTargets: false).AllInputs()
        );
    }

    [Fact]
    public void A_header_and_Windows_lines_are_understood()
    {
        var data = DataLoader.Load(
            folder.Write("lines.txt", "\uFEFFLabel\ttext\r\n" + Sound.ReplaceLineEndings("\r\n")),
            new()
        );
        Assert.Equal(["mud", "tea"], data.Preprocessing.Classes);
        Assert.Contains("The first line names the columns and is left out.", data.Notes);
    }

    [Theory]
    [InlineData("a\tx y\nb x y\n", "line 2: there is no tab between a label and the text, in b x y")]
    [InlineData("\tx y\n\tx y\n", "the target is missing in every row")]
    [InlineData("", "is empty")]
    [InlineData("label\ttext\n", "holds no line of text")]
    [InlineData("a\tx y\nb\tx y\n", "at least 4 are needed")]
    [InlineData("a\tx y\na\tx y\na\tx y\na\tx y\n", "every line has the same label, a")]
    [InlineData("a\tx y\nb\tz w\na\tu v\nb\tr s\n", "no word stands in 2 training lines or more")]
    [InlineData("a\tx y\nb\tx\0y\n", "line 2: the line holds a zero byte")]
    public void A_broken_line_is_named(string text, string expected)
    {
        string message = Refusal(text);
        Assert.StartsWith(folder["lines.txt"], message);
        Assert.Contains(expected, message);
    }

    [Fact]
    public void Too_many_labels_are_refused() =>
        Assert.Contains(
            "30 different labels on 30 lines",
            Refusal(string.Concat(Enumerable.Range(0, 30).Select(i => $"l{i}\ta b\n")))
        );

    [Fact]
    public void Bytes_that_are_no_UTF8_are_named_with_their_line()
    {
        string path = folder.Write("lines.txt", [.. "a\tx y\n"u8, (byte)'b', (byte)'\t', 0xE9, (byte)'\n']);
        Assert.StartsWith(
            $"{path}, line 2: the line is not text in UTF-8",
            Assert.Throws<DataException>(() => new TextFormat().Load(path, new())).Message
        );
    }

    [Fact]
    public void A_label_that_training_did_not_see_is_named()
    {
        var fitted = Load().Preprocessing;
        string path = folder.Write("new.txt", "tea\thot\nmilk\tcold\n");
        Assert.Contains(
            "line 2: milk is not a class that was trained; those are mud and tea",
            Assert.Throws<DataException>(() => fitted.Open(path, requireTargets: true)).Message
        );
    }

    [Fact]
    public void Tables_are_not_taken_for_lines_of_text()
    {
        Assert.False(TextLines.Recognises(folder.Write("a.tsv", Sound)));
        Assert.False(TextLines.Recognises(folder.Write("a.txt", "x\ty\n1\t2\n1\t3\n2\t4\n")));
        Assert.False(TextLines.Recognises(folder.Write("a.txt", "x\ty\tz\na b\t2 c\t1\na b\t3 c\t1\na b\t4 c\t1\n")));
        Assert.True(TextLines.Recognises(folder.Write("a.txt", Sound)));
    }

    [Theory]
    [InlineData(1, 2)]
    [InlineData(2, 0)]
    [InlineData(2, 6)]
    public void Options_out_of_range_name_the_value(int vocabulary, int nGrams) =>
        Assert.Contains(
            "lies between",
            Assert
                .Throws<ArgumentOutOfRangeException>(() => new TextOptions { Vocabulary = vocabulary, NGrams = nGrams })
                .Message
        );
}
