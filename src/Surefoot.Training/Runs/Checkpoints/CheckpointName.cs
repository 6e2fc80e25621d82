using System.Globalization;
using System.Runtime.InteropServices;

namespace Surefoot.Training.Runs.Checkpoints;

/// <summary>
/// A checkpoint as its file is named: step-0000001000.safetensors, or asked-0000001234.safetensors where one was asked
/// for out of turn.
/// </summary>
/// <param name="Step">The batches gone through.</param>
/// <param name="InTurn">
/// Whether every run with these settings writes it; to those alone a run rolls back, so that being interrupted changes
/// nothing.
/// </param>
[StructLayout(LayoutKind.Auto)]
readonly record struct CheckpointName(long Step, bool InTurn)
{
    const string TurnStart = "step-",
        AskedStart = "asked-",
        End = ".safetensors";

    /// <summary>The file's name.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{(InTurn ? TurnStart : AskedStart)}{Step:D10}{End}");

    /// <summary>
    /// Its place in time. Of the same step, the one in turn is newer: at an epoch's end it is written after the
    /// validation.
    /// </summary>
    public (long Step, bool InTurn) Order => (Step, InTurn);

    /// <summary>Reads a file's name.</summary>
    /// <returns>Null where it is no checkpoint's.</returns>
    public static CheckpointName? Parse(string fileName)
    {
        string? start =
            fileName.StartsWith(TurnStart, StringComparison.Ordinal) ? TurnStart
            : fileName.StartsWith(AskedStart, StringComparison.Ordinal) ? AskedStart
            : null;
        if (
            start is null
            || !fileName.EndsWith(End, StringComparison.Ordinal)
            || fileName.Length <= start.Length + End.Length
        )
            return null;
        return long.TryParse(
            fileName.AsSpan()[start.Length..^End.Length],
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out long step
        )
            ? new(step, start == TurnStart)
            : null;
    }
}
