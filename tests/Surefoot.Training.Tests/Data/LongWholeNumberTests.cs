using System.Text.Json.Nodes;
using Surefoot.Training.Data;

namespace Surefoot.Training.Tests.Data;

/// <summary>Whole numbers beyond 2⁵³, which a double rounds, stay apart.</summary>
public sealed class LongWholeNumberTests : IDisposable
{
    const long One = 1234567890123456789,
        Other = One + 1;

    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    static string[] Names => [$"{One}", $"{Other}"];

    string Table(Func<int, string> target) =>
        folder.Write(
            "t.csv",
            "x,author\n" + string.Concat(Enumerable.Range(0, 40).Select(i => $"{i * i},{target(i)}\n"))
        );

    static void AssertClasses(TrainingData data, IDataset all)
    {
        Assert.Equal(Names, data.Preprocessing.Classes);
        Assert.Equal(Enumerable.Range(0, 40).Select(i => (float)(i % 2)), all.Targets());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_column_of_them_is_classes(bool stream)
    {
        string path = Table(i => $"{One + (i % 2)}");
        var data = DataLoader.Load(path, new() { Stream = stream });
        var restored = Preprocessing.FromJson(JsonNode.Parse(data.Preprocessing.ToJson().ToJsonString())!);
        AssertClasses(data, restored.Open(path, requireTargets: true));
        Assert.Throws<DataException>(() =>
            restored.Open(folder.Write("new.csv", $"x,author\n1,{One + 2}\n"), requireTargets: true)
        );
    }

    [Theory]
    [InlineData("+1234567890123456789", "1234567890123456790.0")]
    [InlineData("01234567890123456789", "\"1,234,567,890,123,456,790\"")]
    public void The_same_number_written_otherwise_is_the_same_class(string one, string other)
    {
        string path = Table(i =>
            i % 4 == 2 ? one
            : i % 4 == 3 ? other
            : $"{One + (i % 2)}"
        );
        var data = DataLoader.Load(path, new());
        AssertClasses(data, data.Preprocessing.Open(path, requireTargets: true));
    }

    [Fact]
    public void Classes_below_0_are_in_the_order_of_numbers()
    {
        var data = DataLoader.Load(Table(i => $"-{One + (i % 2)}"), new());
        Assert.Equal([$"-{Other}", $"-{One}"], data.Preprocessing.Classes);
    }

    [Fact]
    public void An_array_of_64_bits_is_classes()
    {
        string path = folder.Write(
            "a.npz",
            NpyBytes.Stored(
                ("x", NpyBytes.Floats([40, 1], [.. Enumerable.Range(0, 40).Select(i => (float)i)])),
                ("y", NpyBytes.Longs([40], [.. Enumerable.Range(0, 40).Select(i => One + (i % 2))]))
            )
        );
        var data = DataLoader.Load(path, new());
        AssertClasses(data, data.Preprocessing.Open(path, requireTargets: true));
    }

    [Fact]
    public void An_array_without_signs_and_of_the_other_byte_order_is_classes()
    {
        byte[] y = NpyBytes.File(
            NpyBytes.Header(">u8", false, 40),
            [
                .. Enumerable
                    .Range(0, 40)
                    .SelectMany(i => BitConverter.GetBytes(ulong.MaxValue - 1 + (ulong)(i % 2)).Reverse()),
            ]
        );
        string path = folder.Write(
            "a.npz",
            NpyBytes.Stored(
                ("x", NpyBytes.Floats([40, 1], [.. Enumerable.Range(0, 40).Select(i => (float)i)])),
                ("y", y)
            )
        );
        Assert.Equal(
            [$"{ulong.MaxValue - 1}", $"{ulong.MaxValue}"],
            DataLoader.Load(path, new()).Preprocessing.Classes
        );
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Labels_of_sparse_rows_are_classes(bool stream)
    {
        string path = folder.Write(
            "t.svm",
            string.Concat(Enumerable.Range(0, 40).Select(i => $"{One + (i % 2)} 1:{i}\n"))
        );
        var data = DataLoader.Load(path, new() { Stream = stream });
        AssertClasses(data, data.Preprocessing.Open(path, requireTargets: true));
    }

    [Fact]
    public void A_model_of_before_knows_its_rounded_classes()
    {
        var json = JsonNode.Parse(
            """{"kind":"table","target":{"name":"author","task":"classification","numbers":true,"""
                + "\"classes\":[\"1\",\"1.2345678901234568E+18\"]},\"columns\":[{\"kind\":\"number\",\"name\":\"x\","
                + "\"missing\":false,\"mean\":0,\"scale\":1}]}"
        )!;
        Assert.Equal(
            [1, 0],
            Preprocessing
                .FromJson(json)
                .Open(folder.Write("new.csv", $"x,author\n1,{One}\n2,1\n"), requireTargets: true)
                .Targets()
        );
    }

    [Theory]
    [InlineData(3)]
    [InlineData(1)]
    public void An_identifier_of_19_digits_is_left_out(int step)
    {
        string path = folder.Write(
            "t.csv",
            "id,x,y\n"
                + string.Concat(
                    Enumerable.Range(0, 40).Select(i => $"{One + (i * step)},{i * i},{(i % 2 == 0 ? "a" : "b")}\n")
                )
        );
        Assert.Contains("Column id is left out: it only numbers the rows.", DataLoader.Load(path, new()).Notes);
    }

    [Fact]
    public void A_long_number_that_is_always_the_same_does_not_count_rows()
    {
        string path = folder.Write(
            "t.csv",
            "n,x,y\n"
                + string.Concat(Enumerable.Range(0, 40).Select(i => $"{One},{i * i},{(i % 2 == 0 ? "a" : "b")}\n"))
        );
        Assert.Contains(
            "Column n is left out: it is the same in every training row.",
            DataLoader.Load(path, new()).Notes
        );
    }
}
