using Surefoot.Training.Data.Tables;

namespace Surefoot.Training.Data;

/// <summary>What is said of rows whose target is missing: they are left out, and counted.</summary>
static class MissingTargets
{
    /// <summary>Whether a label says that it is missing.</summary>
    internal static bool Says(ReadOnlySpan<byte> label) => new Cell(label, "", default).IsMissing;

    /// <summary>A line about the rows that are left out.</summary>
    internal static string Note(string source, long rows) =>
        $"{NoteText.Count(rows, "row")} of {Path.GetFileName(source)} without a target "
        + $"{(rows == 1 ? "is" : "are")} left out.";

    /// <summary>The same where examples are windows.</summary>
    internal static string WindowsNote(string source, long rows) =>
        $"{NoteText.Count(rows, "row")} of {Path.GetFileName(source)} {(rows == 1 ? "has" : "have")} no "
        + "target: a window whose target that would be is left out.";

    /// <summary>The message that no row has a target.</summary>
    internal static DataException Everywhere(string source) =>
        new($"{source}: the target is missing in every row. Give it values, or choose another target.");
}
