using System.Runtime.InteropServices;

namespace Surefoot.Training.Formats;

/// <summary>
/// Flushes a folder to the disk, so that a rename within it outlives a loss of power. .NET has no call for this; on
/// Unix the C library has, and on Windows the file system's journal sees to it.
/// </summary>
static partial class FolderFlush
{
    /// <summary>
    /// Flushes the folder; where the file system cannot, nothing happens, since the rename itself is done.
    /// </summary>
    /// <param name="folder">The folder's path.</param>
    public static void Run(string folder)
    {
        if (!OperatingSystem.IsLinux() && !OperatingSystem.IsMacOS())
            return;
        int descriptor = Open(folder, flags: 0);
        if (descriptor < 0)
            return;
        _ = FSync(descriptor);
        _ = Close(descriptor);
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int FSync(int descriptor);

    [LibraryImport("libc", EntryPoint = "close")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Close(int descriptor);
}
