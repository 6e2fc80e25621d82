using Surefoot.Training.Data.Streaming;
using Surefoot.Training.Tensors;

namespace Surefoot.Training.Data.Text;

/// <summary>
/// Lines of text, each read from its file and turned into numbers when it is needed; memory holds where each begins.
/// </summary>
/// <param name="file">The lines.</param>
/// <param name="shape">The shape of a row.</param>
/// <param name="known">The index of each line's class; null where there are none.</param>
/// <param name="encoder">Makes what turns lines into numbers.</param>
sealed class StreamedText(RowFile file, Shape shape, float[]? known, Func<TextEncoder> encoder)
    : IDataset,
        IKnownTargets
{
    readonly Spare<Scratch> spare = new(() => new(encoder()));

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
        file.File.RefuseChanged();
        var scratch = spare.Take();
        for (int i = 0; i < rows.Length; i++)
            scratch.Encoder.Encode(
                TextLines.Text(file.Read(rows[i], ref scratch.Buffer)),
                inputs.Slice(i * shape.Length, shape.Length)
            );
        spare.Return(scratch);
        for (int i = 0; i < targets.Length; i++)
            targets[i] = known![rows[i]];
    }

    sealed class Scratch(TextEncoder encoder)
    {
        internal byte[] Buffer = new byte[1 << 12];

        internal TextEncoder Encoder => encoder;
    }
}
