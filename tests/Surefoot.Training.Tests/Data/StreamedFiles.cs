using System.Globalization;
using Surefoot.Training.Data;

namespace Surefoot.Training.Tests.Data;

/// <summary>A sound file or folder of every format that is streamed, each with what is awkward in it.</summary>
static class StreamedFiles
{
    /// <summary>The options that a kind is read with.</summary>
    internal static DataOptions Options(string kind, bool stream) =>
        new()
        {
            Stream = stream,
            TestShare = 0.2,
            Text = new() { FewestRows = 1 },
            FeaturesAsIndices = kind == "indices",
            Bins = kind == "bins" ? 8 : null,
        };

    /// <summary>Writes one.</summary>
    /// <returns>The path to load, and the file that its rows are read from.</returns>
    internal static (string Path, string File) Write(TemporaryFolder folder, string kind, int rows) =>
        kind switch
        {
            "table" or "bins" => Alone(folder.Write("rows.csv", Table(rows))),
            "text" => Alone(folder.Write("rows.txt", Lines(rows))),
            "images" => Idx(folder, rows),
            "cifar" => Cifar(folder, rows),
            "png" => Png(folder, rows),
            "npy" => Npy(
                folder,
                NpyBytes.Floats(
                    [rows, 5],
                    [.. Enumerable.Range(0, rows * 5).Select(i => (float)Math.Sin(i) * (1 + (i % 5)))]
                ),
                rows
            ),
            "pixels" => Npy(
                folder,
                NpyBytes.Bytes([rows, 3, 4], [.. Enumerable.Range(0, rows * 12).Select(i => (byte)(i * 31))]),
                rows
            ),
            "npz" => Npz(folder, rows),
            "svm" => Alone(
                folder.Write(
                    "rows.svm",
                    Pairs(rows, i => (i * 0.37).ToString("G" + (1 + (i % 8)), CultureInfo.InvariantCulture))
                )
            ),
            "indices" => Alone(folder.Write("rows.svm", Pairs(rows, _ => "1"))),
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };

    static readonly string[] Named = ["\"a \"\"quoted\"\", one\"", " b ", "\"two\nlines\"", "", "ß"];

    // Of 1 to 9 digits; every eleventh is missing.
    static string Size(int i) =>
        i % 11 == 0 ? "" : (i * 1.37).ToString("G" + (1 + (i % 9)), CultureInfo.InvariantCulture);

    // Quotes, line breaks and separators within fields, empty lines, white space, missing values, a number of every
    // length.
    internal static string Table(int rows) =>
        "\uFEFFname,when,size,note,kind\r\n"
        + string.Concat(
            Enumerable
                .Range(0, rows)
                .Select(i =>
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{Named[i % 5]},2024-02-{1 + (i % 28):00} 0{i % 7}:30,{Size(i)},{i % 4},"
                            + $"{(i % 3 == 0 ? "x" : "y")}{(i % 2 == 0 ? "\r\n" : "\n")}"
                            + $"{(i % 13 == 0 ? "\n \n" : "")}"
                    )
                )
        );

    internal static string Lines(int rows) =>
        "label\ttext\n"
        + string.Concat(
            Enumerable
                .Range(0, rows)
                .Select(i =>
                    $"{(i % 3 == 0 ? "x" : "y")}\tWord{i % 7} and {i} 😀 "
                    + $"ΑΣ{(i % 4 == 0 ? " again and again" : "")}{(i % 2 == 0 ? "\r\n" : "\n")}"
                    + $"{(i % 13 == 0 ? "\n" : "")}"
                )
        );

    // A byte order mark, comments, empty rows and lines, query numbers, numbers that are 0.
    internal static string Pairs(int rows, Func<int, string> number) =>
        "\uFEFF"
        + string.Concat(
            Enumerable
                .Range(0, rows)
                .Select(i =>
                    $"{i % 3}{(i % 4 == 0 ? " qid:7" : "")}"
                    + string.Concat(Enumerable.Range(0, i % 5).Select(j => $" {1 + (j * 3) + (i % 3)}:{number(i + j)}"))
                    + $"{(i % 6 == 0 ? " # said 1:2" : "")}{(i % 2 == 0 ? "\r\n" : "\n")}"
                    + $"{(i % 13 == 0 ? "\n# none\n" : "")}"
                )
        );

    static (string Path, string File) Alone(string path) => (path, path);

    static (string Path, string File) Idx(TemporaryFolder folder, int rows)
    {
        folder.Write("train-labels-idx1-ubyte", IdxBytes.Labels(rows, 3));
        return (folder.Root, folder.Write("train-images-idx3-ubyte", IdxBytes.Images(rows, 3, 4)));
    }

    // Two batches, of which the last rows come from the second.
    static (string Path, string File) Cifar(TemporaryFolder folder, int rows)
    {
        const int Record = 3073;
        byte[] all =
        [
            .. Enumerable
                .Range(0, rows * Record)
                .Select(i => i % Record == 0 ? (byte)(i / Record % 10) : (byte)(i * 7 >> 3)),
        ];
        folder.Write("data_batch_2.bin", all[(rows / 3 * Record)..]);
        return (folder.Root, folder.Write("data_batch_1.bin", all[..(rows / 3 * Record)]));
    }

    // Grey and palette images among those of four channels.
    static (string Path, string File) Png(TemporaryFolder folder, int rows)
    {
        foreach (string name in (ReadOnlySpan<string>)["cat", "dog"])
            Directory.CreateDirectory(folder[name]);
        for (int i = 0; i < rows; i++)
        {
            byte[] noise = [.. Enumerable.Range(0, 48).Select(at => (byte)((at * 193) ^ (i * 3)))];
            byte[] image = (i % 3) switch
            {
                0 => PngBytes.Grey(3, 4, noise[..12]),
                1 => PngBytes.File(3, 4, 2, 3, noise[..4], palette: noise[..12]),
                _ => PngBytes.File(3, 4, 8, 6, noise),
            };
            folder.Write($"{(i % 2 == 0 ? "cat" : "dog")}/{i:0000}.png", image);
        }
        // The first image of all.
        return (folder.Root, folder["cat/0000.png"]);
    }

    static (string Path, string File) Npy(TemporaryFolder folder, byte[] inputs, int rows)
    {
        folder.Write("y.npy", Targets(rows));
        return Alone(folder.Write("x.npy", inputs));
    }

    // Images with their channels behind, as an archive that is not compressed holds them.
    static (string Path, string File) Npz(TemporaryFolder folder, int rows) =>
        Alone(
            folder.Write(
                "d.npz",
                NpyBytes.Stored(
                    ("y", Targets(rows)),
                    (
                        "x",
                        NpyBytes.Floats(
                            [rows, 2, 5, 3],
                            [.. Enumerable.Range(0, rows * 30).Select(i => (float)Math.Cos(i * 0.7))]
                        )
                    )
                )
            )
        );

    static byte[] Targets(int rows) =>
        NpyBytes.Longs([rows], [.. Enumerable.Range(0, rows).Select(i => (long)(i % 3))]);
}
