using Surefoot.Training.Data;
using Surefoot.Training.Data.Images;
using Surefoot.Training.Data.Numpy;
using Surefoot.Training.Data.Sparse;
using Surefoot.Training.Data.Tables;
using Surefoot.Training.Data.Text;
using Surefoot.Training.Exchange;
using Surefoot.Training.Formats;
using Surefoot.Training.Models;
using Surefoot.Training.Runs;
using Surefoot.Training.Runs.Checkpoints;
using Surefoot.Training.Runs.Watching;

namespace Surefoot.Fuzz;

/// <summary>
/// Every reader there is. Those that read a path are given a file on a disk in memory, where the system has one.
/// </summary>
static class Readers
{
    static readonly string[] Json =
    [
        "{",
        "}",
        "[",
        "]",
        "\"",
        ",",
        ":",
        "null",
        "true",
        "1e999",
        "\\ud800",
        "\\u0000",
        "{\"a\":",
        "[[[[",
        "\u00e9",
        " ",
        "\n",
        "/**/",
    ];

    static readonly string[] Csv =
    [
        ",",
        ";",
        "\t",
        "\"",
        "\"\"",
        "\n",
        "\r\n",
        "\r",
        "\u00a0",
        "NA",
        "?",
        "-",
        "1e400",
        "1.000,5",
        "2026-02-30",
        "\uFEFF",
        "\0",
        "'",
    ];

    /// <summary>All readers; <paramref name="folder"/> takes the files that they read.</summary>
    public static IReadOnlyList<FuzzedReader> All(string folder)
    {
        var samples = new Samples(folder);
        string path = Path.Combine(folder, "fuzzed");

        Action<byte[]> FromDisk(string ending, Action<string> read) =>
            bytes =>
            {
                File.WriteAllBytes(path + ending, bytes);
                read(path + ending);
            };

        return
        [
            new(
                "header",
                samples.Headers,
                [.. Json, "\"dtype\"", "\"shape\"", "\"data_offsets\"", "\"__metadata__\"", "F32"],
                bytes => Header(bytes)
            ),
            new("safetensors", samples.Models, [], FromDisk("", file => SafetensorsReader.Open(file).Dispose()))
            {
                Mend = Sealed.Mend,
            },
            new("model", samples.Models, Json, FromDisk("", file => SavedModel.Load(file))) { Mend = Sealed.Mend },
            new("pytorch", samples.States, Json, FromDisk("", file => TorchWeights.Load(samples.Network, file)))
            {
                Mend = Sealed.Mend,
            },
            new("checkpoint", samples.Checkpoints, Json, FromDisk("", file => CheckpointFile.Open(file).Dispose()))
            {
                Mend = Sealed.Mend,
            },
            new(
                "preprocessing",
                samples.Preprocessings,
                Json,
                bytes => Preprocessing.FromJson(JsonFields.ParseObject(bytes, "fuzzed"))
            ),
            new("description", samples.Descriptions, Json, bytes => Described(bytes)),
            new("run", samples.Runs, Json, bytes => Show(RunRecord.Read(bytes, "fuzzed"))),
            new("metrics", samples.Metrics, Json, FromDisk("", file => RunMetrics.Read(file))),
            new(
                "table",
                samples.Tables,
                Csv,
                FromDisk(".csv", file => new TableFormat().Load(file, new DataOptions()))
            ),
            new(
                "rows",
                [samples.Tables[0]],
                Csv,
                FromDisk(".csv", file => samples.Table.Open(file, requireTargets: true))
            ),
            new(
                "svmlight",
                samples.SvmRows,
                [":", " ", "#", "qid:", "1:", "-1", "1e400", "\n"],
                FromDisk(".svm", file => SvmFile.Read(file, requireLabels: true, SvmFile.MostFeatures))
            ),
            new(
                "text",
                samples.Lines,
                ["\t", "\n", "\r", " ", "\uFEFF", "\0", "\u0301", "label\t"],
                FromDisk(".txt", file => new TextFormat().Load(file, new DataOptions()))
            ),
            new("idx", samples.Idx, [], bytes => IdxFile.Read(new MemoryStream(bytes), "fuzzed", "images", [3, 4])),
            new(
                "npy",
                samples.Arrays,
                ["'", "{", "}", "(", ")", ",", "True", "'descr'", "'shape'", "<f8", "|O", "L"],
                bytes => Array(bytes)
            ),
            new(
                "npz",
                samples.Archives,
                ["PK\u0003\u0004", "PK\u0001\u0002", "PK\u0005\u0006", ".npy"],
                FromDisk(".npz", file => new NumpyFormat().Load(file, new DataOptions()))
            ),
            new(
                "png",
                samples.Pngs,
                ["IHDR", "PLTE", "tRNS", "IDAT", "IEND"],
                bytes => PngImage.Decode(bytes, "fuzzed")
            )
            {
                Mend = PngOrder.Mend,
            },
            new("cifar", samples.Cifar, [], FromDisk(".bin", file => CifarFiles.Read([file], file))),
            new(
                "any",
                samples.Anything,
                [.. Json, .. Csv],
                FromDisk("", file => DataLoader.Load(file, new DataOptions()))
            ),
        ];
    }

    // Whoever shows a run asks it these.
    static void Show(RunRecord run)
    {
        _ = WatchedHistory.Of(run);
        if (run.Settings is not { } settings)
            return;
        _ = (
            settings.OptimizerName,
            settings.FindSchedule(),
            NamedModel.Find(settings.Network, settings.Input),
            settings.ToJson()
        );
    }

    static void Header(byte[] bytes)
    {
        try
        {
            SafetensorsHeader.Parse(bytes, dataLength: 12);
        }
        catch (FormatException e)
        {
            throw new ModelFileException(e.Message, e);
        }
    }

    static void Described(byte[] bytes)
    {
        try
        {
            ModelDescription.FromJson(JsonFields.ParseObject(bytes, "fuzzed")).Layers<float>();
        }
        catch (Exception e) when (e is FormatException or ArgumentException or OverflowException)
        {
            throw new ModelFileException(e.Message, e);
        }
    }

    static void Array(byte[] bytes)
    {
        long sum = 0;
        NpyArray.Open("fuzzed", bytes.Length, () => new MemoryStream(bytes)).Read((_, count) => sum += count);
    }
}
