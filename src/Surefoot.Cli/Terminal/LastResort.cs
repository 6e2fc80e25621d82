using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Surefoot.Cli.Terminal;

/// <summary>
/// A message that opens nothing: the console's own writer may need files, and there may be none left.
/// </summary>
static class LastResort
{
    const int StandardError = 2;

    /// <summary>Writes a line to stderr.</summary>
    public static void Write(string line)
    {
        try
        {
            if (OperatingSystem.IsWindows())
            {
                Console.Error.WriteLine(line);
                return;
            }
            using SafeFileHandle handle = new(StandardError, ownsHandle: false);
            using FileStream stream = new(handle, FileAccess.Write, bufferSize: 0);
            stream.Write(Encoding.UTF8.GetBytes(line + "\n"));
        }
        catch (Exception error)
            when (error
                    is IOException
                        or UnauthorizedAccessException
                        or ArgumentException
                        or TypeInitializationException
            )
        {
            // There is no other place to tell of it; the exit code says the rest.
        }
    }
}
