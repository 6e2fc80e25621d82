using System.Globalization;
using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using Surefoot.Training.Runs;

namespace Surefoot.Training.Tests.Formats;

/// <summary>
/// What earlier versions left of a run: the model of the run that went to its end, the folder of the same run stopped
/// part way, and what the model put out then. make-runs.py in golden/v1 and golden/v2, named for the version of
/// run.json, says how each was made.
/// </summary>
sealed class StoredRun
{
    readonly string name;
    readonly string version;
    readonly string[] lines;

    public StoredRun(string name, string version = "v1")
    {
        (this.name, this.version) = (name, version);
        lines = File.ReadAllLines(Stored($"{name}.txt"));
    }

    /// <summary>
    /// A model for each kind of data, each model, with sparse tables, running averages and averaged weights.
    /// </summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "mlp-classes",
        "mlp-number",
        "mlp-arrays",
        "mlp-sparse",
        "mlp-lines",
        "conv-idx",
        "conv-arrays",
        "2c2d-png",
        "resnet-idx",
        "lstm-windows",
        "lstm-number",
        "text-lines",
        "text-hashed",
        "text-sparse",
    ];

    /// <summary>
    /// Runs whose settings are values in run.json: each of those away from its default in one of them.
    /// </summary>
    public static IReadOnlyList<string> NamesVersion2 { get; } = ["table", "text", "images", "windows"];

    /// <summary>The steps and the best epoch of the whole run, and its losses to the last bit.</summary>
    public (long Steps, int BestEpoch, double TrainLoss, double ValidationLoss) Figures =>
        ((long)Number("steps"), (int)Number("best epoch"), Number("train loss"), Number("validation loss"));

    /// <summary>
    /// What the model put out for each row, as the bits of each number: where two are told, before it was saved and as
    /// it was loaded.
    /// </summary>
    public string[] Outputs => [.. lines.SkipWhile(line => line.Length > 0).Skip(1)];

    public string UnpackModel(string folder)
    {
        ZipFile.ExtractToDirectory(Stored($"{name}.model.zip"), Path.Combine(folder, "model"));
        return Path.Combine(folder, "model", "model.safetensors");
    }

    public string UnpackRun(string folder)
    {
        ZipFile.ExtractToDirectory(Stored($"{name}.run.zip"), Path.Combine(folder, "run"));
        return Path.Combine(folder, "run");
    }

    public string UnpackData(string folder)
    {
        ZipFile.ExtractToDirectory(Stored("data.zip", "v1"), Path.Combine(folder, "data"));
        return Path.Combine(folder, "data", Text("data"));
    }

    /// <summary>What a model puts out for each row of a file, in the form of <see cref="Outputs"/>.</summary>
    public static string[] OutputsOf(SavedModel model, string data)
    {
        Predictions predictions = model.Predict(model.Preprocessing.Open(data, requireTargets: false));
        return
        [
            .. Enumerable
                .Range(0, predictions.Count)
                .Select(row => string.Join(' ', Array.ConvertAll(predictions.Outputs(row).ToArray(), Bits))),
        ];
    }

    /// <summary>
    /// The same bits; on a processor without fused multiply-adds, whose sums round otherwise, nearly the same numbers.
    /// </summary>
    public static void AssertSame(string[] expected, string[] actual)
    {
        if (Fma.IsSupported)
        {
            Assert.Equal(expected, actual);
            return;
        }
        Assert.Equal(expected.Length, actual.Length);
        foreach ((float one, float other) in Numbers(expected).Zip(Numbers(actual)))
            Assert.True(Math.Abs(one - other) <= 0.01 * (1 + Math.Abs(one)), $"{one} became {other}");
    }

    /// <summary>The same of losses.</summary>
    public static void AssertSame(double expected, double actual)
    {
        if (Fma.IsSupported)
            Assert.Equal(expected, actual);
        else
            Assert.True(Math.Abs(expected - actual) <= 0.01 * expected, $"{expected} became {actual}");
    }

    static IEnumerable<float> Numbers(string[] lines) =>
        lines
            .SelectMany(line => line.Split(' '))
            .Select(word =>
                BitConverter.UInt32BitsToSingle(
                    uint.Parse(word, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)
                )
            );

    static string Bits(float number) =>
        BitConverter.SingleToUInt32Bits(number).ToString("x8", CultureInfo.InvariantCulture);

    string Text(string key) =>
        lines.First(line => line.StartsWith(key + " ", StringComparison.Ordinal))[(key.Length + 1)..];

    double Number(string key) => double.Parse(Text(key), NumberStyles.Float, CultureInfo.InvariantCulture);

    string Stored(string file, string? of = null, [CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, "golden", of ?? version, file);
}
