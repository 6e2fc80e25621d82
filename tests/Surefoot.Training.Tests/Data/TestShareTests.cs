using System.Globalization;
using Surefoot.Training.Data;

namespace Surefoot.Training.Tests.Data;

public sealed class TestShareTests : IDisposable
{
    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    static DataOptions Fifth(ulong seed = 1) =>
        new()
        {
            TestShare = 0.2,
            ValidationShare = 0.25,
            Seed = seed,
        };

    static string Lines(Func<int, string> line, string header = "") =>
        header + string.Concat(Enumerable.Range(0, 100).Select(i => line(i) + "\n"));

    TrainingData Load(string kind, DataOptions options) =>
        DataLoader.Load(
            kind switch
            {
                "table" => folder.Write(
                    "a.csv",
                    Lines(i => $"{i * i % 17},{(i % 4 == 0 ? "x" : "y")}", "number,kind\n")
                ),
                "numbers" => folder.Write(
                    "b.csv",
                    Lines(i => string.Create(CultureInfo.InvariantCulture, $"{i * i % 17},{i * 0.5}"), "number,value\n")
                ),
                "text" => folder.Write(
                    "c.txt",
                    Lines(i => $"{(i % 4 == 0 ? "x" : "y")}\tthe line {(char)('a' + (i % 7))} of words")
                ),
                _ => folder.Write("d.svm", Lines(i => $"{(i % 4 == 0 ? -1 : 1)} {1 + (i % 5)}:1 {7 + (i % 3)}:2")),
            },
            options
        );

    [Theory]
    [InlineData("table")]
    [InlineData("numbers")]
    [InlineData("text")]
    [InlineData("svm")]
    public void A_share_of_the_rows_is_the_test_whatever_the_format(string kind)
    {
        TrainingData data = Load(kind, Fifth()),
            again = Load(kind, Fifth()),
            other = Load(kind, Fifth(2));
        Assert.Equal((60, 20, 20), (data.Training.Count, data.Validation.Count, data.Test!.Count));
        Assert.Contains(
            "The test is 20 rows drawn by the seed, of every class the same share; nothing is fitted to them "
                + "or chosen by them.",
            data.Notes
        );
        Assert.Equal(data.Test.AllInputs(), again.Test!.AllInputs());
        Assert.NotEqual(data.Test.AllInputs(), other.Test!.AllInputs());
        if (kind != "numbers")
            Assert.Equal(5, data.Test.Targets().Count(target => target == 0));
    }

    [Fact]
    public void Rows_in_time_order_are_tested_on_the_last()
    {
        string path = folder.Write(
            "t.csv",
            Lines(i => $"2024-01-01 {i / 60:00}:{i % 60:00},{i % 7},{i % 3}", "time,number,kind\n")
        );
        var data = DataLoader.Load(path, Fifth());
        Assert.Equal([.. Enumerable.Range(80, 20).Select(i => (float)(i % 3))], data.Test!.Targets());
        Assert.Contains(
            "The dates of time never go back, so the rows are in time order: the last 20 before the test validate.",
            data.Notes
        );
        Assert.Contains("The last 20 rows are the test.", data.Notes);
        Assert.Equal(16, DataLoader.Load(path, Fifth() with { Window = 5 }).Test!.Count);
    }

    [Fact]
    public void A_test_part_that_the_data_brings_is_then_not_read()
    {
        var digits = DataLoader.Load(null, Fifth());
        Assert.Equal(3823, digits.Training.Count + digits.Validation.Count + digits.Test!.Count);
        Assert.Equal(765, digits.Test.Count);
    }

    [Fact]
    public void A_share_and_a_file_exclude_each_other() =>
        Assert.Contains(
            "cannot both be set",
            Assert.Throws<ArgumentException>(() => DataLoader.Load(null, Fifth() with { TestPath = "a.csv" })).Message
        );

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1)]
    [InlineData(double.NaN)]
    public void A_share_out_of_range_is_refused(double share) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new DataOptions { TestShare = share });
}
