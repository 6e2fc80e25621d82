using System.Buffers.Binary;
using System.IO.Compression;
using Surefoot.Training.Data.Streaming;
using Surefoot.Training.Formats;
using Surefoot.Training.Tensors;

namespace Surefoot.Training.Data.Images;

/// <summary>
/// One IDX file of unsigned bytes, compressed with gzip or not: two zero bytes, the type 0x08, the number of sizes, the
/// sizes as big-endian 32-bit numbers, then the bytes, as Y. LeCun's MNIST page laid it down.
/// </summary>
/// <param name="Sizes">
/// The sizes, outermost first: [count, height, width] or [count, channels, height, width] for images, [count] for
/// labels.
/// </param>
/// <param name="Bytes">The values, row-major.</param>
/// <param name="Digest">The SHA-256 of the file as it lies on the disk; empty where none was wanted.</param>
sealed record IdxFile(int[] Sizes, byte[] Bytes, string Digest)
{
    /// <summary>Where the values are read from as they are needed; null where they are held in memory.</summary>
    internal IPixelFiles? Streamed { get; init; }

    const byte UnsignedByte = 0x08;

    // Deflate cannot shrink anything more than this, so a size beyond it is a lie, and nothing is allocated for it.
    const long LargestRatio = 1032;

    /// <summary>How many images or labels there are.</summary>
    internal int Count => Sizes[0];

    /// <summary>The shape of one image: [channels, height, width].</summary>
    internal Shape ImageShape => Sizes.Length == 3 ? new(1, Sizes[1], Sizes[2]) : new(Sizes[1], Sizes[2], Sizes[3]);

    /// <summary>Whether a file begins as an IDX file does, gzip undone. A file that cannot be read does not.</summary>
    internal static bool Recognises(string path)
    {
        if (!RegularFile.HasContent(path))
            return false;
        try
        {
            using var stream = Unpacked(DataFile.Open(path), out _);
            Span<byte> magic = stackalloc byte[4];
            return stream.ReadAtLeast(magic, 4, throwOnEndOfStream: false) == 4
                && magic is [0, 0, >= UnsignedByte and <= 0x0E, >= 1 and <= 4];
        }
        catch (Exception e)
            when (e is DataException or IOException or UnauthorizedAccessException or InvalidDataException)
        {
            return false;
        }
    }

    /// <summary>Reads a file of images.</summary>
    /// <param name="path">The file.</param>
    /// <param name="stream">
    /// Whether they stay in the file until they are needed; if not, they do where they are too large for memory.
    /// </param>
    /// <param name="unpackLimit">What it may unpack to, as <see cref="UnpackLimit"/> has it.</param>
    /// <exception cref="DataException">
    /// The file cannot be read, or is no IDX file of images, or would unpack to too much.
    /// </exception>
    internal static IdxFile Images(string path, bool stream, long? unpackLimit = null) =>
        stream || (File.Exists(path) && StreamingChoice.IsLarge(new FileInfo(path).Length))
            ? Stream(path)
            : Read(path, "images", ranks: [3, 4], unpackLimit);

    static IdxFile Stream(string path)
    {
        using var whole = new HashingStream(DataFile.Open(path));
        using var stream = Unpacked(whole, out bool compressed);
        if (compressed)
            throw StreamingChoice.Refused(
                path,
                "it is compressed, and images are read from where they stand. Unpack it: gunzip -k "
                    + $"{Path.GetFileName(path)}"
            );
        int[] sizes = ReadHeader(stream, path, "images", [3, 4]);
        CheckImage(sizes, path);
        CheckLength(sizes, path, "images", whole.Length, compressed);
        var file = new StreamedFile(path);
        return new IdxFile(sizes, [], whole.Finish())
        {
            Streamed = new PixelRecords(
                [file],
                HeaderLength(sizes),
                new IdxFile(sizes, [], "").ImageShape.Length,
                before: 0
            ),
        };
    }

    /// <summary>Reads a file of labels.</summary>
    /// <exception cref="DataException">
    /// The file cannot be read, or is no IDX file of labels, or would unpack to too much.
    /// </exception>
    internal static IdxFile Labels(string path, long? unpackLimit = null) =>
        Read(path, "labels", ranks: [1], unpackLimit);

    static IdxFile Read(string path, string what, int[] ranks, long? unpackLimit)
    {
        using var stream = new HashingStream(DataFile.Open(path));
        var file = Read(stream, path, what, ranks, unpackLimit);
        return file with { Digest = stream.Finish() };
    }

    /// <summary>Reads a stream whose length is known; <paramref name="name"/> is for messages.</summary>
    internal static IdxFile Read(Stream packed, string name, string what, int[] ranks, long? unpackLimit = null)
    {
        long stored = packed.Length;
        try
        {
            using var stream = Unpacked(packed, out bool compressed);
            int[] sizes = ReadHeader(stream, name, what, ranks);
            long length = CheckLength(sizes, name, what, stored, compressed);
            if (compressed)
                UnpackLimit.Check(
                    unpackLimit,
                    name,
                    stored,
                    length,
                    $"Or unpack it yourself, which tells its size: gunzip -k {Path.GetFileName(name)}"
                );
            if (length > Array.MaxLength)
                throw new DataException(
                    $"{name} declares {Described(sizes, what)}, more than the "
                        + $"{NoteText.Count(Array.MaxLength)} bytes that are read at once. Divide it."
                );
            var bytes = GC.AllocateUninitializedArray<byte>((int)length);
            int read = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            if (read < bytes.Length)
                throw new DataException(
                    $"{name} declares {Described(sizes, what)}, {NoteText.Count(length, "byte")}, but ends "
                        + $"after {NoteText.Count(read)}. {Remedy(cutShort: true)}"
                );
            if (stream.ReadByte() >= 0)
                throw new DataException(
                    $"{name} declares {Described(sizes, what)}, {NoteText.Count(length, "byte")}, but holds "
                        + $"more. {Remedy(cutShort: false)}"
                );
            return new(sizes, bytes, "");
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            throw new DataException(
                $"{name} cannot be unpacked: its gzip data is damaged or cut short. Fetch it again.",
                e
            );
        }
        catch (IOException e)
        {
            throw new DataException($"{name} cannot be read: {e.Message}", e);
        }
    }

    // One image is read at a time, and a shape counts its bytes.
    static void CheckImage(int[] sizes, string name)
    {
        Int128 length = 1;
        foreach (int size in sizes.AsSpan(1))
            length *= size;
        if (length > Array.MaxLength)
            throw new DataException(
                $"{name} declares {Described(sizes, "images")}; one of them would be more than the "
                    + $"{NoteText.Count(Array.MaxLength)} bytes that are read at once. Scale them down, or fetch it "
                    + "again."
            );
    }

    // What the sizes declare, once it is sure that the file can hold it.
    static long CheckLength(int[] sizes, string name, string what, long stored, bool compressed)
    {
        long length = 1;
        foreach (int size in sizes)
        {
            if (length > long.MaxValue / Math.Max(size, 1))
                throw new DataException($"{name} declares sizes whose product no file can hold. Fetch it again.");
            length *= size;
        }
        long possible = compressed ? stored * LargestRatio : stored - HeaderLength(sizes);
        if (length <= possible && (compressed || length == possible))
            return length;
        throw new DataException(
            $"{name} declares {Described(sizes, what)}, {NoteText.Count(length, "byte")}, but holds "
                + (
                    compressed
                        ? $"only {NoteText.Count(stored, "compressed byte")}"
                        : NoteText.Count(Math.Max(possible, 0), "byte")
                )
                + ". "
                + Remedy(length > possible)
        );
    }

    static int[] ReadHeader(Stream stream, string name, string what, int[] ranks)
    {
        Span<byte> word = stackalloc byte[4];
        int read = stream.ReadAtLeast(word, 4, throwOnEndOfStream: false);
        if (read == 0)
            throw new DataException($"{name} is empty; an IDX file of {what} is expected.");
        uint magic = BinaryPrimitives.ReadUInt32BigEndian(word),
            expected = (uint)((UnsignedByte << 8) | ranks[0]);
        if (read < 4 || magic >> 16 != 0 || !ranks.Contains((int)(magic & 0xFF)))
            throw new DataException(
                $"{name} begins with 0x{Convert.ToHexString(word[..read])}; an IDX file of {what} begins with "
                    + $"0x{expected:X8}. "
                    + (magic >> 8 == UnsignedByte ? "Are images and labels exchanged?" : "Is it another file?")
            );
        if ((byte)(magic >> 8) != UnsignedByte)
            throw new DataException(
                $"{name} holds numbers of type 0x{(byte)(magic >> 8):X2}; only unsigned bytes, 0x08, are "
                    + "read. Convert it."
            );
        var sizes = new int[magic & 0xFF];
        for (int i = 0; i < sizes.Length; i++)
        {
            if (stream.ReadAtLeast(word, 4, throwOnEndOfStream: false) < 4)
                throw new DataException(
                    $"{name} ends within its header of {HeaderLength(sizes)} bytes. {Remedy(cutShort: true)}"
                );
            uint size = BinaryPrimitives.ReadUInt32BigEndian(word);
            if (size is 0 or > int.MaxValue)
                throw new DataException(
                    $"{name} declares {size} as its size number {i + 1}; a size lies between 1 and "
                        + $"{int.MaxValue}. Fetch it again."
                );
            sizes[i] = (int)size;
        }
        return sizes;
    }

    // The stream itself or what gzip packed in it, told by the first two bytes. Only the start is read before.
    static Stream Unpacked(Stream packed, out bool compressed)
    {
        var start = new byte[2];
        int read = packed.ReadAtLeast(start, 2, throwOnEndOfStream: false);
        var whole = new PrefixedStream(start.AsMemory(0, read), packed);
        compressed = read == 2 && start is [0x1F, 0x8B];
        return compressed ? new BufferedStream(new GZipStream(whole, CompressionMode.Decompress)) : whole;
    }

    static int HeaderLength(int[] sizes) => 4 + (4 * sizes.Length);

    static string Described(int[] sizes, string what) =>
        sizes.Length == 1
            ? NoteText.Count(sizes[0]) + " " + what
            : $"{NoteText.Count(sizes[0])} {what} of {string.Join("×", sizes.Skip(1))}";

    static string Remedy(bool cutShort) => cutShort ? "It is cut short; fetch it again." : "Fetch it again.";
}
