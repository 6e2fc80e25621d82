using System.Buffers.Binary;
using System.IO.Compression;
using Surefoot.Training.Data;

namespace Surefoot.Training.Tests.Data;

/// <summary>
/// Small files that would become large are refused by what they say of themselves, before they are unpacked.
/// </summary>
public sealed class UnpackLimitTests : IDisposable
{
    const long Little = 8 << 20;

    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    static string Refused(Action load)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        string message = Assert.Throws<DataException>(load).Message;
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, Little);
        Assert.Contains("--unpack-limit", message);
        return message;
    }

    [Fact]
    public void The_limit_is_a_gibibyte_or_16_times_the_file_or_what_was_said()
    {
        Assert.Equal(1L << 30, UnpackLimit.For(null, 33_000));
        Assert.Equal(1L << 34, UnpackLimit.For(null, 1L << 30));
        Assert.Equal(long.MaxValue, UnpackLimit.For(null, long.MaxValue / 8));
        Assert.Equal(1000, UnpackLimit.For(1000, 1L << 40));
        Assert.Throws<ArgumentOutOfRangeException>(() => new DataOptions { UnpackLimit = 0 });
    }

    // 2,423,469 images of 28×28 pixels are declared, and the noise behind the header is as long as a gzip of that many
    // must at least be.
    [Fact]
    public void A_gzip_of_images_that_would_become_gigabytes_is_refused()
    {
        var header = new byte[16];
        int[] words = [0x803, 2_423_469, 28, 28];
        for (int i = 0; i < words.Length; i++)
            BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4 * i), words[i]);
        var noise = new byte[2 << 20];
        new Random(1).NextBytes(noise);
        using (
            var gzip = new GZipStream(File.Create(folder["train-images-idx3-ubyte.gz"]), CompressionLevel.NoCompression)
        )
        {
            gzip.Write(header);
            gzip.Write(noise);
        }
        folder.Write("train-labels-idx1-ubyte", [0, 0, 8, 1, 0, 0, 0, 1, 0]);
        Assert.Contains(
            "would become 1,899,999,696 bytes in memory; at most 1,073,741,824 are unpacked",
            Refused(() => DataLoader.Load(folder.Root, new()))
        );
    }

    [Fact]
    public void Images_of_16384_pixels_a_side_are_refused_by_their_headers()
    {
        byte[] file = PngBytes.Packed(16_384, 16_384, 1, 0, new byte[100]);
        foreach (string name in (string[])["cat/0.png", "cat/1.png", "dog/2.png", "dog/3.png"])
        {
            Directory.CreateDirectory(Path.GetDirectoryName(folder[name])!);
            folder.Write(name, file);
        }
        Assert.Contains("4 images, takes", Refused(() => DataLoader.Load(folder.Root, new())));
        Assert.Contains("--unpack-limit 2GiB", Refused(() => DataLoader.Load(folder.Root, new() { Stream = true })));
    }

    [Fact]
    public void A_limit_that_was_said_holds_for_every_reader_and_for_prediction()
    {
        for (int i = 0; i < 8; i++)
        {
            string name = $"{(i % 2 == 0 ? "cat" : "dog")}/{i}.png";
            Directory.CreateDirectory(Path.GetDirectoryName(folder["png/" + name])!);
            folder.Write("png/" + name, PngBytes.Grey(4, 4, new byte[16]));
        }
        // 8 images of 16 grey pixels, and four bytes a pixel for the one that is decoded.
        TrainingData images = DataLoader.Load(folder["png"], new() { UnpackLimit = (8 * 16) + (4 * 16) });
        Refused(() => DataLoader.Load(folder["png"], new() { UnpackLimit = (8 * 16) + (4 * 16) - 1 }));
        Refused(() => images.Preprocessing.Open(folder["png"], requireTargets: true, [], unpackLimit: 10));

        float[] numbers = [.. Enumerable.Range(0, 40 * 500).Select(i => (float)(i % 7))];
        string archive = folder.Write(
            "data.npz",
            NpyBytes.Archive(
                ("x", NpyBytes.Floats([40, 500], numbers)),
                ("y", NpyBytes.Longs([40], [.. Enumerable.Range(0, 40).Select(i => (long)(i % 2))]))
            )
        );
        TrainingData arrays = DataLoader.Load(archive, new() { UnpackLimit = 100_000 });
        Assert.Contains("2 arrays, takes", Refused(() => DataLoader.Load(archive, new() { UnpackLimit = 50_000 })));
        Refused(() => arrays.Preprocessing.Open(archive, requireTargets: false, [], unpackLimit: 50_000));
        string stored = folder.Write(
            "stored.npz",
            NpyBytes.Stored(
                ("x", NpyBytes.Floats([40, 500], numbers)),
                ("y", NpyBytes.Longs([40], [.. Enumerable.Range(0, 40).Select(i => (long)(i % 2))]))
            )
        );
        DataLoader.Load(stored, new() { UnpackLimit = 50_000 });
    }

    // Each of the four is below the limit, and what is read of them together is not.
    [Fact]
    public void The_arrays_of_an_archive_share_one_limit_which_is_looked_at_before_any_is_unpacked()
    {
        byte[] x = NpyBytes.Floats([40, 500], [.. Enumerable.Range(0, 40 * 500).Select(i => (float)(i % 7))]),
            y = NpyBytes.Longs([40], [.. Enumerable.Range(0, 40).Select(i => (long)(i % 2))]);
        string archive = folder.Write(
            "four.npz",
            NpyBytes.Archive(("x_train", x), ("y_train", y), ("x_test", x), ("y_test", y), ("other", x))
        );
        const long Each = 40 * ((500 * 4) + 8),
            Targets = 40 * (4 + 8),
            All = 2 * (Each + Targets);
        Assert.Equal(40, DataLoader.Load(archive, new() { UnpackLimit = All }).Test!.Count);
        string message = Refused(() => DataLoader.Load(archive, new() { UnpackLimit = All - 1 }));
        Assert.Contains("four.npz, 4 arrays, takes", message);
        Assert.Contains($"would become {All:N0} bytes in memory; at most {All - 1:N0} are unpacked", message);
        Assert.Contains(
            $"would become {All:N0} bytes",
            Refused(() => DataLoader.Load(archive, new() { UnpackLimit = Each + Targets }))
        );
        // What is not read is not counted.
        TrainingData alone = DataLoader.Load(archive, new() { UnpackLimit = Each + Targets, TestShare = 0.2 });
        Refused(() => alone.Preprocessing.Open(archive, requireTargets: true, [], unpackLimit: Each));
        alone.Preprocessing.Open(archive, requireTargets: false, [], unpackLimit: Each);
    }

    [Fact]
    public void Names_of_many_columns_are_found_at_their_places()
    {
        string[] names = [.. Enumerable.Range(0, 3000).Select(i => "c" + i)];
        string rows = string.Concat(
            Enumerable.Range(0, 6).Select(row => string.Join(',', names.Select((_, i) => (row * i) % 5)) + "\n")
        );
        string path = folder.Write("wide.csv", string.Join(',', names) + "\n" + rows);
        TrainingData data = DataLoader.Load(path, new() { Target = "c7", IgnoredColumns = ["c9"] });
        folder.Write(
            "turned.csv",
            string.Join(',', names.Reverse())
                + "\n"
                + string.Concat(
                    rows.TrimEnd().Split('\n').Select(row => string.Join(',', row.Split(',').Reverse()) + "\n")
                )
        );
        Assert.Equal(
            data.Preprocessing.Open(path, requireTargets: true).AllInputs(),
            data.Preprocessing.Open(folder["turned.csv"], requireTargets: true).AllInputs()
        );
    }
}
