using Surefoot.Training.Data.Streaming;
using Surefoot.Training.Tensors;

namespace Surefoot.Training.Data.Images;

/// <summary>Images of one size that are read from their files when they are needed.</summary>
/// <param name="shape">The shape of one image: [channels, height, width].</param>
/// <param name="count">How many images.</param>
/// <param name="files">Where they stand.</param>
/// <param name="known">The index of each image's class; null where there are none.</param>
/// <param name="maximum">The byte that becomes 1.</param>
sealed class StreamedImages(Shape shape, int count, IPixelFiles files, float[]? known, int maximum)
    : IDataset,
        IKnownTargets
{
    readonly Spare<byte[]> spare = new(() => new byte[shape.Length]);
    readonly float scale = 1f / maximum;

    /// <inheritdoc/>
    public int Count => count;

    /// <inheritdoc/>
    public Shape InputShape => shape;

    /// <inheritdoc/>
    public bool HasTargets => known is not null;

    float? IKnownTargets.TargetOf(int row) => known?[row];

    /// <inheritdoc/>
    public bool IsSlow => true;

    /// <summary>Reads some rows.</summary>
    /// <inheritdoc/>
    /// <exception cref="DataException">A file was changed, or cannot be read any more.</exception>
    public void Read(ReadOnlySpan<int> rows, Span<float> inputs, Span<float> targets)
    {
        DatasetArguments.Check(this, rows, inputs, targets);
        files.RefuseChanged();
        byte[] pixels = spare.Take();
        for (int i = 0; i < rows.Length; i++)
        {
            files.Read(rows[i], pixels);
            ImageDataset.Numbers(pixels, inputs.Slice(i * pixels.Length, pixels.Length), scale);
        }
        spare.Return(pixels);
        for (int i = 0; i < targets.Length; i++)
            targets[i] = known![rows[i]];
    }
}
