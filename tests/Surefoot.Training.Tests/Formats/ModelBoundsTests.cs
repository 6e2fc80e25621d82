using System.Text;
using Surefoot.Training.Data;
using Surefoot.Training.Formats;
using Surefoot.Training.Runs;
using Surefoot.Training.Tests.Data;

namespace Surefoot.Training.Tests.Formats;

/// <summary>Texts that are small for what they claim are refused by counts, before anything is made of them.</summary>
public sealed class ModelBoundsTests : IDisposable
{
    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Values_beyond_the_bound_are_refused_while_they_are_counted()
    {
        byte[] text = Encoding.ASCII.GetBytes(
            "{\"shape\":[" + string.Concat(Enumerable.Repeat("1,", ModelBounds.Values)) + "1]}"
        );
        long before = GC.GetAllocatedBytesForCurrentThread();
        string message = Assert.Throws<ModelFileException>(() => JsonFields.ParseObject(text, "a file")).Message;
        Assert.Contains("a file is not valid JSON: it holds more than 8,388,608 values", message);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Fact]
    public void Values_up_to_the_bound_are_read()
    {
        JsonCount.Check("{\"a\":[1,2,{\"b\":null}]}"u8, depth: 3, most: 6);
        Assert.Throws<System.Text.Json.JsonException>(() =>
            JsonCount.Check("{\"a\":[1,2,{\"b\":null}]}"u8, depth: 3, most: 5)
        );
    }

    [Fact]
    public void Nesting_beyond_the_bound_is_refused()
    {
        string Nested(int depth) => "{\"a\":" + new string('[', depth - 1) + new string(']', depth - 1) + "}";
        JsonFields.ParseObject(Encoding.ASCII.GetBytes(Nested(ModelBounds.Depth)), "a file");
        Assert.Throws<ModelFileException>(() =>
            JsonFields.ParseObject(Encoding.ASCII.GetBytes(Nested(12_000)), "a file")
        );
    }

    [Fact]
    public void Many_empty_rows_are_no_square_and_claim_no_memory()
    {
        byte[] text = Encoding.ASCII.GetBytes(
            "{\"rows\":1,\"loss\":1,\"confusion\":[" + string.Join(',', Enumerable.Repeat("[]", 50_000)) + "]}"
        );
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains(
            "not square at row 1",
            Assert.Throws<ModelFileException>(() => JsonFile.Read<Evaluation>(text, "a file")).Message
        );
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 64 << 20);
    }

    [Fact]
    public void Columns_beyond_the_bound_are_refused_before_one_is_looked_at()
    {
        const string Column = """{"kind":"presence","name":"a","missing":true}""";
        byte[] json = Encoding.ASCII.GetBytes(
            """{"kind":"table","columns":["""
                + string.Join(',', Enumerable.Repeat(Column, ModelBounds.Columns + 1))
                + """],"target":{"name":"y","task":"regression","mean":0,"scale":1}}"""
        );
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains(
            "preprocessing.columns is not as expected",
            Assert.Throws<DataException>(() => Preprocessing.FromJson(json)).Message
        );
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Theory]
    [InlineData("columns", ModelBounds.Columns)]
    [InlineData("leftOut", ModelBounds.Columns)]
    [InlineData("fields", ModelBounds.Columns)]
    [InlineData("edges", DataOptions.MostBins + 1)]
    [InlineData("classes", ModelBounds.Classes)]
    [InlineData("values", 256)]
    public void A_list_beyond_its_bound_is_refused_while_the_text_is_read(string name, int most)
    {
        byte[] Text(int items) =>
            Encoding.ASCII.GetBytes(
                "{\"kind\":\"window\",\"of\":{\"a\":[[{\""
                    + name
                    + "\":["
                    + string.Join(',', Enumerable.Repeat("{\"mean\":[1]}", items))
                    + "],\"b\":[1]}]]}}"
            );
        byte[] fits = Text(most),
            beyond = Text(most + 1);
        JsonCount.Check(fits, lists: ModelBounds.PreprocessingLists());
        JsonCount.Check(beyond);
        long before = GC.GetAllocatedBytesForCurrentThread();
        string message = Assert
            .Throws<ModelFileException>(() => JsonFile.Check(beyond, "a file", lists: ModelBounds.PreprocessingLists()))
            .Message;
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
        Assert.Contains($"a file is not valid JSON: its list \"{name}\" holds more than {most:N0} items", message);
    }

    // Two lists of a name do not add up, and what is nested in an item is none of the list's items.
    [Fact]
    public void Each_list_is_counted_by_itself()
    {
        string values = "{\"values\":[" + string.Join(',', Enumerable.Repeat("[1,2]", 200)) + "]}";
        JsonCount.Check(
            Encoding.ASCII.GetBytes(
                $"{{\"columns\":[{values},{values},{{\"values\":[{values},{values}]}}],\"values\":1}}"
            ),
            lists: ModelBounds.PreprocessingLists()
        );
    }

    [Fact]
    public void Tables_of_a_program_and_without_a_header_are_held_to_the_bound_of_a_file()
    {
        string[] names = [.. Enumerable.Range(0, ModelBounds.Columns + 1).Select(i => "c" + i)];
        Dictionary<string, object?>[] rows = [names.ToDictionary(name => name, object? (_) => 1)];
        Assert.Contains(
            "has 262,145 columns; at most 262,144 are read",
            Assert.Throws<DataException>(() => TableData.From(rows, "c0")).Message
        );
        Assert.Contains(
            "has 262,145 columns; at most 262,144 are read",
            Assert
                .Throws<DataException>(() =>
                    TableData.FromColumns(names.Select(name => KeyValuePair.Create(name, (Array)new int[8])), "c0")
                )
                .Message
        );
        string line = string.Join(',', Enumerable.Range(0, ModelBounds.Columns + 1).Select(i => $"0.{i}")) + "\n";
        string path = folder.Write("headless.csv", line + line);
        foreach (bool? header in (bool?[])[null, false, true])
            Assert.Contains(
                "has 262,145 columns; at most 262,144 are read",
                Assert.Throws<DataException>(() => DataLoader.Load(path, new() { HasHeader = header })).Message
            );
    }

    [Fact]
    public void A_table_of_more_columns_than_a_model_holds_is_refused_at_its_header()
    {
        string path = folder.Write(
            "wide.csv",
            string.Join(',', Enumerable.Range(0, ModelBounds.Columns + 1).Select(i => "c" + i)) + "\n1\n"
        );
        Assert.Contains(
            "has 262,145 columns; at most 262,144 are read",
            Assert.Throws<DataException>(() => DataLoader.Load(path, new())).Message
        );
    }
}
