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

    Preprocessing Model()
    {
        PutTwoClasses("model/");
        return DataLoader.Load(folder["model"], new()).Preprocessing;
    }

    [Theory]
    [InlineData("new/cat/0.png", "new/stray.png")]
    [InlineData("new/test/cat/0.png", "new/stray.png")]
    [InlineData("new/test/cat/0.png", "new/test/stray.PNG")]
    [InlineData("new/train/cat/0.png", "new/train/stray.png")]
    public void To_predict_images_beside_folders_of_images_are_refused(string inside, string beside)
    {
        var model = Model();
        Put(inside);
        Put(beside);
        string message = Assert.Throws<DataException>(() => model.Open(folder["new"], requireTargets: false)).Message;
        Assert.Equal(
            $"{Path.GetDirectoryName(folder[beside])} holds 1 image itself and folders of images. Name the "
                + "folder whose images are to be predicted, or move those beside the folders into one of their own.",
            message
        );
    }

    [Fact]
    public void To_evaluate_and_to_test_they_are_left_out_with_a_note()
    {
        var model = Model();
        for (int i = 0; i < 4; i++)
            Put($"new/{(i % 2 == 0 ? "cat" : "dog")}/{i}.png");
        Put("new/stray.png");
        Put("new/cat/readme.txt");
        string[] said =
        [
            $"1 file in these folders is no PNG image and left out.",
            $"1 image beside the folders in {folder["new"]} has no class and is left out.",
        ];
        List<string> notes = [];
        Assert.Equal(4, model.Open(folder["new"], requireTargets: true, notes).Count);
        Assert.Equal(said, notes);
        Assert.Equal(said, DataLoader.Load(folder["model"], new() { TestPath = folder["new"] }).Notes.TakeLast(2));
    }

    [Fact]
    public void What_else_a_folder_holds_that_is_predicted_is_said_or_refused()
    {
        var model = Model();
        Put("flat/0.png");
        Put("flat/1.jpg");
        Put("flat/list.txt");
        Directory.CreateDirectory(folder["flat/empty"]);
        List<string> notes = [];
        Assert.Equal(1, model.Open(folder["flat"], requireTargets: false, notes).Count);
        Assert.Equal([$"2 files in {folder["flat"]} are no PNG images and left out."], notes);
        Put("flat/deep/er/2.png");
        Assert.Contains(
            "holds its images in a folder within",
            Assert.Throws<DataException>(() => model.Open(folder["flat"], requireTargets: false)).Message,
            StringComparison.Ordinal
        );

        Put("parts/test/cat/0.png");
        Put("parts/train/cat/1.png");
        notes.Clear();
        Assert.Equal(1, model.Open(folder["parts"], requireTargets: false, notes).Count);
        Assert.Equal([$"The images are those of {folder["parts/test"]}."], notes);
    }

    [Fact]
    public void Images_beside_the_folder_that_is_learned_from_are_noted()
    {
        PutTwoClasses("train/");
        Put("stray.png");
        Assert.Contains(
            $"1 image in {folder.Root} beside {folder["train"]} has no class and is left out.",
            DataLoader.Load(folder.Root, new()).Notes
        );
    }
}
