using System.Security.Cryptography;
using Surefoot.Training.Data.Streaming;
using Surefoot.Training.Tensors;

namespace Surefoot.Training.Data.Images;

/// <summary>
/// Reads PNG images of one size: into one block of bytes, or only looks at each once, where they are to be decoded as
/// they are needed.
/// </summary>
static class PngReader
{
    const int LargestFile = 1 << 28;

    /// <summary>
    /// Reads images; of mixed kinds, grey becomes colour where one has colours, and alpha is kept where one has it.
    /// </summary>
    /// <param name="files">The images.</param>
    /// <param name="wanted">The shape that a model reads, or null to find it.</param>
    /// <param name="stream">
    /// Whether they stay in their files until they are needed; if not, they do where they are too large for memory.
    /// </param>
    /// <param name="unpackLimit">What they may unpack to together, as <see cref="UnpackLimit"/> has it.</param>
    /// <exception cref="DataException">
    /// They would unpack to too much, an image cannot be read, has another size than the first, or more than the model
    /// reads.
    /// </exception>
    internal static LabelledImages Read(PngFiles files, Shape? wanted, bool stream, long? unpackLimit)
    {
        PngSizes.Check(files, unpackLimit);
        var shape = wanted ?? Survey(files);
        int count = files.Paths.Count;
        stream |= StreamingChoice.IsLarge((long)count * shape.Length);
        var bytes = GC.AllocateUninitializedArray<byte>((stream ? 1 : count) * shape.Length);
        var digests = new byte[count * SHA256.HashSizeInBytes];
        for (int i = 0; i < count; i++)
        {
            byte[] file = Load(files.Paths[i]);
            SHA256.HashData(file, digests.AsSpan(i * SHA256.HashSizeInBytes));
            Place(
                PngImage.Decode(file, files.Paths[i]),
                shape,
                bytes.AsSpan(stream ? 0 : i * shape.Length, shape.Length),
                files.Paths[i],
                wanted is null ? files.Paths[0] : null
            );
        }
        byte[] labels = [.. files.Labels];
        return new(
            new(
                [count, .. shape.ToArray()],
                stream ? [] : bytes,
                Convert.ToHexStringLower(count == 1 ? digests : SHA256.HashData(digests))
            )
            {
                Streamed = stream ? new StreamedPng(files.Paths, shape, digests) : null,
            },
            labels.Length == 0 ? null : new([labels.Length], labels, Convert.ToHexStringLower(SHA256.HashData(labels))),
            files.Root,
            files.Root,
            files.Classes.Count == 0 ? null : files.Classes
        )
        {
            Notes = files.Notes,
        };
    }

    // The size of the first image, and the channels that hold all of them.
    static Shape Survey(PngFiles files)
    {
        PngImage? first = null;
        bool colour = false,
            alpha = false;
        foreach (string path in files.Paths)
        {
            byte[] file = Load(path);
            var header = PngHeader.Read(file, path);
            if (first is not null)
                CheckSize(header, first.Header.Height, first.Header.Width, path, files.Paths[0]);
            // Palettes and transparent colours stand in chunks; what the header says is enough for the others.
            var image =
                first is null || header.Colour == 3 || (header.Colour is 0 or 2 && PngChunks.HasTransparency(file))
                    ? PngImage.Decode(file, path)
                    : null;
            first ??= image;
            colour |= image?.HasColour ?? header.Colour is 2 or 6;
            alpha |= image is null ? header.Colour is 4 or 6 : !image.Opaque || header.Colour is 4 or 6;
        }
        return new((colour ? 3 : 1) + (alpha ? 1 : 0), first!.Header.Height, first.Header.Width);
    }

    /// <summary>Brings an image to the channels that hold all of them.</summary>
    /// <param name="image">The image.</param>
    /// <param name="shape">The shape of all.</param>
    /// <param name="target">Receives its planes.</param>
    /// <param name="path">Where it lies, for messages.</param>
    /// <param name="first">
    /// The image that the others are compared with, for messages; null where that is what a model reads.
    /// </param>
    /// <exception cref="DataException">It has another size, or more than the shape holds.</exception>
    internal static void Place(PngImage image, Shape shape, Span<byte> target, string path, string? first)
    {
        CheckSize(image.Header, shape[1], shape[2], path, first);
        int plane = shape[1] * shape[2];
        bool colour = shape[0] >= 3,
            alpha = shape[0] is 2 or 4;
        if (image.HasColour && !colour)
            throw new DataException($"{path} is in colour, and the model reads grey images. Convert it to grey.");
        if (!alpha && !image.Opaque)
            throw new DataException(
                $"{path} is transparent in places, and "
                    + $"{(first is null ? "the model reads" : "the other images are")} opaque images. Lay it over a "
                    + "background."
            );
        image.Pixels.AsSpan(0, (colour ? 3 : 1) * plane).CopyTo(target);
        if (alpha)
            image.Pixels.AsSpan(3 * plane).CopyTo(target[^plane..]);
    }

    static void CheckSize(PngHeader header, int height, int width, string path, string? first)
    {
        if ((header.Height, header.Width) != (height, width))
            throw new DataException(
                $"{path} is an image of {header.Height}×{header.Width} pixels; "
                    + $"{(first is null ? "the model reads" : first + " is one of")} {height}×{width} "
                    + "(height×width). Bring all images to one size."
            );
    }

    /// <summary>The bytes of a file.</summary>
    /// <exception cref="DataException">It cannot be read, or is too long.</exception>
    internal static byte[] Load(string path)
    {
        using var stream = DataFile.Open(path, buffer: 0);
        if (stream.Length > LargestFile)
            throw new DataException(
                $"{path} holds {NoteText.Count(stream.Length, "byte")}; an image of at most "
                    + $"{NoteText.Count(LargestFile)} is read. Scale it down."
            );
        var bytes = new byte[stream.Length];
        return stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) == bytes.Length
            ? bytes
            : throw new DataException($"{path} became shorter while it was read. Try again.");
    }
}
