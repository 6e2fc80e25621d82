namespace Surefoot.Training.Data.Images;

/// <summary>Bytes already taken from a stream, then the rest of it; does not close the stream.</summary>
/// <param name="start">The bytes.</param>
/// <param name="rest">The stream.</param>
sealed class PrefixedStream(ReadOnlyMemory<byte> start, Stream rest) : ForwardStream
{
    ReadOnlyMemory<byte> left = start;

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        if (left.IsEmpty)
            return rest.Read(buffer);
        int count = Math.Min(buffer.Length, left.Length);
        left.Span[..count].CopyTo(buffer);
        left = left[count..];
        return count;
    }
}
