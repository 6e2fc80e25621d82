using System.Runtime.InteropServices;
using Surefoot.Training.Data;
using Surefoot.Training.Data.Images;
using Surefoot.Training.Data.Numpy;
using Surefoot.Training.Data.Sparse;
using Surefoot.Training.Data.Tables;
using Surefoot.Training.Data.Text;
using Surefoot.Training.Exchange;
using Surefoot.Training.Formats;
using Surefoot.Training.Models;
using Surefoot.Training.Runs;

namespace Surefoot.Training.Tests.Data;

/// <summary>
/// A pipe, a device, a folder or nothing where a file is expected: every reader refuses it, and none waits.
/// </summary>
public sealed partial class StrangeFileTests : IDisposable
{
    static readonly (string Name, string Ending, Action<string> Read)[] Readers =
    [
        ("loader", "", path => DataLoader.Load(path, new())),
        ("table", ".csv", path => DataLoader.Load(path, new())),
        ("png", ".png", path => DataLoader.Load(path, new())),
        ("npy", ".npy", path => DataLoader.Load(path, new())),
        ("npz", ".npz", path => DataLoader.Load(path, new())),
        ("svm", ".svm", path => DataLoader.Load(path, new())),
        ("images", "-images-idx3-ubyte", path => IdxFile.Images(path, stream: false)),
        ("cifar", "_batch.bin", path => CifarFiles.Read([path], path)),
        ("archive", "", path => new NpzArchive(path).Dispose()),
        ("array", "", path => NpyArray.Open(path)),
        ("rows", "", path => SvmFile.Read(path, requireLabels: true, SvmFile.MostFeatures)),
        ("lines", "", path => TextLines.Read(path, requireLabels: true)),
        ("layout", "", path => TableLayout.Detect(path)),
        ("model", "", path => SavedModel.Load(path)),
        (
            "pytorch",
            "",
            path => TorchWeights.Load(Network<float>.Build(new ModelDescription("mlp", new(2), 2), 1), path)
        ),
    ];

    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    public static TheoryData<string> Names => [.. Readers.Select(reader => reader.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void What_is_no_ordinary_file_is_refused_at_once(string name)
    {
        (_, string ending, Action<string> read) = Readers.Single(reader => reader.Name == name);
        string empty = folder.Write("empty" + ending, Array.Empty<byte>()),
            directory = folder["folder" + ending],
            missing = folder["missing" + ending],
            dangling = folder["dangling" + ending];
        Directory.CreateDirectory(directory);
        List<string> paths = [empty, directory, missing];
        if (!OperatingSystem.IsWindows())
        {
            string pipe = folder["pipe" + ending],
                linked = folder["linked" + ending],
                device = folder["device" + ending];
            Assert.Equal(0, MakePipe(pipe, 0x180));
            File.CreateSymbolicLink(linked, pipe);
            File.CreateSymbolicLink(device, "/dev/zero");
            File.CreateSymbolicLink(dangling, missing);
            paths.AddRange([pipe, linked, device, dangling]);
        }
        foreach (string path in paths)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            Exception error = Assert.ThrowsAny<Exception>(() => read(path));
            Assert.True(error is DataException or ModelFileException, error.ToString());
            Assert.Contains(Path.GetFileName(path), error.Message);
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
        }
    }

    [LibraryImport("libc", EntryPoint = "mkfifo", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int MakePipe(string path, uint mode);
}
