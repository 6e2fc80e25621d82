using Surefoot.Training.Data.Streaming;
using Surefoot.Training.Tensors;

namespace Surefoot.Training.Data.Images;

/// <summary>Images of one size that are read from their file when they are needed.</summary>
/// <param name="shape">The shape of one image: [channels, height, width].</param>
/// <param name="count">How many images.</param>
/// <param name="file">The file.</param>
/// <param name="first">The byte at which the first image begins.</param>
/// <param name="known">The index of each image's class; null where there are none.</param>
/// <param name="maximum">The byte that becomes 1.</param>
sealed class StreamedImages(Shape shape, int count, StreamedFile file, int first, float[]? known, int maximum) : IDataset
{
    readonly Spare<byte[]> spare = new(() => new byte[shape.Length]);
    readonly float scale = 1f / maximum;

    /// <inheritdoc/>
    public int Count => count;

    /// <inheritdoc/>
    public Shape InputShape => shape;

    /// <inheritdoc/>
    public bool HasTargets => known is not null;

    /// <inheritdoc/>
    public bool IsSlow => true;

    /// <summary>Reads some rows.</summary>
    /// <inheritdoc/>
    /// <exception cref="DataException">The file was changed, or cannot be read any more.</exception>
    public void Read(ReadOnlySpan<int> rows, Span<float> inputs, Span<float> targets)
    {
        DatasetArguments.Check(this, rows, inputs, targets);
        file.RefuseChanged();
        byte[] pixels = spare.Take();
        for (int i = 0; i < rows.Length; i++)
        {
            file.Read(pixels, first + ((long)rows[i] * pixels.Length));
            ImageDataset.Numbers(pixels, inputs.Slice(i * pixels.Length, pixels.Length), scale);
        }
        spare.Return(pixels);
        for (int i = 0; i < targets.Length; i++) targets[i] = known![rows[i]];
    }
}
