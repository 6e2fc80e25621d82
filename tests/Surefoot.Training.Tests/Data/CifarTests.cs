using System.Text.Json.Nodes;
using Surefoot.Training.Data;
using Surefoot.Training.Tensors;

namespace Surefoot.Training.Tests.Data;

public sealed class CifarTests : IDisposable
{
    const int Record = 3073;

    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    static byte[] Batch(int count, int firstLabel) =>
        [
            .. Enumerable
                .Range(0, count * Record)
                .Select(i => i % Record == 0 ? (byte)((firstLabel + (i / Record)) % 10) : (byte)(i / Record * 20)),
        ];

    void WriteAll()
    {
        folder.Write("data_batch_1.bin", Batch(12, 0));
        folder.Write("data_batch_2.bin", Batch(8, 2));
        folder.Write("test_batch.bin", Batch(3, 5));
    }

    string Refusal() => Assert.Throws<DataException>(() => DataLoader.Load(folder.Root, new())).Message;

    [Fact]
    public void Batches_are_read_in_order_and_the_test_batch_is_the_test()
    {
        WriteAll();
        var data = DataLoader.Load(folder.Root, new());
        Assert.Equal((20, 3), (data.Training.Count + data.Validation.Count, data.Test!.Count));
        Assert.Equal(new Shape(3, 32, 32), data.Preprocessing.InputShape);
        Assert.Equal("airplane", data.Preprocessing.Classes[0]);
        Assert.Equal([5, 6, 7], data.Test!.Targets());
        Assert.Equal(Enumerable.Repeat(40 * (1f / 255), 3072), data.Test!.Inputs(2));
        var restored = Preprocessing.FromJson(JsonNode.Parse(data.Preprocessing.ToJson().ToJsonString())!);
        Assert.Equal("truck", restored.Classes[9]);
        Assert.Equal(8, restored.Open(folder["data_batch_2.bin"], requireTargets: true).Count);
        Assert.False(restored.Open(folder.Root, requireTargets: false).HasTargets);
    }

    [Fact]
    public void Names_beside_the_batches_are_the_classes()
    {
        WriteAll();
        folder.Write("batches.meta.txt", "a\nb\nc\nd\ne\nf\ng\nh\ni\nj\n\n");
        Assert.Equal(
            ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j"],
            DataLoader.Load(folder.Root, new()).Preprocessing.Classes
        );
    }

    [Fact]
    public void The_usual_folder_within_is_found()
    {
        Directory.CreateDirectory(folder["cifar-10-batches-bin"]);
        folder.Write("cifar-10-batches-bin/data_batch_1.bin", Batch(20, 0));
        Assert.Null(DataLoader.Load(folder.Root, new()).Test);
    }

    [Fact]
    public void A_batch_cut_short_is_named()
    {
        WriteAll();
        string path = folder.Write("data_batch_2.bin", Batch(8, 2)[..^1]);
        Assert.Equal(
            $"{path} holds 24,583 bytes, which is not a whole number of records of 3,073. It is cut short or "
                + "not of CIFAR-10; fetch it again.",
            Refusal()
        );
        folder.Write("data_batch_2.bin", []);
        Assert.StartsWith($"{path} is empty", Refusal());
    }

    [Fact]
    public void A_label_beyond_nine_is_named_with_its_offset()
    {
        WriteAll();
        byte[] batch = Batch(8, 2);
        batch[2 * Record] = 10;
        string path = folder.Write("data_batch_2.bin", batch);
        Assert.StartsWith($"{path}, byte 6,146: the label of image 2 is 10; labels of CIFAR-10 are 0 to 9.", Refusal());
    }

    [Fact]
    public void The_test_batch_alone_is_not_enough_to_learn()
    {
        folder.Write("test_batch.bin", Batch(3, 5));
        Assert.Contains("no training batches", Refusal());
    }
}
