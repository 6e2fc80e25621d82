namespace Surefoot.Training.Formats;

/// <summary>Says in plain words why a file could not be read or written.</summary>
static class FileTrouble
{
    // The numbers of the operating systems: Linux and macOS share these, Windows wraps its own.
    const int DiskFull = 28,
        ReadOnly = 30,
        FileTooLarge = 27;
    const int WindowsDiskFull = unchecked((int)0x80070070),
        WindowsHandleDiskFull = unchecked((int)0x80070027),
        WindowsWriteProtected = unchecked((int)0x80070013);

    /// <summary>Whether a write failed because there is no room.</summary>
    /// <param name="e">What the write threw.</param>
    public static bool IsFull(Exception e) =>
        e.HResult is DiskFull or FileTooLarge or WindowsDiskFull or WindowsHandleDiskFull;

    /// <summary>The error of a write beyond the limit on the size of files.</summary>
    /// <param name="path">The file.</param>
    public static IOException TooLarge(string path) => new($"{path} cannot be written", FileTooLarge);

    /// <summary>The reason as the end of a sentence, without a full stop.</summary>
    /// <param name="e">What the file system threw.</param>
    public static string Reason(Exception e) =>
        e switch
        {
            { HResult: FileTooLarge } =>
                "it would grow beyond the limit on the size of a file; raise it: ulimit -f unlimited",
            _ when IsFull(e) => "there is no room left on its disk",
            _ when FileHandles.AreExhausted(e) => FileHandles.Reason,
            { HResult: ReadOnly or WindowsWriteProtected } => "its disk is read-only",
            UnauthorizedAccessException => "access is denied",
            _ => e.Message.TrimEnd('.'),
        };
}
