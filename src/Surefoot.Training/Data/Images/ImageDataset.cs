using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Surefoot.Training.Tensors;

namespace Surefoot.Training.Data.Images;

/// <summary>Images held as the bytes they came in; a pixel becomes a number in [0, 1] when it is read.</summary>
/// <param name="shape">The shape of one image: [channels, height, width].</param>
/// <param name="count">How many images.</param>
/// <param name="pixels">The bytes, row-major.</param>
/// <param name="known">The target of each image, the index of its class for one; null where there are none.</param>
/// <param name="maximum">The byte that becomes 1.</param>
sealed class ImageDataset(Shape shape, int count, byte[] pixels, float[]? known, int maximum) : IDataset, IKnownTargets
{
    readonly float scale = 1f / maximum;

    /// <inheritdoc/>
    public int Count => count;

    /// <inheritdoc/>
    public Shape InputShape => shape;

    /// <inheritdoc/>
    public bool HasTargets => known is not null;

    float? IKnownTargets.TargetOf(int row) => known?[row];

    /// <inheritdoc/>
    public void Read(ReadOnlySpan<int> rows, Span<float> inputs, Span<float> targets)
    {
        DatasetArguments.Check(this, rows, inputs, targets);
        int size = shape.Length;
        for (int i = 0; i < rows.Length; i++)
            Numbers(pixels.AsSpan(rows[i] * size, size), inputs.Slice(i * size, size), scale);
        for (int i = 0; i < targets.Length; i++)
            targets[i] = known![rows[i]];
    }

    /// <summary>Turns bytes into numbers: elementwise, so that lanes and tail give the same bits.</summary>
    internal static void Numbers(ReadOnlySpan<byte> pixels, Span<float> numbers, float scale)
    {
        int i = 0;
        ref byte from = ref MemoryMarshal.GetReference(pixels);
        ref float to = ref MemoryMarshal.GetReference(numbers);
        for (; i <= pixels.Length - Vector128<byte>.Count; i += Vector128<byte>.Count)
        {
            var (low, high) = Vector128.Widen(Vector128.LoadUnsafe(ref from, (nuint)i));
            Store(low, ref to, i, scale);
            Store(high, ref to, i + Vector128<ushort>.Count, scale);
        }
        for (; i < pixels.Length; i++)
            numbers[i] = pixels[i] * scale;
    }

    static void Store(Vector128<ushort> pixels, ref float to, int at, float scale)
    {
        var (low, high) = Vector128.Widen(pixels);
        (Vector128.ConvertToSingle(low.AsInt32()) * scale).StoreUnsafe(ref to, (nuint)at);
        (Vector128.ConvertToSingle(high.AsInt32()) * scale).StoreUnsafe(ref to, (nuint)(at + Vector128<float>.Count));
    }
}
