using System.Runtime.InteropServices;

namespace Surefoot.Tests.Sweeps;

/// <summary>
/// A page of memory between two that may not be touched: a read or a write one byte outside it ends the process. Where
/// that cannot be had, an ordinary page.
/// </summary>
sealed unsafe partial class GuardedMemory : IDisposable
{
    const int ReadWrite = 3,
        PrivateAnonymous = 0x22;

    readonly nint start;
    readonly nint length;

    public GuardedMemory()
    {
        Page = Environment.SystemPageSize;
        length = 3 * Page;
        if (OperatingSystem.IsLinux())
        {
            start = Map(0, (nuint)length, 0, PrivateAnonymous, -1, 0);
            Assert.NotEqual(-1, start);
            Assert.Equal(0, Protect(start + Page, (nuint)Page, ReadWrite));
        }
        else
        {
            start = (nint)NativeMemory.AlignedAlloc((nuint)length, (nuint)Page);
        }
    }

    public int Page { get; }

    /// <summary>The first byte that may be touched.</summary>
    public nint First => start + Page;

    /// <summary>The first byte beyond it that may not.</summary>
    public nint End => start + (2 * Page);

    public Span<byte> Bytes => new((void*)First, Page);

    public void Dispose()
    {
        if (OperatingSystem.IsLinux())
            Unmap(start, (nuint)length);
        else
            NativeMemory.AlignedFree((void*)start);
    }

    [LibraryImport("libc", EntryPoint = "mmap", SetLastError = true)]
    private static partial nint Map(nint address, nuint length, int protection, int flags, int file, nint offset);

    [LibraryImport("libc", EntryPoint = "mprotect", SetLastError = true)]
    private static partial int Protect(nint address, nuint length, int protection);

    [LibraryImport("libc", EntryPoint = "munmap")]
    private static partial int Unmap(nint address, nuint length);
}
