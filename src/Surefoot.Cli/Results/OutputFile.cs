namespace Surefoot.Cli.Results;

/// <summary>Sees to it that a file to be written is none that the same command reads.</summary>
static class OutputFile
{
    static readonly StringComparison Names = OperatingSystem.IsLinux()
        ? StringComparison.Ordinal
        : StringComparison.OrdinalIgnoreCase;

    static readonly string[] FilesOfARun = ["run.json", "metrics.jsonl", "model.safetensors", "report.html"];

    /// <summary>
    /// Refuses to write over what is read: a file or, for a folder, any file in it; links count as what they lead to.
    /// </summary>
    /// <param name="option">The option that names the file to write.</param>
    /// <param name="path">The file to write; null where there is none.</param>
    /// <param name="inputs">What is read, with the name that the command's help has for it.</param>
    /// <exception cref="UsageException">Writing would destroy it.</exception>
    public static void Check(string option, string? path, params ReadOnlySpan<(string Name, string Path)> inputs)
    {
        if (path is null)
            return;
        string real = Real(path);
        foreach ((string name, string input) in inputs)
        {
            string read = Real(input);
            bool inFolder =
                Directory.Exists(read)
                && File.Exists(real)
                && !IsRun(read)
                && real.StartsWith(Path.TrimEndingDirectorySeparator(read) + Path.DirectorySeparatorChar, Names);
            if (inFolder || (File.Exists(read) && string.Equals(real, read, Names)))
                throw new UsageException(
                    $"{option} is '{path}', which {name} is read from ('{input}'); it would be overwritten. "
                        + "Name another file."
                );
            string folder = Directory.Exists(read) ? read : Path.GetDirectoryName(read) ?? read;
            if (
                IsRun(folder)
                && Array.Exists(FilesOfARun, file => string.Equals(real, Path.Combine(folder, file), Names))
            )
                throw new UsageException(
                    $"{option} is '{path}', a file of the run that {name} names ('{input}'); it would be "
                        + "overwritten. Name another file."
                );
        }
    }

    static bool IsRun(string folder) => File.Exists(Path.Combine(folder, FilesOfARun[0]));

    /// <summary>The whole path, with every link on the way followed.</summary>
    static string Real(string path)
    {
        string full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        if (Path.GetDirectoryName(full) is not { } parent)
            return full;
        string here = Path.Combine(Real(parent), Path.GetFileName(full));
        FileInfo entry = new(here);
        return entry.LinkTarget is null
            ? here
            : Real((entry.ResolveLinkTarget(returnFinalTarget: true) ?? entry).FullName);
    }
}
