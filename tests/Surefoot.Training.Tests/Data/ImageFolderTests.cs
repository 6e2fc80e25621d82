using Surefoot.Training.Data;

namespace Surefoot.Training.Tests.Data;

/// <summary>No class of images is left out without a word.</summary>
public sealed class ImageFolderTests : IDisposable
{
    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    void Put(string name, byte[]? bytes = null)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(folder[name])!);
        folder.Write(name, bytes ?? PngBytes.Grey(3, 2, [1, 2, 3, 4, 5, (byte)name.Length]));
    }

    void PutTwoClasses(string inside = "")
    {
        for (int i = 0; i < 8; i++)
            Put($"{inside}{(i % 2 == 0 ? "cat" : "dog")}/{i}.png");
    }

    string Refusal() => Assert.Throws<DataException>(() => DataLoader.Load(folder.Root, new())).Message;

    [Theory]
    [InlineData("", "eel/2021/0.png", "holds its images in a folder within")]
    [InlineData("train/", "train/eel/a/b/0.png", "holds its images in a folder within")]
    [InlineData("", "eel/0.jpg", "holds 1 image such as 0.jpg and no PNG image; only PNG is read. Convert them")]
    [InlineData("", "eel/0.WEBP", "holds 1 image such as 0.WEBP")]
    public void A_class_that_cannot_be_read_is_refused(string inside, string lost, string said)
    {
        PutTwoClasses(inside);
        Put(lost);
        Assert.Contains(said, Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_without_an_image_and_images_without_a_class_are_noted()
    {
        PutTwoClasses();
        Directory.CreateDirectory(folder["eel"]);
        Put("stray.png");
        var notes = DataLoader.Load(folder.Root, new()).Notes;
        Assert.Contains(
            notes,
            note =>
                note.Contains("eel in ", StringComparison.Ordinal)
                && note.Contains("holds no image and is no class.", StringComparison.Ordinal)
                && note.Contains("1 image beside the folders", StringComparison.Ordinal)
        );
    }

    [Theory]
    [InlineData("cat/0.jpg", "such as 0.jpg; of images in files only PNG is read.")]
    [InlineData("0.jpeg", "such as 0.jpeg; of images in files only PNG is read.")]
    [InlineData("set/training/cat/0.png", "deeper than they are looked for")]
    public void A_folder_of_images_that_are_not_found_is_named_as_that(string name, string said)
    {
        Put(name);
        Assert.Contains(said, Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_image_packed_for_an_iphone_is_named_as_that()
    {
        PutTwoClasses();
        Put("cat/0.png", [0x89, .. "PNG\r\n"u8, 0x1A, (byte)'\n', 0, 0, 0, 4, .. "CgBI"u8, .. new byte[40]]);
        Assert.Contains(
            "0.png is an image as Xcode packs it for an iPhone (CgBI)",
            Refusal(),
            StringComparison.Ordinal
        );
    }
}
