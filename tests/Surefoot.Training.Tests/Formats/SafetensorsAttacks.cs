using System.Runtime.InteropServices;
using Surefoot.Training.Formats;

namespace Surefoot.Training.Tests.Formats;

/// <summary>
/// Files made to mislead the reader. Each must end in the one typed error, and before much memory was taken.
/// </summary>
public sealed partial class SafetensorsAttacks : IDisposable
{
    readonly ScratchFolder scratch = new();

    public void Dispose() => scratch.Dispose();

    public static TheoryData<string> Names => new(SafetensorsAttackList.All.Keys);

    [Theory]
    [MemberData(nameof(Names))]
    public void A_misleading_file_is_refused_with_a_message_that_names_it(string what)
    {
        (byte[] bytes, string message) = SafetensorsAttackList.All[what];
        string path = scratch.Write("attack.safetensors", bytes);
        long before = GC.GetAllocatedBytesForCurrentThread();

        var error = Assert.Throws<ModelFileException>(() => SafetensorsReader.Open(path).Dispose());

        Assert.True(
            GC.GetAllocatedBytesForCurrentThread() - before < 16 << 20,
            $"{what}: {GC.GetAllocatedBytesForCurrentThread() - before} bytes"
        );
        Assert.Contains(path, error.Message);
        Assert.Contains(message, error.Message);
        Assert.True(error.Message.Length < path.Length + 700, error.Message);
    }

    [Fact]
    public void A_sparse_file_with_a_header_of_100_MB_costs_no_memory()
    {
        string path = scratch["large.safetensors"];
        using (FileStream file = System.IO.File.Create(path))
        {
            file.Write(BitConverter.GetBytes(100_000_000UL));
            file.SetLength(100_000_008);
        }
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains(
            "100000000 bytes",
            Assert.Throws<ModelFileException>(() => SafetensorsReader.Open(path)).Message
        );
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 1 << 20);
    }

    [Fact]
    public void A_missing_file_a_folder_and_an_empty_file_are_named()
    {
        Assert.Contains(
            "does not exist",
            Assert.Throws<ModelFileException>(() => SafetensorsReader.Open(scratch["none"])).Message
        );
        Assert.Contains(
            "is a folder",
            Assert.Throws<ModelFileException>(() => SafetensorsReader.Open(scratch.Path)).Message
        );
        Assert.Contains(
            "is empty",
            Assert.Throws<ModelFileException>(() => SafetensorsReader.Open(scratch.Write("empty", []))).Message
        );
        Assert.Throws<ModelFileException>(() => SafetensorsReader.Open("a\0b"));
    }

    [Fact]
    public void A_pipe_a_device_and_links_to_them_are_refused_without_being_opened()
    {
        if (!OperatingSystem.IsLinux() && !OperatingSystem.IsMacOS())
            return;
        string pipe = scratch["pipe"],
            link = scratch["link"];
        Assert.Equal(0, MakePipe(pipe, 0x180));
        System.IO.File.CreateSymbolicLink(link, pipe);
        foreach (string path in (string[])[pipe, link, "/dev/zero"])
            Assert.Contains(
                "pipe or device",
                Assert.Throws<ModelFileException>(() => SafetensorsReader.Open(path)).Message
            );
    }

    [LibraryImport("libc", EntryPoint = "mkfifo", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int MakePipe(string path, uint mode);
}
