using System.Security.Cryptography;
using Surefoot.Training.Tensors;

namespace Surefoot.Training.Data.Images;

/// <summary>
/// PNG images, each decoded when it is needed. It must then hold the bytes that it held when all were looked at.
/// </summary>
/// <param name="paths">The images.</param>
/// <param name="shape">The shape of one.</param>
/// <param name="digests">The SHA-256 of each, one after another.</param>
sealed class StreamedPng(IReadOnlyList<string> paths, Shape shape, byte[] digests) : IPixelFiles
{
    /// <inheritdoc/>
    public long Length => (long)paths.Count * shape.Length;

    /// <inheritdoc/>
    public void RefuseChanged() { }

    /// <inheritdoc/>
    public void Read(int image, Span<byte> pixels)
    {
        byte[] file = PngReader.Load(paths[image]);
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(file, digest);
        if (!digest.SequenceEqual(digests.AsSpan(image * digest.Length, digest.Length)))
            throw Streaming.StreamedFile.Changed(paths[image]);
        PngReader.Place(PngImage.Decode(file, paths[image]), shape, pixels, paths[image], first: null);
    }
}
