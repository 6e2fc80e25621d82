namespace Surefoot.Training.Formats;

/// <summary>
/// What the Linux kernel says in files of /proc: they have no length and no writer, so that the openers of data, which
/// ask for both, are not for them.
/// </summary>
static class SystemFile
{
#pragma warning disable RS0030 // Nothing here is named by a user.
    /// <summary>All of a file.</summary>
    public static string Text(string path) => File.ReadAllText(path);

    /// <summary>A file's first line that begins so, without that beginning; null where there is none.</summary>
    public static string? LineAfter(string path, string beginning) =>
        File.Exists(path)
            ? File.ReadLines(path)
                .FirstOrDefault(line => line.StartsWith(beginning, StringComparison.Ordinal))
                ?[beginning.Length..]
            : null;
#pragma warning restore RS0030
}
