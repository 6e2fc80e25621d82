using System.Text;
using FsCheck;
using FsCheck.Xunit;
using Surefoot.Training.Data;
using Surefoot.Training.Data.Tables;

namespace Surefoot.Training.Tests.Data;

public sealed class StreamingTests : IDisposable
{
    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    static void AssertSame(IDataset held, IDataset streamed, int block)
    {
        Assert.True(streamed.IsSlow);
        Assert.Equal(
            (held.Count, held.InputShape, held.HasTargets),
            (streamed.Count, streamed.InputShape, streamed.HasTargets)
        );
        int[] rows = [.. Enumerable.Range(0, held.Count).Select(i => i * 37 % held.Count)];
        foreach (int[] part in rows.Chunk(block))
        {
            float[] expected = new float[part.Length * held.InputShape.Length],
                inputs = new float[expected.Length],
                wanted = new float[part.Length],
                targets = new float[part.Length];
            Array.Fill(inputs, 7);
            held.Read(part, expected, wanted);
            streamed.Read(part, inputs, targets);
            Assert.Equal(expected, inputs);
            Assert.Equal(wanted, targets);
            streamed.Read(part, inputs, []);
            Assert.Equal(expected, inputs);
        }
    }

    [Theory]
    [InlineData("table")]
    [InlineData("bins")]
    [InlineData("text")]
    [InlineData("images")]
    [InlineData("cifar")]
    [InlineData("png")]
    [InlineData("npy")]
    [InlineData("pixels")]
    [InlineData("npz")]
    [InlineData("svm")]
    [InlineData("indices")]
    public void Streamed_rows_are_those_that_memory_would_hold_bit_for_bit(string kind)
    {
        string path = StreamedFiles.Write(folder, kind, kind is "cifar" ? 60 : 400).Path;
        TrainingData held = DataLoader.Load(path, StreamedFiles.Options(kind, stream: false)),
            streamed = DataLoader.Load(path, StreamedFiles.Options(kind, stream: true));
        Assert.Equal(held.Fingerprint, streamed.Fingerprint);
        Assert.Equal(held.Preprocessing.ToJson().ToJsonString(), streamed.Preprocessing.ToJson().ToJsonString());
        AssertSame(held.Training, streamed.Training, block: 32);
        AssertSame(held.Validation, streamed.Validation, block: 1);
        AssertSame(held.Test!, streamed.Test!, block: 1000);
        Assert.Contains(
            streamed.Notes,
            note =>
                note.EndsWith(
                    "is read as its rows are needed; it must not change until the run has ended.",
                    StringComparison.Ordinal
                )
        );
        Assert.Equal(held.Notes.Order(), streamed.Notes.Where(note => !note.Contains("is read as its rows")).Order());
    }

    [Theory]
    [InlineData(TextForm.Presence)]
    [InlineData(TextForm.LogCounts)]
    [InlineData(TextForm.Indices)]
    public void Streamed_text_takes_every_form(TextForm form)
    {
        string path = StreamedFiles.Write(folder, "text", 60).Path;
        var options = new DataOptions
        {
            Text = new()
            {
                Form = form,
                FewestRows = 1,
                NGrams = 3,
            },
        };
        AssertSame(
            DataLoader.Load(path, options).Training,
            DataLoader.Load(path, options with { Stream = true }).Training,
            block: 7
        );
    }

    [Property(MaxTest = 60)]
    public void Records_fed_one_at_a_time_are_read_as_from_the_file(NonEmptyArray<NonNull<string>> values)
    {
        string[][] rows =
        [
            .. values
                .Get.Select(value => value.Get.Replace("\0", "", StringComparison.Ordinal))
                .Chunk(3)
                .Select(some => (string[])["k", .. some, .. Enumerable.Repeat("", 3 - some.Length)]),
        ];
        string path = folder.Write(
            "law.csv",
            "a,b,c,d\n"
                + string.Concat(
                    rows.Select(row =>
                        string.Join(',', row.Select(field => "\"" + field.Replace("\"", "\"\"") + "\"")) + "\n"
                    )
                )
        );
        var layout = new TableLayout(path, new TableStart(','), ["a", "b", "c", "d"], []);
        byte[] bytes = File.ReadAllBytes(path);
        List<(long Start, string[] Fields)> read = [];
        using (var all = new TableRows(layout))
        {
            while (all.Read())
                read.Add((all.Start, [.. Enumerable.Range(0, 4).Select(field => all[field].ToString())]));
        }
        Assert.Equal(rows.Length, read.Count);
        var feed = new RowFeed();
        using var one = new TableRows(layout, feed);
        for (int i = read.Count - 1; i >= 0; i--)
        {
            long end = i + 1 < read.Count ? read[i + 1].Start : bytes.Length;
            feed.Give(bytes.AsMemory((int)read[i].Start, (int)(end - read[i].Start)));
            Assert.True(one.Read());
            Assert.Equal(read[i].Fields, Enumerable.Range(0, 4).Select(field => one[field].ToString()));
        }
    }

    [Theory]
    [InlineData("table")]
    [InlineData("bins")]
    [InlineData("text")]
    [InlineData("images")]
    [InlineData("cifar")]
    [InlineData("png")]
    [InlineData("npy")]
    [InlineData("pixels")]
    [InlineData("npz")]
    [InlineData("svm")]
    [InlineData("indices")]
    public void A_read_allocates_nothing_once_it_has_been_made(string kind)
    {
        IDataset rows = DataLoader
            .Load(
                StreamedFiles.Write(folder, kind, kind is "cifar" ? 40 : 200).Path,
                StreamedFiles.Options(kind, stream: true)
            )
            .Training;
        int[] all = [.. Enumerable.Range(0, rows.Count)];
        float[] inputs = new float[rows.Count * rows.InputShape.Length],
            targets = new float[rows.Count];
        long least = long.MaxValue;
        for (int round = 0; round < 6; round++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            rows.Read(all, inputs, targets);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }
        // To unpack an image takes some memory, which does not grow with their number.
        Assert.InRange(least, 0, kind == "png" ? rows.Count * 4096L : 0);
    }

    [Fact]
    public void Several_threads_read_at_once()
    {
        TrainingData held = DataLoader.Load(
                StreamedFiles.Write(folder, "table", 300).Path,
                StreamedFiles.Options("table", stream: false)
            ),
            streamed = DataLoader.Load(folder["rows.csv"], StreamedFiles.Options("table", stream: true));
        Parallel.For(
            0,
            8,
            new() { MaxDegreeOfParallelism = 4 },
            i => AssertSame(held.Training, streamed.Training, block: 5 + i)
        );
    }

    [Fact]
    public void Faults_are_found_before_training_with_their_line()
    {
        string sound = StreamedFiles.Table(60),
            path = folder.Write("rows.csv", sound.Replace("ß,2024-02-05", "ß,2024-02-0x"));
        string message = Assert
            .Throws<DataException>(() => DataLoader.Load(path, StreamedFiles.Options("table", stream: true)))
            .Message;
        Assert.Equal(
            Assert
                .Throws<DataException>(() => DataLoader.Load(path, StreamedFiles.Options("table", stream: false)))
                .Message,
            message
        );
        Assert.Contains("rows.csv, line ", message);
        string utf16 = folder["wide.csv"];
        File.WriteAllText(utf16, "a,b\n1,x\n2,y\n3,x\n4,y\n", Encoding.Unicode);
        Assert.Contains(
            "wide.csv cannot be streamed: it is UTF-16, in which rows are not found by where they begin. "
                + "Save it as UTF-8.",
            Assert
                .Throws<DataException>(() => DataLoader.Load(utf16, StreamedFiles.Options("table", stream: true)))
                .Message
        );
    }

    [Theory]
    [InlineData("table")]
    [InlineData("bins")]
    [InlineData("text")]
    [InlineData("images")]
    [InlineData("cifar")]
    [InlineData("png")]
    [InlineData("npy")]
    [InlineData("pixels")]
    [InlineData("npz")]
    [InlineData("svm")]
    [InlineData("indices")]
    public void A_file_that_changes_is_noticed_at_the_next_read(string kind)
    {
        var (path, file) = StreamedFiles.Write(folder, kind, kind is "cifar" ? 40 : 100);
        TrainingData data = DataLoader.Load(path, StreamedFiles.Options(kind, stream: true));
        var inputs = new float[data.Training.InputShape.Length];
        data.Training.Read([3], inputs, []);
        File.AppendAllText(file, "x");
        Assert.Equal(
            $"{file} was changed while it was read. Read it again when nothing writes to it.",
            Assert
                .Throws<DataException>(() =>
                {
                    // Each PNG image is a file of its own.
                    foreach (IDataset rows in (ReadOnlySpan<IDataset>)[data.Training, data.Validation, data.Test!])
                    {
                        for (int row = 0; row < rows.Count; row++)
                            rows.Read([row], inputs, []);
                    }
                })
                .Message
        );
    }

    [Fact]
    public void A_row_that_was_overwritten_in_place_is_refused_with_its_line()
    {
        string path = folder.Write(
            "rows.csv",
            "a,b\n" + string.Concat(Enumerable.Range(0, 50).Select(i => $"{10 + i},{(i % 2 == 0 ? "x" : "y")}\n"))
        );
        var written = File.GetLastWriteTimeUtc(path);
        TrainingData data = DataLoader.Load(path, new() { Stream = true });
        byte[] bytes = File.ReadAllBytes(path);
        bytes[^4] = (byte)'?';
        File.WriteAllBytes(path, bytes);
        // As a disk that fails, which leaves no trace in the file's date.
        File.SetLastWriteTimeUtc(path, written);
        var inputs = new float[data.Training.InputShape.Length];
        string message = Assert
            .Throws<DataException>(() =>
            {
                for (int row = 0; row < data.Training.Count; row++)
                    data.Training.Read([row], inputs, []);
                for (int row = 0; row < data.Validation.Count; row++)
                    data.Validation.Read([row], inputs, []);
            })
            .Message;
        Assert.StartsWith($"{path}, line 51, column a: 5? is not a number.", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("digits", "cannot be streamed: that is for data in files of its own. Leave streaming out.")]
    [InlineData("gzip", "Unpack it: gunzip -k train-images-idx3-ubyte.gz")]
    [InlineData(
        "fortran",
        "x.npy cannot be streamed: in Fortran order the numbers of a row lie far apart. Save it in C order: "
            + "numpy.save(file, numpy.ascontiguousarray(array))."
    )]
    [InlineData(
        "deflated",
        "d.npz, array x cannot be streamed: it is compressed, and rows are read from where they stand. Save "
            + "it with numpy.savez, which does not compress, or as .npy files."
    )]
    public void What_cannot_be_streamed_is_refused_with_the_remedy(string kind, string remedy)
    {
        string path = "digits";
        if (kind == "fortran")
        {
            folder.Write("y.npy", NpyBytes.Longs([6], 0, 1, 0, 1, 0, 1));
            path = folder.Write(
                "x.npy",
                NpyBytes.File(
                    NpyBytes.Header("<f4", true, 6, 2),
                    [.. Enumerable.Range(0, 12).SelectMany(i => BitConverter.GetBytes((float)i))]
                )
            );
        }
        if (kind == "deflated")
            path = folder.Write(
                "d.npz",
                NpyBytes.Archive(
                    ("x", NpyBytes.Floats([6, 2], [.. Enumerable.Range(0, 12).Select(i => (float)i)])),
                    ("y", NpyBytes.Longs([6], 0, 1, 0, 1, 0, 1))
                )
            );
        if (kind == "gzip")
        {
            path = StreamedFiles.Write(folder, "images", 20).Path;
            File.Delete(folder["train-images-idx3-ubyte"]);
            folder.Write("train-images-idx3-ubyte.gz", IdxBytes.Packed(IdxBytes.Images(20, 3, 4)));
        }
        Assert.Contains(
            remedy,
            Assert.Throws<DataException>(() => DataLoader.Load(path, new() { Stream = true })).Message
        );
    }

    [Fact]
    public void A_model_says_how_many_rows_have_what_training_did_not_see()
    {
        List<string> notes = [];
        DataLoader
            .Load(
                folder.Write(
                    "a.csv",
                    "town,size,kind\n"
                        + string.Concat(
                            Enumerable.Range(0, 40).Select(i => $"{(char)('a' + (i % 3))},{i % 7},{i % 2}\n")
                        )
                ),
                new()
            )
            .Preprocessing.Open(folder.Write("b.csv", "town,size\na,1\nz,2\nq,3\n"), requireTargets: false, notes);
        Assert.Equal(["b.csv: in column town 2 rows have categories that training did not see, read as none."], notes);
        notes.Clear();
        DataLoader
            .Load(StreamedFiles.Write(folder, "text", 60).Path, StreamedFiles.Options("text", stream: false))
            .Preprocessing.Open(folder.Write("new.txt", "word0 and\nunheard\n"), requireTargets: false, notes);
        Assert.Equal(["new.txt: 1 line has no word that training saw often enough."], notes);
    }
}
