namespace Surefoot.Training.Data.Images;

/// <summary>What PNG images would take once they are decoded, by their headers alone.</summary>
static class PngSizes
{
    // While one image is decoded it takes four bytes a pixel, whatever it is stored as.
    const int DecodedBytes = 4;

    /// <summary>Refuses images that would take more than is allowed, before one is decoded.</summary>
    /// <param name="files">The images.</param>
    /// <param name="unpackLimit">What they may take, as <see cref="UnpackLimit"/> has it.</param>
    /// <exception cref="DataException">They would, or one cannot be read or is no PNG image.</exception>
    internal static void Check(PngFiles files, long? unpackLimit)
    {
        long packed = 0,
            unpacked = 0,
            largest = 0;
        foreach (string path in files.Paths)
        {
            using var stream = DataFile.Open(path, buffer: 0);
            var start = new byte[PngHeader.Length];
            var header = PngHeader.Read(
                start.AsSpan(0, stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)),
                path
            );
            long pixels = (long)header.Width * header.Height;
            packed += stream.Length;
            unpacked += pixels * (header.Colour == 3 ? DecodedBytes : header.Samples);
            largest = Math.Max(largest, pixels * DecodedBytes);
        }
        UnpackLimit.Check(
            unpackLimit,
            files.Paths.Count == 1 ? files.Paths[0] : $"{files.Root}, {NoteText.Count(files.Paths.Count, "image")},",
            packed,
            unpacked + (Int128)largest,
            "Or scale the images down, or take fewer."
        );
    }
}
