using System.Text.Json.Nodes;
using Surefoot.Training.Data;
using Surefoot.Training.Tensors;

namespace Surefoot.Training.Tests.Data;

public sealed class NumpyTests : IDisposable
{
    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    static long[] Classes(int count, int classes) => [.. Enumerable.Range(0, count).Select(i => (long)(i % classes))];

    static float[] Numbers(int count) => [.. Enumerable.Range(0, count).Select(i => ((i * 37 % 101) - 50) * 0.25f)];

    TrainingData Load(params (string, byte[])[] arrays) =>
        DataLoader.Load(folder.Write("data.npz", NpyBytes.Archive(arrays)), new());

    [Fact]
    public void An_archive_of_x_and_y_is_a_table_whose_features_are_standardised()
    {
        var data = Load(("x", NpyBytes.Floats([40, 3], Numbers(120))), ("y", NpyBytes.Longs([40], Classes(40, 4))));
        Assert.Equal((34, 6, null), (data.Training.Count, data.Validation.Count, data.Test));
        Assert.Equal(["0", "1", "2", "3"], data.Preprocessing.Classes);
        float[] inputs = data.Training.AllInputs();
        for (int feature = 0; feature < 3; feature++)
        {
            float[] column = [.. inputs.Where((_, i) => i % 3 == feature)];
            Assert.Equal(0, column.Average(), 1e-5);
            Assert.Equal(1, column.Average(value => (double)value * value), 1e-5);
        }
    }

    [Fact]
    public void Keras_names_bring_their_test_rows()
    {
        var data = Load(
            ("x_train", NpyBytes.Bytes([20, 2, 3], [.. Enumerable.Range(0, 120).Select(i => (byte)(i * 2))])),
            ("y_train", NpyBytes.Longs([20, 1], Classes(20, 2))),
            ("x_test", NpyBytes.Bytes([2, 2, 3], [0, 51, 102, 153, 204, 255, 255, 204, 153, 102, 51, 0])),
            ("y_test", NpyBytes.Longs([2], 1, 0))
        );
        Assert.Equal(new Shape(1, 2, 3), data.Preprocessing.InputShape);
        Assert.Equal(
            [0, 0.2f, 0.4f, 0.6f, 0.8f, 1, 1, 0.8f, 0.6f, 0.4f, 0.2f, 0],
            data.Test!.AllInputs().Select(value => MathF.Round(value, 6))
        );
        Assert.Equal([1, 0], data.Test!.Targets());
        Assert.Equal(2, data.Preprocessing.Open(folder["data.npz"], requireTargets: true).Count);
    }

    [Fact]
    public void Files_side_by_side_are_found_by_x_and_y()
    {
        folder.Write("x_train.npy", NpyBytes.Floats([12, 2], Numbers(24)));
        folder.Write("y_train.npy", NpyBytes.Longs([12], Classes(12, 2)));
        folder.Write("x_test.npy", NpyBytes.Floats([3, 2], Numbers(6)));
        folder.Write("y_test.npy", NpyBytes.Longs([3], 0, 1, 1));
        var data = DataLoader.Load(folder["x_train.npy"], new());
        Assert.Equal((10, 2, 3), (data.Training.Count, data.Validation.Count, data.Test!.Count));
        File.Delete(folder["y_test.npy"]);
        Assert.False(data.Preprocessing.Open(folder["x_test.npy"], requireTargets: false).HasTargets);
        Assert.Contains(
            $"its targets are missing: {folder["y_test.npy"]}",
            Assert
                .Throws<DataException>(() => data.Preprocessing.Open(folder["x_test.npy"], requireTargets: true))
                .Message
        );
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Channels_last_and_first_give_the_same_images(bool fortran)
    {
        const int Count = 8,
            Channels = 3,
            Height = 5,
            Width = 6;
        static byte Pixel(int n, int c, int h, int w) => (byte)((n * 91) + (c * 37) + (h * 7) + w);
        int[] last = [Count, Height, Width, Channels],
            first = [Count, Channels, Height, Width];
        byte[] lastBytes = Stored(last, fortran, i => Pixel(i[0], i[3], i[1], i[2])),
            firstBytes = Stored(first, fortran, i => Pixel(i[0], i[1], i[2], i[3]));
        byte[] y = NpyBytes.Longs([Count], Classes(Count, 2));
        var a = Load(("x", NpyBytes.File(NpyBytes.Header("|u1", fortran, last), lastBytes)), ("y", y)).Training;
        var b = Load(("x", NpyBytes.File(NpyBytes.Header("|u1", fortran, first), firstBytes)), ("y", y)).Training;
        Assert.Equal(new Shape(Channels, Height, Width), a.InputShape);
        Assert.Equal(a.AllInputs(), b.AllInputs());
        Assert.Equal(Pixel(0, 2, 4, 5) * (1f / 255), a.Inputs(0)[^1]);
    }

    static byte[] Stored(int[] sizes, bool fortran, Func<int[], byte> value)
    {
        var bytes = new byte[sizes.Aggregate(1, (product, size) => product * size)];
        for (int at = 0; at < bytes.Length; at++)
        {
            var index = new int[sizes.Length];
            int left = at;
            foreach (
                int axis in fortran ? Enumerable.Range(0, sizes.Length) : Enumerable.Range(0, sizes.Length).Reverse()
            )
            {
                index[axis] = left % sizes[axis];
                left /= sizes[axis];
            }
            bytes[at] = value(index);
        }
        return bytes;
    }

    public static TheoryData<string, byte[]> Types =>
        new()
        {
            { "|b1", [1, 0, 2, 0] },
            { "|u1", [5, 250, 0, 9] },
            { "|i1", [5, 250, 0, 9] },
            { "<u2", [1, 2, 3, 4, 255, 255, 0, 0] },
            { ">i2", [1, 2, 3, 4, 255, 255, 0, 0] },
            { "<i4", [1, 0, 0, 0, 2, 0, 0, 128, 0, 0, 0, 1, 4, 0, 0, 0] },
            { ">u4", [1, 0, 0, 0, 2, 0, 0, 128, 0, 0, 0, 1, 4, 0, 0, 0] },
            { ">i8", [.. BitConverter.GetBytes(17L).Reverse(), .. new byte[23], 9] },
            { "<u8", [.. BitConverter.GetBytes(ulong.MaxValue), .. new byte[16], .. BitConverter.GetBytes(9L)] },
            { "<f2", [0, 60, 0, 188, 0, 0, 255, 123] },
            {
                ">f4",
                [.. new float[] { 1.5f, -2, 0, 3e30f }.SelectMany(value => BitConverter.GetBytes(value).Reverse())]
            },
            { "<f8", [.. new double[] { 1.5, -2e200, 0, 3e-300 }.SelectMany(BitConverter.GetBytes)] },
            { ">f8", [.. new double[] { 1.5, -2, 0, 3 }.SelectMany(value => BitConverter.GetBytes(value).Reverse())] },
        };

    [Theory]
    [MemberData(nameof(Types))]
    public void Every_type_is_read_as_the_numbers_it_holds(string type, byte[] body)
    {
        double[] expected = type switch
        {
            "|b1" => [1, 0, 1, 0],
            "|u1" => [5, 250, 0, 9],
            "|i1" => [5, -6, 0, 9],
            "<u2" => [513, 1027, 65535, 0],
            ">i2" => [258, 772, -1, 0],
            "<i4" => [1, -2147483646, 16777216, 4],
            ">u4" => [16777216, 33554560, 1, 67108864],
            ">i8" => [17, 0, 0, 9],
            "<u8" => [18446744073709551615, 0, 0, 9],
            "<f2" => [1, -1, 0, 65504],
            ">f4" => [1.5, -2, 0, 3e30f],
            "<f8" => [1.5, -2e200, 0, 3e-300],
            _ => [1.5, -2, 0, 3],
        };
        foreach (byte version in (byte[])[1, 2, 3])
        {
            string path = folder.Write("a.npy", NpyBytes.File(NpyBytes.Header(type, false, 4), body, version));
            Assert.Equal(
                expected,
                Surefoot.Training.Data.Numpy.TargetArray.Read(Surefoot.Training.Data.Numpy.NpyArray.Open(path)).Numbers
            );
        }
    }

    [Fact]
    public void What_was_fitted_is_stored_and_restored_to_the_bit()
    {
        var data = Load(("X", NpyBytes.Floats([40, 2, 2, 3], Numbers(480))), ("Y", NpyBytes.Floats([40], Numbers(40))));
        Assert.Equal(
            (TaskKind.Regression, new Shape(3, 2, 2)),
            (data.Preprocessing.Task, data.Preprocessing.InputShape)
        );
        string json = data.Preprocessing.ToJson().ToJsonString();
        var restored = Preprocessing.FromJson(JsonNode.Parse(json)!);
        Assert.Equal(json, restored.ToJson().ToJsonString());
        Assert.Equal(
            (data.Preprocessing.TargetMean, data.Preprocessing.TargetScale),
            (restored.TargetMean, restored.TargetScale)
        );
        IDataset a = data.Preprocessing.Open(folder["data.npz"], requireTargets: true),
            b = restored.Open(folder["data.npz"], requireTargets: true);
        Assert.Equal(a.AllInputs(), b.AllInputs());
        Assert.Equal(a.Targets(), b.Targets());
    }

    [Fact]
    public void A_single_1_in_each_row_marks_the_class()
    {
        var data = Load(
            ("x", NpyBytes.Floats([6, 1], 1, 2, 3, 4, 5, 6)),
            ("y", NpyBytes.Floats([6, 2], 1, 0, 0, 1, 1, 0, 0, 1, 0, 1, 1, 0))
        );
        Assert.Equal([0, 1, 0, 1, 1, 0], data.Preprocessing.Open(folder["data.npz"], requireTargets: true).Targets());
    }

    [Fact]
    public void Integers_from_0_on_are_classes_however_many()
    {
        var data = Load(("x", NpyBytes.Floats([500, 1], Numbers(500))), ("y", NpyBytes.Longs([500], Classes(500, 50))));
        Assert.Equal((TaskKind.Classification, 50), (data.Preprocessing.Task, data.Preprocessing.Outputs));
    }
}
