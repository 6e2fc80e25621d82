using Surefoot.Training.Data.Streaming;
using Surefoot.Training.Tensors;

namespace Surefoot.Training.Data.Sparse;

/// <summary>
/// Sparse rows, each read from its file and turned into numbers when it is needed; memory holds where each begins.
/// </summary>
/// <param name="file">The rows, which were found to be fit.</param>
/// <param name="shape">The shape of a row.</param>
/// <param name="known">One target a row; null where there are none.</param>
/// <param name="encode">Turns a row into numbers.</param>
sealed class StreamedSparse(SvmFile file, Shape shape, float[]? known, StreamedSparse.Encoder encode)
    : IDataset,
        IKnownTargets
{
    readonly Spare<Scratch> spare = new(() => new());

    /// <summary>Turns a row into the numbers that a network reads.</summary>
    /// <param name="row">Which row, for messages.</param>
    /// <param name="indices">The indices of its pairs.</param>
    /// <param name="numbers">The numbers of its pairs.</param>
    /// <param name="input">Receives the numbers, all of them.</param>
    internal delegate void Encoder(int row, ReadOnlySpan<int> indices, ReadOnlySpan<float> numbers, Span<float> input);

    /// <inheritdoc/>
    public int Count => file.Count;

    /// <inheritdoc/>
    public Shape InputShape => shape;

    /// <inheritdoc/>
    public bool HasTargets => known is not null;

    float? IKnownTargets.TargetOf(int row) => known?[row];

    /// <inheritdoc/>
    public bool IsSlow => true;

    /// <summary>Reads some rows.</summary>
    /// <inheritdoc/>
    /// <exception cref="DataException">The file was changed, or cannot be read any more.</exception>
    public void Read(ReadOnlySpan<int> rows, Span<float> inputs, Span<float> targets)
    {
        DatasetArguments.Check(this, rows, inputs, targets);
        file.File.File.RefuseChanged();
        var scratch = spare.Take();
        for (int i = 0; i < rows.Length; i++)
        {
            var line = RowFile.Line(file.File.Read(rows[i], ref scratch.Buffer));
            try
            {
                SvmLine.Row(line, scratch.Pairs, file.Largest, file.Path, number: 0);
            }
            catch (DataException)
            {
                // It was fit and no longer is: the same message, with the line on which it stands.
                SvmLine.Row(line, scratch.Pairs, file.Largest, file.Path, file.LineOf(rows[i]));
            }
            encode(
                rows[i],
                scratch.Pairs.Columns(0),
                scratch.Pairs.Values(0),
                inputs.Slice(i * shape.Length, shape.Length)
            );
        }
        spare.Return(scratch);
        for (int i = 0; i < targets.Length; i++)
            targets[i] = known![rows[i]];
    }

    sealed class Scratch
    {
        internal byte[] Buffer = new byte[1 << 12];

        internal SparseRows Pairs { get; } = new();
    }
}
