using Surefoot.Training.Formats;

namespace Surefoot.Training.Tests.Formats;

public sealed class AtomicFileTests : IDisposable
{
    readonly ScratchFolder scratch = new();

    public void Dispose() => scratch.Dispose();

    [Fact]
    public void A_file_is_written_and_replaced()
    {
        AtomicFile.Write(scratch["a"], stream => stream.Write("first"u8));
        AtomicFile.Write(scratch["a"], stream => stream.Write("second"u8));
        Assert.Equal("second", File.ReadAllText(scratch["a"]));
        Assert.Equal([scratch["a"]], Directory.GetFileSystemEntries(scratch.Path));
    }

    [Fact]
    public void A_write_that_fails_leaves_the_old_content_and_nothing_else()
    {
        AtomicFile.Write(scratch["a"], stream => stream.Write("old"u8));
        Assert.Throws<InvalidOperationException>(() =>
            AtomicFile.Write(
                scratch["a"],
                stream =>
                {
                    stream.Write(new byte[100_000]);
                    throw new InvalidOperationException();
                }
            )
        );
        Assert.Equal("old", File.ReadAllText(scratch["a"]));
        Assert.Equal([scratch["a"]], Directory.GetFileSystemEntries(scratch.Path));
    }

    [Fact]
    public void A_full_disk_is_named_with_its_remedy()
    {
        var error = Assert.Throws<ModelFileException>(() =>
            AtomicFile.Write(scratch["a"], _ => throw new IOException("No space left on device", 28))
        );
        Assert.Contains("no room left", error.Message);
        Assert.Contains("free some space", error.Message);
    }

    [Fact]
    public void A_folder_that_does_not_exist_and_one_that_is_a_file_are_named()
    {
        Assert.Contains(
            "cannot be written",
            Assert
                .Throws<ModelFileException>(() => AtomicFile.Write(scratch[Path.Combine("none", "a")], _ => { }))
                .Message
        );
        File.WriteAllText(scratch["file"], "");
        Assert.Contains(
            "cannot be written",
            Assert
                .Throws<ModelFileException>(() => AtomicFile.Write(scratch[Path.Combine("file", "a")], _ => { }))
                .Message
        );
    }

    [Fact]
    public void A_folder_in_the_files_place_is_not_replaced()
    {
        Directory.CreateDirectory(scratch["a"]);
        Assert.Throws<ModelFileException>(() => AtomicFile.Write(scratch["a"], stream => stream.Write("x"u8)));
        Assert.Equal([scratch["a"]], Directory.GetFileSystemEntries(scratch.Path));
    }
}
