namespace Surefoot.Training.Data.Streaming;

/// <summary>
/// Whether rows are held in memory or read from their file as they are needed. The numbers are the same either way.
/// </summary>
static class StreamingChoice
{
    /// <summary>Chooses: as the user said, else by size.</summary>
    /// <param name="options">What the user said.</param>
    /// <param name="bytes">What holding the rows would take.</param>
    internal static bool Streams(DataOptions options, long bytes) => options.Stream || IsLarge(bytes);

    /// <summary>
    /// Whether rows of this size would take more than half of the memory that there is for this process, or more than
    /// one array holds.
    /// </summary>
    internal static bool IsLarge(long bytes) =>
        bytes > Array.MaxLength || bytes > GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 2;

    /// <summary>What the user is told.</summary>
    internal static string Note(DataOptions options, string path, long bytes) =>
        $"{Path.GetFileName(Path.TrimEndingDirectorySeparator(path))} is read as its rows are "
        + $"needed"
        + $"{(options.Stream ? "" : $", since in memory they would take {NoteText.Count((bytes >> 20) + 1)} MiB")}"
        + $"; "
        + "it must not change until the run has ended.";

    /// <summary>Refuses a format whose rows cannot be read by themselves.</summary>
    internal static DataException Refused(string path, string why) => new($"{path} cannot be streamed: {why}");
}
