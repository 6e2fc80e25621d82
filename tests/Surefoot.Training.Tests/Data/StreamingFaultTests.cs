using System.Globalization;
using System.Text;
using Surefoot.Training.Data;

namespace Surefoot.Training.Tests.Data;

/// <summary>
/// What is wrong in a streamed file is found at once, with its place; and going through it takes little memory.
/// </summary>
public sealed class StreamingFaultTests : IDisposable
{
    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("npy", "x.npy, row 7: an input is nan;")]
    [InlineData("npz", "d.npz, array x, row 2: an input is nan;")]
    [InlineData("svm", "rows.svm, line 11: the index 1 stands behind 1;")]
    [InlineData("indices", "rows.svm, line 11: the value 2 of feature 3 is not 1")]
    [InlineData("cifar", "data_batch_1.bin, byte 6,146: the label of image 2 is 10;")]
    [InlineData("png", "dog/0003.png, byte ")]
    public void A_fault_is_found_before_training_as_it_is_in_memory(string kind, string place)
    {
        var (path, file) = StreamedFiles.Write(folder, kind, 40);
        if (kind == "png")
            file = folder["dog/0003.png"];
        byte[] bytes = File.ReadAllBytes(file);
        switch (kind)
        {
            case "npy":
                BitConverter.GetBytes(float.NaN).CopyTo(bytes, bytes.Length - (32 * 5 * 4) - 4);
                break;
            case "npz":
                BitConverter
                    .GetBytes(float.NaN)
                    .CopyTo(bytes, bytes.AsSpan().IndexOf(BitConverter.GetBytes((float)Math.Cos(75 * 0.7))));
                break;
            case "svm":
                Replace("\n2 qid:7", "\n2 1:1 1:2");
                break;
            case "indices":
                Replace("\n2 qid:7 3:1", "\n2 qid:7 3:2");
                break;
            case "cifar":
                bytes[2 * 3073] = 10;
                break;
            default:
                bytes[^20] ^= 1;
                break;
        }
        File.WriteAllBytes(file, bytes);
        string held = Assert
            .Throws<DataException>(() => DataLoader.Load(path, StreamedFiles.Options(kind, stream: false)))
            .Message;
        Assert.Contains(place, held);
        Assert.Equal(
            held,
            Assert.Throws<DataException>(() => DataLoader.Load(path, StreamedFiles.Options(kind, stream: true))).Message
        );

        void Replace(string what, string by)
        {
            string text = Encoding.UTF8.GetString(bytes);
            int at = text.IndexOf(what, StringComparison.Ordinal);
            bytes = Encoding.UTF8.GetBytes(text[..at] + by + text[(at + what.Length)..]);
        }
    }

    [Fact]
    public void A_sparse_row_that_was_overwritten_in_place_is_refused_with_its_line()
    {
        string path = folder.Write(
            "rows.svm",
            "# two features\n" + string.Concat(Enumerable.Range(0, 50).Select(i => $"{i % 2} 1:{10 + i} 2:1\n"))
        );
        var written = File.GetLastWriteTimeUtc(path);
        TrainingData data = DataLoader.Load(path, new() { Stream = true });
        byte[] bytes = File.ReadAllBytes(path);
        bytes[^7] = (byte)'?';
        File.WriteAllBytes(path, bytes);
        File.SetLastWriteTimeUtc(path, written);
        var inputs = new float[2];
        string message = Assert
            .Throws<DataException>(() =>
            {
                foreach (IDataset rows in (ReadOnlySpan<IDataset>)[data.Training, data.Validation])
                {
                    for (int row = 0; row < rows.Count; row++)
                        rows.Read([row], inputs, []);
                }
            })
            .Message;
        Assert.StartsWith(
            $"{path}, line 51: 1:?9 is not an index, a colon and a finite number",
            message,
            StringComparison.Ordinal
        );
    }

    // Bytes that loading allocates, all passes together, beside those of the file.
    [Theory]
    [InlineData("npy")]
    [InlineData("npz")]
    [InlineData("svm")]
    [InlineData("cifar")]
    public void Loading_takes_a_fraction_of_the_file(string kind)
    {
        const int Rows = 12_000,
            Wide = 300;
        string path = kind switch
        {
            "npy" => Array("x.npy", NpyBytes.Bytes([Rows, Wide], Uneven(Rows * Wide))),
            "npz" => folder.Write(
                "d.npz",
                NpyBytes.Stored(("x", NpyBytes.Bytes([Rows, Wide], Uneven(Rows * Wide))), ("y", Targets()))
            ),
            "svm" => folder.Write(
                "rows.svm",
                string.Concat(
                    Enumerable
                        .Range(0, Rows)
                        .Select(i => string.Create(CultureInfo.InvariantCulture, $"{i % 3}{Pairs}\n"))
                )
            ),
            _ => StreamedFiles.Write(folder, "cifar", 1500).Path,
        };
        DataLoader.Load(path, new() { Stream = true });
        long before = GC.GetAllocatedBytesForCurrentThread();
        TrainingData data = DataLoader.Load(path, new() { Stream = true });
        long taken = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Equal(kind == "cifar" ? 1500 : Rows, data.Training.Count + data.Validation.Count);
        Assert.InRange(taken, 1, 2_500_000);

        string Array(string name, byte[] bytes)
        {
            folder.Write("y.npy", Targets());
            return folder.Write(name, bytes);
        }
    }

    static byte[] Uneven(int count) => [.. Enumerable.Range(0, count).Select(i => (byte)(i % 251))];

    static string Pairs => string.Concat(Enumerable.Range(1, 60).Select(j => $" {j}:0.5"));

    static byte[] Targets() => NpyBytes.Longs([12_000], [.. Enumerable.Range(0, 12_000).Select(i => (long)(i % 3))]);
}
