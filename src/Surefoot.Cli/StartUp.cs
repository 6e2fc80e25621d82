using Microsoft.Win32.SafeHandles;

namespace Surefoot.Cli;

/// <summary>
/// What is looked at before anything else is loaded. Where a process may open only a few files (<c>ulimit -n 30</c>),
/// the next part of .NET cannot be loaded, and the runtime ends the program with a stack trace from wherever that was.
/// Nothing here needs a part beside the core, not even for the message.
/// </summary>
static class StartUp
{
    // A run has about as many open at once: its own files, the parts of .NET while they are loaded, the pipes of
    // signals.
    const int Handles = 80,
        StandardError = 2;

    /// <summary>Whether enough files can be opened; if not, that has been said.</summary>
    public static bool HasHandles()
    {
        SafeFileHandle?[] opened = new SafeFileHandle?[Handles];
        try
        {
            for (int i = 0; i < opened.Length; i++)
                opened[i] = File.OpenHandle(Environment.ProcessPath!);
            return true;
        }
        catch (IOException)
        {
            // Given back first: the message may need one.
            Close(opened);
            Say("surefoot: This process may open too few files at once. Allow more: ulimit -n 1024\n"u8);
            return false;
        }
        catch (UnauthorizedAccessException)
        {
            // A program that may be started and not read; then this tells nothing.
            return true;
        }
        finally
        {
            Close(opened);
        }
    }

    static void Close(SafeFileHandle?[] opened)
    {
        foreach (SafeFileHandle? handle in opened)
            handle?.Dispose();
    }

    static void Say(ReadOnlySpan<byte> line)
    {
        try
        {
            using SafeFileHandle handle = new(StandardError, ownsHandle: false);
            // A stream, since standard error may be a pipe, which has no places to write to.
            using FileStream stream = new(handle, FileAccess.Write, bufferSize: 0);
            stream.Write(line);
        }
        catch (IOException)
        {
            // The exit code says the rest.
        }
    }
}
