#:project ../src/Surefoot.Training/Surefoot.Training.csproj
#:property PublishAot=false

// Labelled lines of text, "label<TAB>text", as bags of words and pairs of words: dotnet run text.cs -- FILE [epochs]
// The model that it saves is used again by: dotnet run text.cs -- --load text.safetensors FILE
// The table of embeddings has 65,536 rows; a word's row is found by a hash, so that no vocabulary is kept, and a step
// costs the rows of its batch alone.
using Surefoot.Optimizers;
using Surefoot.Rules;
using Surefoot.Training.Data;
using Surefoot.Training.Layers;
using Surefoot.Training.Models;
using Surefoot.Training.Runs;
using Surefoot.Training.Tensors;

const int Rows = 1 << 16,
    Places = 128,
    Width = 32;

bool load = args is ["--load", _, ..];
string[] rest = load ? args[2..] : args;
if (rest.Length == 0)
{
    Console.Error.WriteLine("Give a file of lines \"label<TAB>text\".");
    return 2;
}
string[][] lines = [.. File.ReadLines(rest[0]).Select(line => line.Split('\t', 2)).Where(parts => parts.Length == 2)];
string[] labels = [.. lines.Select(parts => parts[0]).Distinct().Order(StringComparer.Ordinal)];
var inputs = new float[lines.Length * Places];
for (int i = 0; i < lines.Length; i++)
    Bag(lines[i][1], inputs.AsSpan(i * Places, Places));
int[] classes = [.. lines.Select(parts => Array.IndexOf(labels, parts[0]))];

// A fifth is held back; it chooses nothing, and the last weights are judged.
TrainingData data = ArrayData.Classification(
    new Shape(Places),
    inputs,
    classes,
    labels,
    new DataOptions { ValidationShare = 0.2 },
    standardize: false
);
SavedModel model = load ? SavedModel.Load(args[1]) : Train();

// Saved and loaded, here or in another process, it says the same to the last bit.
Predictions predictions = model.Predict(data.Validation);
for (int row = 0; row < 5; row++)
    Console.WriteLine(
        $"validation row {row}: {predictions.ClassName(row)}, "
            + $"{predictions.Probability(row, predictions.ClassIndex(row)):R}"
    );
return 0;

SavedModel Train()
{
    var network = new Network<float>(
        new Sequential<float>(
            new EmbeddingBag<float>(Rows, Width),
            new Dropout<float>(0.2),
            new Dense<float>(Width, labels.Length)
        ),
        new Shape(Places),
        seed: 1
    );
    var options = new TrainerOptions { Epochs = rest.Length > 1 ? int.Parse(rest[1]) : 10, KeepBest = false };
    FitResult fit = network.Fit(data, options, new RmsPropOptions { LearningRate = 3e-3 });
    Console.WriteLine(
        $"accuracy {fit.Run.Validation!.Measure:F4} on the {data.Validation.Count} lines held back, "
            + $"{fit.Run.SamplesPerSecond:F0} lines/s"
    );
    fit.Model.Save("text.safetensors");
    return fit.Model;
}

// The rows of a text's words and of its pairs of neighbours; -1 fills the places that are left.
static void Bag(string text, Span<float> places)
{
    places.Fill(-1);
    int used = 0;
    string before = "";
    foreach (string word in Words(text))
    {
        Add(places, ref used, word);
        Add(places, ref used, before + " " + word);
        before = word;
    }
}

static void Add(Span<float> places, ref int used, string word)
{
    if (used == places.Length)
        return;
    // FNV-1a: the same in every run, which string.GetHashCode is not.
    uint hash = 2166136261;
    foreach (char c in word)
        hash = (hash ^ c) * 16777619;
    places[used++] = (hash ^ (hash >> 16)) % Rows;
}

// Runs of letters; a run of digits stands for its length, and any other mark for itself.
static IEnumerable<string> Words(string text)
{
    for (int i = 0; i < text.Length; )
    {
        int start = i++;
        if (char.IsLetter(text[start]))
        {
            while (i < text.Length && (char.IsLetter(text[i]) || text[i] == '\''))
                i++;
            yield return text[start..i].ToLowerInvariant();
        }
        else if (char.IsDigit(text[start]))
        {
            while (i < text.Length && char.IsDigit(text[i]))
                i++;
            yield return $"#{i - start}";
        }
        else if (!char.IsWhiteSpace(text[start]))
        {
            yield return text[start].ToString();
        }
    }
}
