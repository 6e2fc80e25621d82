using System.Text.Json.Nodes;
using Surefoot.Training.Data;
using Surefoot.Training.Tensors;

namespace Surefoot.Training.Tests.Data;

public sealed class IdxTests : IDisposable
{
    const int Count = 100,
        Height = 5,
        Width = 7;

    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    void WriteTraining(bool packed = false, string between = "-")
    {
        Write($"train-images{between}idx3-ubyte", IdxBytes.Images(Count, Height, Width), packed);
        Write($"train-labels{between}idx1-ubyte", IdxBytes.Labels(Count, 4), packed);
    }

    void WriteTest(bool packed = false)
    {
        Write("t10k-images-idx3-ubyte", IdxBytes.Images(12, Height, Width), packed);
        Write("t10k-labels-idx1-ubyte", IdxBytes.Labels(12, 4), packed);
    }

    void Write(string name, byte[] bytes, bool packed) =>
        folder.Write(packed ? name + ".gz" : name, packed ? IdxBytes.Packed(bytes) : bytes);

    string Refusal(string? path = null, DataOptions? options = null) =>
        Assert.Throws<DataException>(() => DataLoader.Load(path ?? folder.Root, options ?? new())).Message;

    [Theory]
    [InlineData(false, "-")]
    [InlineData(true, "-")]
    [InlineData(false, ".")]
    public void A_folder_with_the_usual_names_is_read(bool packed, string between)
    {
        WriteTraining(packed, between);
        WriteTest(packed);
        var data = DataLoader.Load(folder.Root, new());
        Assert.Equal(new Shape(1, Height, Width), data.Preprocessing.InputShape);
        Assert.Equal((85, 15, 12), (data.Training.Count, data.Validation.Count, data.Test!.Count));
        Assert.Equal(["0", "1", "2", "3"], data.Preprocessing.Classes);
        Assert.Equal(
            IdxBytes.Images(12, Height, Width)[16..].Select(pixel => pixel * (1f / 255)),
            data.Test!.AllInputs()
        );
        Assert.Equal([0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3], data.Test!.Targets());
    }

    [Fact]
    public void Every_class_has_its_share_of_the_validation_rows()
    {
        WriteTraining();
        var data = DataLoader.Load(folder.Root, new() { ValidationShare = 0.2 });
        Assert.Null(data.Test);
        Assert.All(data.Validation.Targets().CountBy(label => label), pair => Assert.Equal(5, pair.Value));
    }

    [Fact]
    public void The_test_can_be_another_folder_or_one_file()
    {
        WriteTraining();
        WriteTest();
        Directory.CreateDirectory(folder["other"]);
        File.Copy(folder["t10k-images-idx3-ubyte"], folder["other/few-images-idx3-ubyte"]);
        File.WriteAllBytes(folder["other/few-labels-idx1-ubyte.gz"], IdxBytes.Packed(IdxBytes.Labels(12, 4)));
        Assert.Equal(
            12,
            DataLoader.Load(folder.Root, new() { TestPath = folder["other/few-images-idx3-ubyte"] }).Test!.Count
        );
        File.Move(folder["other/few-images-idx3-ubyte"], folder["other/train-images-idx3-ubyte"]);
        File.Move(folder["other/few-labels-idx1-ubyte.gz"], folder["other/train-labels-idx1-ubyte.gz"]);
        Assert.Equal(12, DataLoader.Load(folder.Root, new() { TestPath = folder["other"] }).Test!.Count);
    }

    [Fact]
    public void Images_are_opened_for_prediction_without_labels_by_what_was_stored()
    {
        WriteTraining();
        var restored = Preprocessing.FromJson(
            JsonNode.Parse(DataLoader.Load(folder.Root, new()).Preprocessing.ToJson().ToJsonString())!
        );
        string path = folder.Write("mine.bin", IdxBytes.Packed(IdxBytes.Images(3, Height, Width)));
        var rows = restored.Open(path, requireTargets: false);
        Assert.False(rows.HasTargets);
        Assert.Equal(IdxBytes.Images(3, Height, Width)[16..].Select(pixel => pixel * (1f / 255)), rows.AllInputs());
        Assert.Contains(
            "has no labels beside it",
            Assert.Throws<DataException>(() => restored.Open(path, requireTargets: true)).Message
        );
    }

    [Fact]
    public void Images_of_several_channels_keep_them()
    {
        folder.Write("train-images-idx3-ubyte", IdxBytes.File(0x0804, [8, 3, 2, 2], new byte[96]));
        folder.Write("train-labels-idx1-ubyte", IdxBytes.Labels(8, 2));
        Assert.Equal(new Shape(3, 2, 2), DataLoader.Load(folder.Root, new()).Training.InputShape);
    }

    [Fact]
    public void Labels_that_skip_numbers_are_classes_all_the_same()
    {
        folder.Write("train-images-idx3-ubyte", IdxBytes.Images(9, 2, 2));
        folder.Write("train-labels-idx1-ubyte", IdxBytes.File(0x0801, [9], [7, 3, 250, 7, 3, 250, 7, 3, 250]));
        var data = DataLoader.Load(folder.Root, new());
        Assert.Equal(["3", "7", "250"], data.Preprocessing.Classes);
        Assert.Equal([1, 0, 2, 1, 0, 2, 1, 0, 2], data.Preprocessing.Open(folder.Root, requireTargets: true).Targets());
    }

    [Fact]
    public void A_folder_without_the_usual_names_says_what_it_holds()
    {
        folder.Write("notes.txt", "x");
        Assert.Equal(
            $"{folder.Root} is a folder without train-images-idx3-ubyte[.gz]. Name a CSV file, or a folder "
                + "with the four IDX files under their usual names. The folder holds notes.txt.",
            Refusal()
        );
    }

    [Fact]
    public void Labels_that_are_missing_are_named()
    {
        folder.Write("train-images-idx3-ubyte", IdxBytes.Images(Count, Height, Width));
        Assert.Contains($"{folder["train-labels-idx1-ubyte"]} is missing", Refusal());
    }

    [Theory]
    [InlineData(10)]
    [InlineData(17)]
    [InlineData(3515)]
    public void A_file_cut_short_says_what_it_declares_and_holds(int length)
    {
        WriteTraining();
        string path = folder.Write("train-images-idx3-ubyte", IdxBytes.Images(Count, Height, Width)[..length]);
        Assert.StartsWith(path, Refusal());
        Assert.Contains(
            length < 16
                ? "ends within its header of 16 bytes"
                : $"declares 100 images of 5×7, 3,500 bytes, but holds {length - 16:N0} byte",
            Refusal()
        );
    }

    [Fact]
    public void A_packed_file_cut_short_is_refused()
    {
        WriteTraining(packed: true);
        byte[] whole = File.ReadAllBytes(folder["train-images-idx3-ubyte.gz"]);
        for (int length = 1; length < whole.Length - 8; length += 17)
        {
            folder.Write("train-images-idx3-ubyte.gz", whole[..length]);
            Assert.StartsWith(folder["train-images-idx3-ubyte.gz"], Refusal());
        }
    }

    [Fact]
    public void A_packed_file_of_fewer_bytes_than_declared_is_refused()
    {
        WriteTraining();
        File.Delete(folder["train-images-idx3-ubyte"]);
        folder.Write("train-images-idx3-ubyte.gz", IdxBytes.Packed(IdxBytes.Images(Count, Height, Width)[..1000]));
        Assert.Contains("declares 100 images of 5×7, 3,500 bytes, but ends after 984. It is cut short", Refusal());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_file_that_holds_more_than_it_declares_is_refused(bool packed)
    {
        WriteTraining(packed);
        Write("train-images-idx3-ubyte", [.. IdxBytes.Images(Count, Height, Width), 0], packed);
        Assert.Contains(packed ? "but holds more" : "but holds 3,501 bytes", Refusal());
    }

    [Theory]
    [InlineData(
        0x0801u,
        "begins with 0x00000801; an IDX file of images begins with 0x00000803. Are images and labels exchanged?"
    )]
    [InlineData(0x0D03u, "holds numbers of type 0x0D; only unsigned bytes, 0x08, are read")]
    [InlineData(
        0x89504E47u,
        "begins with 0x89504E47; an IDX file of images begins with 0x00000803. Is it another file?"
    )]
    public void Wrong_magic_says_what_was_found_and_expected(uint magic, string expected)
    {
        WriteTraining();
        folder.Write("train-images-idx3-ubyte", IdxBytes.File(magic, [1, 2, 3], new byte[6]));
        Assert.Contains(expected, Refusal());
    }

    [Fact]
    public void Counts_that_differ_name_both_files()
    {
        WriteTraining();
        folder.Write("train-labels-idx1-ubyte", IdxBytes.Labels(99, 4));
        Assert.Equal(
            $"{folder["train-images-idx3-ubyte"]} holds 100 images, but {folder["train-labels-idx1-ubyte"]} "
                + "holds 99 labels. They do not belong together; fetch both again.",
            Refusal()
        );
    }

    [Theory]
    [InlineData(false, int.MaxValue, int.MaxValue)]
    [InlineData(true, int.MaxValue, int.MaxValue)]
    [InlineData(false, 65536, 65536)]
    [InlineData(true, 46340, 46340)]
    [InlineData(true, 20000, 1000)]
    public void Declared_sizes_are_checked_before_anything_is_allocated(bool packed, int height, int width)
    {
        WriteTraining(packed);
        Write("train-images-idx3-ubyte", IdxBytes.File(0x0803, [int.MaxValue, height, width], new byte[8]), packed);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains("declares", Refusal());
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4_000_000);
    }

    [Theory]
    [InlineData(65536, 65536)]
    [InlineData(int.MaxValue, int.MaxValue)]
    public void An_image_larger_than_an_array_is_refused_by_name_where_it_is_streamed(int height, int width)
    {
        WriteTraining();
        string path = folder.Write("train-images-idx3-ubyte", IdxBytes.File(0x0803, [1, height, width], []));
        Assert.StartsWith(
            $"{path} declares 1 images of {height}×{width}; one of them would be more than the 2,147,483,591 bytes",
            Refusal(options: new() { Stream = true })
        );
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void A_size_of_nothing_is_refused(int size)
    {
        WriteTraining();
        folder.Write("train-images-idx3-ubyte", IdxBytes.File(0x0803, [size, 5, 7], []));
        Assert.Contains("as its size number 1", Refusal());
    }

    [Fact]
    public void An_empty_file_is_named()
    {
        WriteTraining();
        folder.Write("train-labels-idx1-ubyte", []);
        Assert.StartsWith($"{folder["train-labels-idx1-ubyte"]} is empty", Refusal());
    }

    [Fact]
    public void One_class_only_is_refused()
    {
        WriteTraining();
        folder.Write("train-labels-idx1-ubyte", IdxBytes.Labels(Count, 1));
        Assert.Contains("holds the one label 0 only", Refusal());
    }

    [Fact]
    public void Regression_of_images_is_refused()
    {
        WriteTraining();
        Assert.Contains("the task is classification", Refusal(options: new() { Task = TaskKind.Regression }));
    }

    [Fact]
    public void Test_images_of_another_size_name_both_sizes()
    {
        WriteTraining();
        folder.Write("big-images-idx3-ubyte", IdxBytes.Images(4, 9, 9));
        folder.Write("big-labels-idx1-ubyte", IdxBytes.Labels(4, 4));
        Assert.Contains(
            "holds images of 9×9 pixels; the model reads 5×7 pixels",
            Refusal(options: new() { TestPath = folder["big-images-idx3-ubyte"] })
        );
    }

    [Fact]
    public void A_test_label_that_training_did_not_see_is_named()
    {
        WriteTraining();
        WriteTest();
        folder.Write("t10k-labels-idx1-ubyte", IdxBytes.Labels(12, 6));
        Assert.Contains(
            "t10k-labels-idx1-ubyte, label 5: 4 is not a class that was trained; those are 0, 1, 2 and 3.",
            Refusal()
        );
    }

    [Fact]
    public void Random_damage_is_refused_or_read_and_never_anything_else()
    {
        WriteTraining(packed: true);
        byte[] whole = File.ReadAllBytes(folder["train-images-idx3-ubyte.gz"]);
        for (int at = 0; at < Math.Min(whole.Length, 200); at++)
        {
            byte[] damaged = [.. whole];
            damaged[at] ^= 0x5A;
            folder.Write("train-images-idx3-ubyte.gz", damaged);
            try
            {
                Assert.Equal(
                    Count,
                    DataLoader.Load(folder.Root, new()) is var data ? data.Training.Count + data.Validation.Count : 0
                );
            }
            catch (DataException e)
            {
                Assert.StartsWith(folder["train-images-idx3-ubyte.gz"], e.Message);
            }
        }
    }
}
