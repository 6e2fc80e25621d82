using System.Buffers.Binary;

namespace Surefoot.Cli.Tests.Commands;

/// <summary>
/// Data that cannot be used ends with exit code 2 and one message that names the file, the place, the value and the
/// remedy.
/// </summary>
public sealed class DataErrorTests : IDisposable
{
    const string Header = "a,b,kind\n";

    readonly ScratchFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_file_that_does_not_exist() => Refused("data.csv does not exist", "train", "data.csv");

    [Theory]
    [InlineData("", "data.csv")]
    [InlineData(Header, "data.csv")]
    [InlineData(Header + "1,2,x\n1,y\n3,4,y\n", "line 3")]
    [InlineData(Header + "1,2,x\n1,2,y,9\n3,4,y\n", "line 3")]
    [InlineData(Header + "1,2,x\n1,\"2,y\n3,4,y\n", "line 3")]
    public void A_table_without_rows_or_with_a_broken_row(string text, string place)
    {
        folder.Write("data.csv", text);
        string message = Refused("data.csv", "train", "data.csv");
        Assert.Contains(place, message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_target_that_is_not_a_column()
    {
        folder.Write("data.csv", Tables.Classes(40, seed: 1));
        Assert.Contains("kind", Refused("knid", "train", "data.csv", "--target", "knid"), StringComparison.Ordinal);
    }

    [Fact]
    public void Text_in_a_column_that_began_as_numbers()
    {
        folder.Write(
            "data.csv",
            "n,kind\n"
                + string.Concat(
                    Enumerable
                        .Range(0, 60)
                        .Select(i => $"{(i == 47 ? "oops" : i.ToString())},{(i % 2 == 0 ? "x" : "y")}\n")
                )
        );
        string message = Refused("data.csv", "train", "data.csv");
        Assert.Contains("line 49", message, StringComparison.Ordinal);
        Assert.Contains("oops", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_target_with_one_class()
    {
        folder.Write("data.csv", "n,kind\n" + string.Concat(Enumerable.Range(0, 60).Select(i => $"{i},x\n")));
        Assert.Contains("kind", Refused("data.csv", "train", "data.csv"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_test_file_that_lacks_a_column()
    {
        folder.Write("data.csv", Tables.Classes(40, seed: 1));
        folder.Write("test.csv", "width,colour,kind\n1,red,dot\n");
        Assert.Contains(
            "height",
            Refused("test.csv", "train", "data.csv", "--test", "test.csv"),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("cut")]
    [InlineData("magic")]
    [InlineData("counts")]
    public void An_image_file_that_is_cut_short_of_another_kind_or_without_its_labels(string fault)
    {
        Directory.CreateDirectory(folder["images"]);
        File.WriteAllBytes(
            folder["images", "train-images-idx3-ubyte"],
            Idx(fault == "magic" ? 0x00000D03 : 0x803, [20, 8, 8], fault == "cut" ? 700 : 20 * 64)
        );
        File.WriteAllBytes(
            folder["images", "train-labels-idx1-ubyte"],
            Idx(0x801, [fault == "counts" ? 19 : 20], fault == "counts" ? 19 : 20)
        );
        Refused("idx", "train", "images");
    }

    [Fact]
    public void A_convolutional_network_for_a_table()
    {
        folder.Write("data.csv", Tables.Classes(40, seed: 1));
        Refused(
            "--model is 'conv', which needs images, and data.csv is a table",
            "train",
            "data.csv",
            "--model",
            "conv"
        );
        Refused(
            "--model is 'resnet', which needs images, and data.csv is a table",
            "train",
            "data.csv",
            "--model",
            "resnet"
        );
        Refused("--model is 'lstm', which needs sequences, and the data is images", "train", "--model", "lstm");
        Refused("--hidden says nothing to --model 2c2d", "train", "--model", "2c2d", "--hidden", "32");
    }

    [Fact]
    public void A_folder_that_cannot_be_written_to()
    {
        folder.Write("file", "");
        Refused("file/run", "train", "--epochs", "1", "--out", "file/run");
    }

    [LinuxFact]
    public void A_disk_that_takes_no_more() => Refused("/proc/run", "train", "--epochs", "1", "--out", "/proc/run");

    [Fact]
    public void A_model_that_is_not_there_or_none()
    {
        Refused("nowhere", "evaluate", "nowhere", "digits");
        folder.Write("model.safetensors", "not a model");
        Refused("model.safetensors", "predict", "model.safetensors", "digits");
    }

    string Refused(string part, params string[] arguments)
    {
        string message = folder.Surefoot(arguments).Refusal();
        Assert.Contains(part, message, StringComparison.Ordinal);
        return message;
    }

    static byte[] Idx(int magic, int[] sizes, int bytes)
    {
        byte[] file = new byte[4 + 4 * sizes.Length + bytes];
        BinaryPrimitives.WriteInt32BigEndian(file, magic);
        for (int i = 0; i < sizes.Length; i++)
            BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(4 + 4 * i), sizes[i]);
        return file;
    }
}
