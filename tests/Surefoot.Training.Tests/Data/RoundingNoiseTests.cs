using System.Text.Json.Nodes;
using Surefoot.Training.Data;
using Surefoot.Training.Data.Tables;
using Surefoot.Training.Tensors;

namespace Surefoot.Training.Tests.Data;

/// <summary>
/// Numbers that differ by rounding alone are constant, and what is constant is not read, whatever the format.
/// </summary>
public sealed class RoundingNoiseTests : IDisposable
{
    const double Noisy = 0.1 + 0.2;

    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    static byte[] Doubles(int[] sizes, IEnumerable<double> numbers) =>
        NpyBytes.File(NpyBytes.Header("<f8", false, sizes), [.. numbers.SelectMany(BitConverter.GetBytes)]);

    static byte[] Classes(int rows) =>
        NpyBytes.Longs([rows], [.. Enumerable.Range(0, rows).Select(i => (long)(i % 2))]);

    static double Cell(int i) =>
        i % 2 == 0 ? i
        : i % 3 == 0 ? 0.3
        : Noisy;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_feature_of_an_array_is_read_as_0_whatever_it_is_later(bool stream)
    {
        string path = folder.Write(
            "a.npz",
            NpyBytes.Stored(("x", Doubles([40, 2], Enumerable.Range(0, 80).Select(Cell))), ("y", Classes(40)))
        );
        var data = DataLoader.Load(path, new() { Stream = stream });
        Assert.All(data.Training.AllInputs().Where((_, i) => i % 2 == 1), value => Assert.Equal(0, value));
        Assert.Contains(
            "Feature 1, counted from 0, is left out: it is the same in every training row but for rounding, "
                + "and read as 0.",
            data.Notes
        );
        var restored = Preprocessing.FromJson(JsonNode.Parse(data.Preprocessing.ToJson().ToJsonString())!);
        string later = folder.Write("x.npy", Doubles([2, 2], [1, 0.31, 1, -7]));
        Assert.Equal([0, 0], restored.Open(later, requireTargets: false).AllInputs().Where((_, i) => i % 2 == 1));
        Assert.Equal(data.Preprocessing.ToJson().ToJsonString(), restored.ToJson().ToJsonString());
    }

    [Fact]
    public void A_feature_that_is_exactly_the_same_is_left_out_likewise()
    {
        string path = folder.Write(
            "a.npz",
            NpyBytes.Stored(
                ("x", NpyBytes.Floats([40, 2], [.. Enumerable.Range(0, 80).Select(i => i % 2 == 0 ? i : 5f)])),
                ("y", Classes(40))
            )
        );
        var data = DataLoader.Load(path, new());
        Assert.Contains(
            "Feature 1, counted from 0, is left out: it is the same in every training row, and read as 0.",
            data.Notes
        );
        Assert.Equal(
            0,
            data
                .Preprocessing.Open(folder.Write("x.npy", NpyBytes.Floats([1, 2], 1, 9)), requireTargets: false)
                .AllInputs()[1]
        );
    }

    [Fact]
    public void A_model_of_before_reads_a_constant_feature_less_its_mean()
    {
        var json = JsonNode.Parse(
            """{"kind":"numpy","shape":[2],"channelsLast":false,"means":[1,5],"scales":[2,1],"""
                + "\"target\":{\"name\":\"y\",\"task\":\"regression\",\"mean\":0,\"scale\":1}}"
        )!;
        Assert.Equal(
            [0, 4],
            Preprocessing
                .FromJson(json)
                .Open(folder.Write("x.npy", NpyBytes.Floats([1, 2], 1, 9)), requireTargets: false)
                .AllInputs()
        );
    }

    [Fact]
    public void An_array_of_nothing_but_constants_is_refused()
    {
        string path = folder.Write(
            "a.npz",
            NpyBytes.Stored(("x", NpyBytes.Floats([40, 1], [.. Enumerable.Repeat(5f, 40)])), ("y", Classes(40)))
        );
        Assert.Contains(
            "is the same in every training row: there is nothing to learn from",
            Assert.Throws<DataException>(() => DataLoader.Load(path, new())).Message
        );
    }

    [Fact]
    public void The_noise_of_a_type_is_judged_by_that_type()
    {
        float up = BitConverter.Int32BitsToSingle(BitConverter.SingleToInt32Bits(0.3f) + 1);
        string path = folder.Write(
            "a.npz",
            NpyBytes.Stored(
                (
                    "x",
                    NpyBytes.Floats(
                        [40, 2],
                        [
                            .. Enumerable
                                .Range(0, 80)
                                .Select(i =>
                                    i % 2 == 0 ? i
                                    : i % 3 == 0 ? up
                                    : 0.3f
                                ),
                        ]
                    )
                ),
                ("y", Classes(40))
            )
        );
        Assert.Contains(
            DataLoader.Load(path, new()).Notes,
            note => note.Contains("but for rounding", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void A_channel_of_images_that_differs_by_rounding_is_read_as_0()
    {
        var pixels = Enumerable
            .Range(0, 40 * 8)
            .Select(i =>
                i % 2 == 0 ? i
                : i % 3 == 0 ? 0.3
                : Noisy
            );
        string path = folder.Write("a.npz", NpyBytes.Stored(("x", Doubles([40, 2, 2, 2], pixels)), ("y", Classes(40))));
        var data = DataLoader.Load(path, new());
        Assert.Equal(new Shape(2, 2, 2), data.Preprocessing.InputShape);
        Assert.Contains(
            data.Notes,
            note => note.StartsWith("Channel 1, counted from 0, is left out", StringComparison.Ordinal)
        );
    }

    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 0)]
    [InlineData(false, 3)]
    public void A_column_of_a_table_is_left_out(bool stream, int window)
    {
        string path = folder.Write(
            "t.csv",
            "x,noise,y\n"
                + string.Concat(
                    Enumerable
                        .Range(0, 40)
                        .Select(i => FormattableString.Invariant($"{i * i},{(i % 3 == 0 ? 0.3 : Noisy)},{i % 7}.5\n"))
                )
        );
        var data = DataLoader.Load(path, new() { Stream = stream, Window = window });
        Assert.Equal(1, data.Preprocessing.InputShape[^1]);
        Assert.Contains("Column noise is left out: it is the same in every training row but for rounding.", data.Notes);
    }

    [Fact]
    public void A_target_that_differs_by_rounding_is_refused()
    {
        string table = folder.Write(
            "t.csv",
            "x,y\n"
                + string.Concat(
                    Enumerable
                        .Range(0, 40)
                        .Select(i => FormattableString.Invariant($"{i * i},{(i % 3 == 0 ? 0.3 : Noisy)}\n"))
                )
        );
        Assert.Contains(
            "the target is the same in every training row but for rounding",
            Assert.Throws<DataException>(() => DataLoader.Load(table, new())).Message
        );
        string sparse = folder.Write(
            "t.svm",
            string.Concat(
                Enumerable
                    .Range(0, 40)
                    .Select(i => FormattableString.Invariant($"{(i % 3 == 0 ? 0.3 : Noisy)} 1:{i}\n"))
            )
        );
        Assert.Contains(
            "every training row has the same target but for rounding",
            Assert.Throws<DataException>(() => DataLoader.Load(sparse, new())).Message
        );
        float[] values = [.. Enumerable.Range(0, 40).Select(i => i % 3 == 0 ? 0.3f : MathF.BitIncrement(0.3f))];
        Assert.Throws<ArgumentException>(() =>
            ArrayData.Regression(new(1), [.. Enumerable.Range(0, 40).Select(i => (float)i)], values)
        );
    }

    [Theory]
    [InlineData(9007199254740990, 9007199254740991, false)]
    [InlineData(1e18, 1e18 + 128, true)]
    [InlineData(1000000.25, 1000000.5, false)]
    [InlineData(0.3, 0.31, false)]
    [InlineData(0.3, Noisy, true)]
    [InlineData(0, 1e-300, false)]
    [InlineData(-0.3, -Noisy, true)]
    public void Whole_numbers_that_are_exact_and_what_is_measured_are_no_noise(double one, double other, bool noise)
    {
        Moments moments = new();
        moments.Add(one);
        moments.Add(other);
        Assert.Equal(noise, moments.IsNoise);
    }
}
