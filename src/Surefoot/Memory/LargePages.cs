using System.Runtime.InteropServices;

namespace Surefoot.Memory;

/// <summary>
/// Asks the system for pages of 2 MiB. A table whose rows are touched here and there needs an address translated for
/// every row, and 4 KiB pages of some hundred MiB are more than the processor remembers. Linux often gives large pages
/// only to who asks; elsewhere, or where there are none left, nothing happens.
/// </summary>
internal static partial class LargePages
{
    const nuint Size = 2 << 20;
    const int Wanted = 14;

    /// <summary>
    /// Asks for them in the whole pages that lie in <paramref name="length"/> bytes, which nobody has touched yet.
    /// </summary>
    public static unsafe void Ask(void* start, nuint length)
    {
        if (!OperatingSystem.IsLinux() || length < 4 * Size)
            return;
        nuint first = ((nuint)start + Size - 1) & ~(Size - 1),
            end = ((nuint)start + length) & ~(Size - 1);
        try
        {
            _ = Advise(first, end - first, Wanted);
        }
        catch (Exception error) when (error is DllNotFoundException or EntryPointNotFoundException)
        {
            // A system without a C library of that name keeps its pages.
        }
    }

    [LibraryImport("libc", EntryPoint = "madvise")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Advise(nuint start, nuint length, int advice);
}
