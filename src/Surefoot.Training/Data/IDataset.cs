using Surefoot.Training.Tensors;

namespace Surefoot.Training.Data;

/// <summary>
/// Rows that a network can read: numbers of one shape, and for each row one target. Reading is thread-safe and
/// allocates nothing (but for what unpacking a compressed image takes), and a row reads the same whichever rows are
/// read with it.
/// </summary>
public interface IDataset
{
    /// <summary>How many rows there are.</summary>
    int Count { get; }

    /// <summary>The shape of one row's input: [features] for a table, [channels, height, width] for images.</summary>
    Shape InputShape { get; }

    /// <summary>Whether the rows have targets.</summary>
    bool HasTargets { get; }

    /// <summary>
    /// Whether a read takes long (it goes to a file, decodes, or changes rows at random), so that the trainer does it
    /// ahead, on another thread. Default: no.
    /// </summary>
    bool IsSlow => false;

    /// <summary>Reads some rows, one after another.</summary>
    /// <param name="rows">Which rows, each in [0, Count); any order, repeats allowed.</param>
    /// <param name="inputs">Receives the inputs, row-major: <c>rows.Length × InputShape.Length</c> numbers.</param>
    /// <param name="targets">
    /// Receives one number a row, the index of the class or the standardised value; or empty, when they are not wanted.
    /// </param>
    /// <exception cref="ArgumentException">
    /// A span's length does not fit, or targets are wanted and there are none.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">A row is outside [0, Count).</exception>
    void Read(ReadOnlySpan<int> rows, Span<float> inputs, Span<float> targets);
}
