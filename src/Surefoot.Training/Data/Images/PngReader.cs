using System.Security.Cryptography;
using Surefoot.Training.Tensors;

namespace Surefoot.Training.Data.Images;

/// <summary>Reads PNG images of one size into one block of bytes.</summary>
static class PngReader
{
    const int LargestFile = 1 << 28;

    /// <summary>Reads images; of mixed kinds, grey becomes colour where one has colours, and alpha is kept where one has it.</summary>
    /// <param name="files">The images.</param>
    /// <param name="wanted">The shape that a model reads, or null to find it.</param>
    /// <exception cref="DataException">An image cannot be read, has another size than the first, or more than the model reads.</exception>
    internal static LabelledImages Read(PngFiles files, Shape? wanted)
    {
        var shape = wanted ?? Survey(files);
        long length = (long)files.Paths.Count * shape.Length;
        if (length > Array.MaxLength)
            throw new DataException($"{files.Root} holds {NoteText.Count(files.Paths.Count, "image")} of {shape[1]}×{shape[2]} pixels, {NoteText.Count(length, "byte")}; at most {NoteText.Count(Array.MaxLength)} are read at once. Scale the images down.");
        var bytes = GC.AllocateUninitializedArray<byte>((int)length);
        var digests = new string[files.Paths.Count];
        for (int i = 0; i < digests.Length; i++)
        {
            byte[] file = Load(files.Paths[i]);
            digests[i] = Convert.ToHexStringLower(SHA256.HashData(file));
            Place(PngImage.Decode(file, files.Paths[i]), shape, bytes.AsSpan(i * shape.Length, shape.Length), files.Paths[i], wanted is null ? files.Paths[0] : null);
        }
        byte[] labels = [.. files.Labels];
        return new(
            new([digests.Length, .. shape.ToArray()], bytes, Fingerprint.Of(digests)),
            labels.Length == 0 ? null : new([labels.Length], labels, Convert.ToHexStringLower(SHA256.HashData(labels))),
            files.Root, files.Root, files.Classes.Count == 0 ? null : files.Classes);
    }

    // The size of the first image, and the channels that hold all of them.
    static Shape Survey(PngFiles files)
    {
        PngImage? first = null;
        bool colour = false, alpha = false;
        foreach (string path in files.Paths)
        {
            byte[] file = Load(path);
            var header = PngHeader.Read(file, path);
            if (first is not null) CheckSize(header, first.Header.Height, first.Header.Width, path, files.Paths[0]);
            // Palettes and transparent colours stand in chunks; what the header says is enough for the others.
            var image = first is null || header.Colour == 3 || header.Colour == 0 ? PngImage.Decode(file, path) : null;
            first ??= image;
            colour |= image?.HasColour ?? header.Colour is 2 or 6;
            alpha |= image is null ? header.Colour is 4 or 6 : !image.Opaque || header.Colour is 4 or 6;
        }
        return new((colour ? 3 : 1) + (alpha ? 1 : 0), first!.Header.Height, first.Header.Width);
    }

    static void Place(PngImage image, Shape shape, Span<byte> target, string path, string? first)
    {
        CheckSize(image.Header, shape[1], shape[2], path, first);
        int plane = shape[1] * shape[2];
        bool colour = shape[0] >= 3, alpha = shape[0] is 2 or 4;
        if (image.HasColour && !colour)
            throw new DataException($"{path} is in colour, and the model reads grey images. Convert it to grey.");
        if (!alpha && !image.Opaque)
            throw new DataException($"{path} is transparent in places, and {(first is null ? "the model reads" : "the other images are")} opaque images. Lay it over a background.");
        image.Pixels.AsSpan(0, (colour ? 3 : 1) * plane).CopyTo(target);
        if (alpha) image.Pixels.AsSpan(3 * plane).CopyTo(target[^plane..]);
    }

    static void CheckSize(PngHeader header, int height, int width, string path, string? first)
    {
        if ((header.Height, header.Width) != (height, width))
            throw new DataException($"{path} is an image of {header.Height}×{header.Width} pixels; {(first is null ? "the model reads" : first + " is one of")} {height}×{width} (height×width). Bring all images to one size.");
    }

    static byte[] Load(string path)
    {
        using var stream = DataFile.Open(path);
        if (stream.Length > LargestFile) throw new DataException($"{path} holds {NoteText.Count(stream.Length, "byte")}; an image of at most {NoteText.Count(LargestFile)} is read. Scale it down.");
        var bytes = new byte[stream.Length];
        return stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) == bytes.Length ? bytes : throw new DataException($"{path} became shorter while it was read. Try again.");
    }
}
