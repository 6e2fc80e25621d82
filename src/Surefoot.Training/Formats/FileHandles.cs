namespace Surefoot.Training.Formats;

/// <summary>
/// Whether something failed since the process may open no more files (<c>ulimit -n</c>). It comes in many coats: a file
/// that cannot be opened, a part of .NET that cannot be loaded, a type that could not be prepared.
/// </summary>
static class FileHandles
{
    // Of the process, and of the whole machine; the numbers of Linux and macOS, and Windows' own.
    const int Process = 24,
        Machine = 23,
        Windows = unchecked((int)0x80070004);

    /// <summary>What to tell the user, as the end of a sentence without a full stop.</summary>
    public const string Reason = "too many files are open for the limit on this process; raise it: ulimit -n 1024";

    /// <summary>Whether an error, or what brought it about, says so.</summary>
    /// <param name="error">The error.</param>
    public static bool AreExhausted(Exception? error)
    {
        bool loading = false;
        for (; error is not null; error = error.InnerException)
        {
            if (error is IOException { HResult: Process or Machine or Windows })
                return true;
            // Assemblies are named with their version; files are not.
            loading |=
                error is FileNotFoundException or FileLoadException or BadImageFormatException
                && error.Message.Contains(", Version=", StringComparison.Ordinal);
            loading |= error is DllNotFoundException or TypeInitializationException;
        }
        return loading && NoneIsLeft();
    }

    // An assembly that is not found may be lacking indeed: whether two more files can be opened tells which it is.
    static bool NoneIsLeft()
    {
        try
        {
            using var first = File.OpenHandle(Environment.ProcessPath!);
            using var second = File.OpenHandle(Environment.ProcessPath!);
            return false;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return e is IOException { HResult: Process or Machine or Windows };
        }
    }
}
