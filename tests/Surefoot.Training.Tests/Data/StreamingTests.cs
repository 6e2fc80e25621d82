using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Xunit;
using Surefoot.Training.Data;
using Surefoot.Training.Data.Tables;
using Surefoot.Training.Data.Text;

namespace Surefoot.Training.Tests.Data;

public sealed class StreamingTests : IDisposable
{
    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    static DataOptions Options(bool stream) => new() { Stream = stream, TestShare = 0.2, Text = new() { FewestRows = 1 } };

    // Quotes, line breaks and separators within fields, empty lines, white space, missing values, a number of every length.
    static string Table(int rows) => "\uFEFFname,when,size,note,kind\r\n" + string.Concat(Enumerable.Range(0, rows).Select(i => string.Create(CultureInfo.InvariantCulture,
        $"{(i % 5 == 0 ? "\"a \"\"quoted\"\", one\"" : i % 5 == 1 ? " b " : i % 5 == 2 ? "\"two\nlines\"" : i % 5 == 3 ? "" : "ß")},2024-02-{1 + (i % 28):00} 0{i % 7}:30,{(i % 11 == 0 ? "" : (i * 1.37).ToString("G" + (1 + (i % 9)), CultureInfo.InvariantCulture))},{i % 4},{(i % 3 == 0 ? "x" : "y")}{(i % 2 == 0 ? "\r\n" : "\n")}{(i % 13 == 0 ? "\n \n" : "")}")));

    static string Lines(int rows) => "label\ttext\n" + string.Concat(Enumerable.Range(0, rows).Select(i => $"{(i % 3 == 0 ? "x" : "y")}\tWord{i % 7} and {i} 😀 ΑΣ{(i % 4 == 0 ? " again and again" : "")}{(i % 2 == 0 ? "\r\n" : "\n")}{(i % 13 == 0 ? "\n" : "")}"));

    string Write(string kind, int rows)
    {
        if (kind == "table") return folder.Write("rows.csv", Table(rows));
        if (kind == "text") return folder.Write("rows.txt", Lines(rows));
        folder.Write("train-images-idx3-ubyte", IdxBytes.Images(rows, 3, 4));
        folder.Write("train-labels-idx1-ubyte", IdxBytes.Labels(rows, 3));
        return folder.Root;
    }

    static void AssertSame(IDataset held, IDataset streamed, int block)
    {
        Assert.True(streamed.IsSlow);
        Assert.Equal((held.Count, held.InputShape, held.HasTargets), (streamed.Count, streamed.InputShape, streamed.HasTargets));
        int[] rows = [.. Enumerable.Range(0, held.Count).Select(i => i * 37 % held.Count)];
        foreach (int[] part in rows.Chunk(block))
        {
            float[] expected = new float[part.Length * held.InputShape.Length], inputs = new float[expected.Length], wanted = new float[part.Length], targets = new float[part.Length];
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
    [InlineData("text")]
    [InlineData("images")]
    public void Streamed_rows_are_those_that_memory_would_hold_bit_for_bit(string kind)
    {
        string path = Write(kind, 400);
        TrainingData held = DataLoader.Load(path, Options(stream: false)), streamed = DataLoader.Load(path, Options(stream: true));
        Assert.Equal(held.Fingerprint, streamed.Fingerprint);
        Assert.Equal(held.Preprocessing.ToJson().ToJsonString(), streamed.Preprocessing.ToJson().ToJsonString());
        AssertSame(held.Training, streamed.Training, block: 32);
        AssertSame(held.Validation, streamed.Validation, block: 1);
        AssertSame(held.Test!, streamed.Test!, block: 1000);
        Assert.Contains(streamed.Notes, note => note.EndsWith("is read as its rows are needed; it must not change until the run has ended.", StringComparison.Ordinal));
        Assert.Equal(held.Notes.Order(), streamed.Notes.Where(note => !note.Contains("is read as its rows")).Order());
    }

    [Theory]
    [InlineData(TextForm.Presence)]
    [InlineData(TextForm.LogCounts)]
    [InlineData(TextForm.Indices)]
    public void Streamed_text_takes_every_form(TextForm form)
    {
        string path = Write("text", 60);
        var options = new DataOptions { Text = new() { Form = form, FewestRows = 1, NGrams = 3 } };
        AssertSame(DataLoader.Load(path, options).Training, DataLoader.Load(path, options with { Stream = true }).Training, block: 7);
    }

    [Property(MaxTest = 60)]
    public void Records_fed_one_at_a_time_are_read_as_from_the_file(NonEmptyArray<NonNull<string>> values)
    {
        string[][] rows = [.. values.Get.Select(value => value.Get.Replace("\0", "", StringComparison.Ordinal)).Chunk(3).Select(some => (string[])["k", .. some, .. Enumerable.Repeat("", 3 - some.Length)])];
        string path = folder.Write("law.csv", "a,b,c,d\n" + string.Concat(rows.Select(row => string.Join(',', row.Select(field => "\"" + field.Replace("\"", "\"\"") + "\"")) + "\n")));
        var layout = new TableLayout(path, ',', ["a", "b", "c", "d"], []);
        byte[] bytes = File.ReadAllBytes(path);
        List<(long Start, string[] Fields)> read = [];
        using (var all = new TableRows(layout))
        {
            while (all.Read()) read.Add((all.Start, [.. Enumerable.Range(0, 4).Select(field => all[field].ToString())]));
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
    [InlineData("text")]
    [InlineData("images")]
    public void A_read_allocates_nothing_once_it_has_been_made(string kind)
    {
        IDataset rows = DataLoader.Load(Write(kind, 200), Options(stream: true)).Training;
        int[] all = [.. Enumerable.Range(0, rows.Count)];
        float[] inputs = new float[rows.Count * rows.InputShape.Length], targets = new float[rows.Count];
        long least = long.MaxValue;
        for (int round = 0; round < 6; round++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            rows.Read(all, inputs, targets);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }
        Assert.Equal(0, least);
    }

    [Fact]
    public void Several_threads_read_at_once()
    {
        TrainingData held = DataLoader.Load(Write("table", 300), Options(stream: false)), streamed = DataLoader.Load(folder["rows.csv"], Options(stream: true));
        Parallel.For(0, 8, new() { MaxDegreeOfParallelism = 4 }, i => AssertSame(held.Training, streamed.Training, block: 5 + i));
    }

    [Fact]
    public void Faults_are_found_before_training_with_their_line()
    {
        string sound = Table(60), path = folder.Write("rows.csv", sound.Replace("ß,2024-02-05", "ß,2024-02-0x"));
        string message = Assert.Throws<DataException>(() => DataLoader.Load(path, Options(stream: true))).Message;
        Assert.Equal(Assert.Throws<DataException>(() => DataLoader.Load(path, Options(stream: false))).Message, message);
        Assert.Contains("rows.csv, line ", message);
        string utf16 = folder["wide.csv"];
        File.WriteAllText(utf16, "a,b\n1,x\n2,y\n3,x\n4,y\n", Encoding.Unicode);
        Assert.Contains("wide.csv cannot be streamed: it is UTF-16, in which rows are not found by where they begin. Save it as UTF-8.",
            Assert.Throws<DataException>(() => DataLoader.Load(utf16, Options(stream: true))).Message);
    }

    [Theory]
    [InlineData("table")]
    [InlineData("text")]
    [InlineData("images")]
    public void A_file_that_changes_is_noticed_at_the_next_read(string kind)
    {
        string path = Write(kind, 100);
        TrainingData data = DataLoader.Load(path, Options(stream: true));
        var inputs = new float[data.Training.InputShape.Length];
        data.Training.Read([3], inputs, []);
        string file = kind == "images" ? folder["train-images-idx3-ubyte"] : path;
        File.AppendAllText(file, "x");
        Assert.Equal($"{file} was changed while it was read. Read it again when nothing writes to it.", Assert.Throws<DataException>(() => data.Training.Read([3], inputs, [])).Message);
    }

    [Fact]
    public void A_row_that_was_overwritten_in_place_is_refused_with_its_line()
    {
        string path = folder.Write("rows.csv", "a,b\n" + string.Concat(Enumerable.Range(0, 50).Select(i => $"{10 + i},{(i % 2 == 0 ? "x" : "y")}\n")));
        var written = File.GetLastWriteTimeUtc(path);
        TrainingData data = DataLoader.Load(path, new() { Stream = true });
        byte[] bytes = File.ReadAllBytes(path);
        bytes[^4] = (byte)'?';
        File.WriteAllBytes(path, bytes);
        // As a disk that fails, which leaves no trace in the file's date.
        File.SetLastWriteTimeUtc(path, written);
        var inputs = new float[data.Training.InputShape.Length];
        string message = Assert.Throws<DataException>(() =>
        {
            for (int row = 0; row < data.Training.Count; row++) data.Training.Read([row], inputs, []);
            for (int row = 0; row < data.Validation.Count; row++) data.Validation.Read([row], inputs, []);
        }).Message;
        Assert.StartsWith($"{path}, line 51, column a: 5? is not a number.", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("digits")]
    [InlineData("svm")]
    [InlineData("gzip")]
    public void What_cannot_be_streamed_is_refused_with_the_remedy(string kind)
    {
        string path = "digits";
        if (kind == "svm") path = folder.Write("rows.svm", "1 1:1\n2 2:1\n1 1:1\n2 2:1\n");
        if (kind == "gzip")
        {
            Write("images", 20);
            path = folder.Root;
            File.Delete(folder["train-images-idx3-ubyte"]);
            folder.Write("train-images-idx3-ubyte.gz", IdxBytes.Packed(IdxBytes.Images(20, 3, 4)));
        }
        string message = Assert.Throws<DataException>(() => DataLoader.Load(path, new() { Stream = true })).Message;
        Assert.Contains(kind == "gzip" ? "Unpack it: gunzip -k train-images-idx3-ubyte.gz" : "cannot be streamed: that is for tables, lines of text, and IDX images", message);
    }

    [Fact]
    public void A_model_says_how_many_rows_have_what_training_did_not_see()
    {
        List<string> notes = [];
        DataLoader.Load(folder.Write("a.csv", "town,size,kind\n" + string.Concat(Enumerable.Range(0, 40).Select(i => $"{(char)('a' + (i % 3))},{i % 7},{i % 2}\n"))), new()).Preprocessing
            .Open(folder.Write("b.csv", "town,size\na,1\nz,2\nq,3\n"), requireTargets: false, notes);
        Assert.Equal(["b.csv: in column town 2 rows have categories that training did not see, read as none."], notes);
        notes.Clear();
        DataLoader.Load(Write("text", 60), Options(stream: false)).Preprocessing.Open(folder.Write("new.txt", "word0 and\nunheard\n"), requireTargets: false, notes);
        Assert.Equal(["new.txt: 1 line has no word that training saw often enough."], notes);
    }
}
