using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Surefoot.Training.Data;
using Surefoot.Training.Data.Sparse;
using Surefoot.Training.Models;
using Surefoot.Training.Predicting;
using Surefoot.Training.Runs;
using Surefoot.Training.Tests.Runs;

namespace Surefoot.Training.Tests.Data;

/// <summary>Columns of free text beside others: which they are, and what becomes of them.</summary>
public sealed class TextColumnTests : IDisposable
{
    static readonly string[] Things = ["green tea", "wet mud", "the old hill", "a long road", "hot water", "my boots"];

    static readonly DataOptions Bags = new()
    {
        WordsByData = true,
        Text = new()
        {
            Form = TextForm.Indices,
            FewestRows = 1,
            Distinct = true,
        },
    };

    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    static string Body(int row) =>
        row % 20 == 7
            ? ""
            : $"{Things[row % 6]} and {Things[row / 6 % 6]}, then tea and tea "
                + $"{new string((char)('a' + (row % 26)), 3)}{row}";

    // A number, a category of two words, free text, and the class, which the text's beginning tells.
    string Table(string name = "notes.csv", int rows = 120) =>
        folder.Write(
            name,
            "size,town,body,kind\n"
                + string.Concat(
                    Enumerable
                        .Range(0, rows)
                        .Select(row =>
                            string.Create(
                                CultureInfo.InvariantCulture,
                                $"{row % 9},{(row % 3 == 0 ? "New York" : "Los Angeles")},"
                                    + $"\"{Body(row)}\",{(row % 6 < 3 ? "x" : "y")}\n"
                            )
                        )
                )
        );

    [Fact]
    public void Text_of_several_words_with_many_values_is_read_word_by_word()
    {
        var data = DataLoader.Load(Table(), Bags);
        var bag = Assert.Single(data.Preprocessing.Bags);
        // Behind the number and the two towns.
        Assert.Equal((3, 0), (bag.Start, data.Preprocessing.Vocabulary));
        Assert.Equal(bag.Start + bag.Places, data.Preprocessing.InputShape.Length);
        Assert.Contains(
            data.Notes,
            note =>
                note.StartsWith("Column body is read as free text: ", StringComparison.Ordinal)
                && note.EndsWith("words and pairs of words are read.", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void A_row_has_each_of_its_words_once_and_a_missing_text_has_none()
    {
        var fitted = DataLoader.Load(Table(), Bags).Preprocessing;
        var rows = fitted.Open(
            folder.Write("new.csv", "size,town,body\n1,New York,tea tea TEA\n1,New York,\n1,New York,tea unheard\n"),
            requireTargets: false
        );
        float[][] words =
        [
            .. Enumerable.Range(0, 3).Select(row => rows.Inputs(row)[3..].Where(number => number >= 0).ToArray()),
        ];
        // The word and the pair of it, which no training row has.
        Assert.Single(words[0]);
        Assert.Empty(words[1]);
        Assert.Equal(words[0], words[2]);
        Assert.All(rows.AllInputs().Chunk(rows.InputShape.Length), row => Assert.Equal(-1, row[^1]));
    }

    [Fact]
    public void What_has_fewer_values_or_single_words_stays_as_it_was()
    {
        // Six texts of two words in 60 rows, and words that are all different.
        string path = folder.Write(
            "few.csv",
            "thing,code,kind\n"
                + string.Concat(
                    Enumerable.Range(0, 60).Select(row => $"{Things[row % 6]},q{row}z,{(row % 2 == 0 ? "x" : "y")}\n")
                )
        );
        var data = DataLoader.Load(path, Bags);
        Assert.Empty(data.Preprocessing.Bags);
        Assert.Equal(6, data.Preprocessing.InputShape.Length);
        Assert.Contains(data.Notes, note => note.StartsWith("Column code is left out: text", StringComparison.Ordinal));
    }

    [Fact]
    public void Programs_windows_and_columns_said_to_be_categories_read_none_unless_they_say_so()
    {
        string path = Table();
        Assert.Empty(DataLoader.Load(path, new()).Preprocessing.Bags);
        Assert.Empty(DataLoader.Load(path, Bags with { CategoryColumns = ["body"] }).Preprocessing.Bags);
        Assert.Empty(DataLoader.Load(path, Bags with { Window = 3 }).Preprocessing.Bags);
        var said = DataLoader.Load(path, Bags with { WordsByData = null, WordColumns = ["town", "size"] });
        Assert.Equal([0, 0 + said.Preprocessing.Bags[0].Places], said.Preprocessing.Bags.Select(bag => bag.Start));
        Assert.Contains(
            "has no column bdy",
            Assert.Throws<DataException>(() => DataLoader.Load(path, new() { WordColumns = ["bdy"] })).Message,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "Column body cannot be read in windows word by word",
            Assert
                .Throws<DataException>(() => DataLoader.Load(path, new() { WordColumns = ["body"], Window = 3 }))
                .Message,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "body is to be read word by word and as categories",
            Assert
                .Throws<DataException>(() =>
                    DataLoader.Load(path, new() { WordColumns = ["body"], CategoryColumns = ["body"] })
                )
                .Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_text_that_stands_alone_is_a_bag_of_words()
    {
        var data = DataLoader.Load(Table(), Bags with { IgnoredColumns = ["size", "town"] });
        var bag = Assert.Single(data.Preprocessing.Bags);
        Assert.Equal((0, data.Preprocessing.Vocabulary), (bag.Start, bag.Vocabulary));
        Assert.Equal(new(bag.Places), data.Preprocessing.InputShape);
    }

    [Theory]
    [InlineData(TextForm.Indices, 0)]
    [InlineData(TextForm.Indices, 4)]
    [InlineData(TextForm.Presence, 0)]
    [InlineData(TextForm.LogCounts, 3)]
    public void Rows_are_the_same_held_streamed_and_restored(TextForm form, int letters)
    {
        string path = Table();
        var options = Bags with { Text = Bags.Text with { Form = form, Letters = letters } };
        TrainingData held = DataLoader.Load(path, options),
            streamed = DataLoader.Load(path, options with { Stream = true });
        Assert.Equal(streamed.Training.AllInputs(), held.Training.AllInputs());
        Assert.Equal(streamed.Validation.AllInputs(), held.Validation.AllInputs());
        string json = held.Preprocessing.ToJson().ToJsonString();
        Assert.Equal(json, streamed.Preprocessing.ToJson().ToJsonString());
        var restored = Preprocessing.FromJson(JsonNode.Parse(json)!);
        Assert.Equal(json, restored.ToJson().ToJsonString());
        Assert.Equal(held.Preprocessing.Bags, restored.Bags);
        IDataset opened = restored.Open(path, requireTargets: true);
        Assert.IsType<SparseDataset>(opened);
        Assert.Equal(120, opened.Count);
        Assert.Equal(held.Preprocessing.Open(path, requireTargets: false).AllInputs(), opened.AllInputs());
    }

    [Fact]
    public void A_network_learns_the_text_and_predicts_records_as_rows_of_a_file()
    {
        string path = Table(rows: 240);
        var data = DataLoader.Load(path, Bags);
        var description = new ModelDescription("mlp", data.Preprocessing.InputShape, 2)
        {
            Hidden = [16],
            Bags = data.Preprocessing.Bags,
        };
        var network = Network<float>.Build(description, 1);
        Samples.Train(network, data, new TrainerOptions { Epochs = 12, BatchSize = 16 });
        using var predictor = new Predictor(new(network, data.Preprocessing));
        var file = predictor.PredictFile(path);
        string[] kinds = [.. Enumerable.Range(0, 240).Select(row => row % 6 < 3 ? "x" : "y")];
        int right = Enumerable.Range(0, 240).Count(row => file.ClassName(row) == kinds[row]);
        // All but most of those without a text.
        Assert.InRange(right, 228, 240);
        foreach (int row in (int[])[0, 7, 8, 100])
        {
            var record = predictor.Predict(
                new Dictionary<string, object?>(StringComparer.Ordinal)
                {
                    ["size"] = row % 9,
                    ["town"] = row % 3 == 0 ? "New York" : "Los Angeles",
                    ["body"] = Body(row).Length == 0 ? null : Body(row),
                }
            );
            Assert.Equal(file.Probability(row, 0), record.Probabilities["x"]);
        }
        var unheard = predictor.Predict(
            new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                ["size"] = 1,
                ["town"] = "New York",
                ["body"] = "unheard",
            }
        );
        Assert.Contains(
            "in column body 1 row has no word that training saw often enough",
            Assert.Single(unheard.Notes),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("tea", 3, "#<te|#tea|#ea>")]
    [InlineData("tea", 4, "#<te|#tea|#ea>|#<tea|#tea>")]
    [InlineData("of!", 3, "#<of|#of>")]
    [InlineData("𝒶b", 3, "#<𝒶b|#𝒶b>")]
    [InlineData("tea", 0, "")]
    public void Runs_of_letters_are_those_of_marked_words_but_for_the_whole(string text, int letters, string expected)
    {
        var words = new Surefoot.Training.Data.Text.Words(1, letters);
        words.Read(Encoding.UTF8.GetBytes(text));
        Assert.Equal(
            expected,
            string.Join(
                '|',
                Enumerable.Range(words.Joined, words.Count - words.Joined).Select(i => words[i].ToString())
            )
        );
    }
}
