using Surefoot.Training.Data.Streaming;

namespace Surefoot.Training.Data.Numpy;

/// <summary>
/// One array in a file or an archive: its header has been read and checked, its elements are read when asked for.
/// </summary>
sealed class NpyArray
{
    const int Block = 1 << 13;

    readonly Func<Stream> open;
    readonly (string Path, long Start)? stored;

    NpyArray(string name, NpyHeader header, Func<Stream> open, (string Path, long Start)? stored)
    {
        (Name, Header) = (name, header);
        this.open = open;
        this.stored = stored;
    }

    /// <summary>Where it lies, for messages.</summary>
    internal string Name { get; }

    /// <summary>Its header.</summary>
    internal NpyHeader Header { get; }

    /// <summary>How many rows there are, the first size.</summary>
    internal int Rows => Header.Sizes[0];

    /// <summary>
    /// The most bytes that its numbers take once they are read: pixels one each, other inputs a float; and a target a
    /// double.
    /// </summary>
    internal Int128 MostMemory =>
        ((Int128)Header.Elements * (Header.Type.IsByte && Header.Sizes.Length > 2 ? 1 : sizeof(float)))
        + ((Int128)Rows * sizeof(double));

    /// <summary>The sizes as Python writes them.</summary>
    internal string Shape => "(" + string.Join(", ", Header.Sizes) + (Header.Sizes.Length == 1 ? ",)" : ")");

    /// <summary>Whether a row can be read by itself.</summary>
    internal bool IsRowwise => stored is not null && !(Header.Fortran && Header.Sizes.Length > 1);

    /// <summary>The file in which a row can be read by itself, and the byte at which the first begins.</summary>
    /// <exception cref="DataException">The array is compressed, or in Fortran order.</exception>
    internal (string Path, long Start) Rowwise =>
        Header.Fortran && Header.Sizes.Length > 1
            ? throw StreamingChoice.Refused(
                Name,
                "in Fortran order the numbers of a row lie far apart. Save it in C order: numpy.save(file, "
                    + "numpy.ascontiguousarray(array))."
            )
        : stored is { } place ? (place.Path, place.Start + Header.Length)
        : throw StreamingChoice.Refused(
            Name,
            "it is compressed, and rows are read from where they stand. Save it with numpy.savez, which does "
                + "not compress, or as .npy files."
        );

    /// <summary>A file on the disk.</summary>
    internal static NpyArray Open(string path)
    {
        using var stream = DataFile.Open(path);
        return Open(path, stream.Length, () => DataFile.Open(path), (path, 0));
    }

    /// <summary>An array whose bytes a function gives, from the first on, as often as it is called.</summary>
    /// <param name="name">Where it lies, for messages.</param>
    /// <param name="length">How many bytes there are by what the file system or the archive says.</param>
    /// <param name="open">Opens it.</param>
    /// <param name="stored">
    /// The file in which just these bytes stand one after another, and where; null where they are compressed.
    /// </param>
    /// <exception cref="DataException">
    /// It is no array of numbers, is empty, or has another size than it declares.
    /// </exception>
    internal static NpyArray Open(string name, long length, Func<Stream> open, (string Path, long Start)? stored = null)
    {
        NpyHeader header;
        try
        {
            using var stream = open();
            header = NpyHeader.Read(stream, name);
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            throw Damaged(name, e);
        }
        var array = new NpyArray(name, header, open, stored);
        long elements,
            bytes;
        try
        {
            elements = header.Elements;
            bytes = checked(elements * header.Type.Size);
        }
        catch (OverflowException e)
        {
            throw new DataException(
                $"{name} declares the shape {array.Shape}, more elements than any file can hold. Fetch it again.",
                e
            );
        }
        if (header.Sizes.Length == 0 || elements == 0)
            throw new DataException(
                $"{name} has the shape {array.Shape} and holds no row. Give it at least {RowSplit.FewestRows} rows."
            );
        if (bytes != length - header.Length)
            throw new DataException(
                $"{name} declares the shape {array.Shape}, {NoteText.Count(bytes, "byte")}, but holds "
                    + $"{NoteText.Count(Math.Max(length - header.Length, 0))}. "
                    + (bytes > length - header.Length ? "It is cut short; fetch it again." : "Fetch it again.")
            );
        return array;
    }

    /// <summary>Gives every element to a function, block after block in the order of the file.</summary>
    /// <exception cref="DataException">
    /// The elements cannot be read, or there are fewer or more than declared.
    /// </exception>
    internal void Read(Action<double[], int> take) => Read((_, numbers, count) => take(numbers, count));

    /// <summary>The same, with the bytes as they are stored.</summary>
    /// <exception cref="DataException">
    /// The elements cannot be read, or there are fewer or more than declared.
    /// </exception>
    internal void Read(Action<byte[], double[], int> take)
    {
        long left = Header.Elements;
        var bytes = new byte[Block * Header.Type.Size];
        var numbers = new double[Block];
        try
        {
            using var stream = open();
            _ = NpyHeader.Read(stream, Name);
            while (left > 0)
            {
                int count = (int)Math.Min(left, Block),
                    wanted = count * Header.Type.Size;
                if (stream.ReadAtLeast(bytes.AsSpan(0, wanted), wanted, throwOnEndOfStream: false) < wanted)
                    throw new DataException(
                        $"{Name} declares the shape {Shape} but ends {NoteText.Count(left, "element")} early. "
                            + "It is cut short; fetch it again."
                    );
                Header.Type.Decode(bytes.AsSpan(0, wanted), numbers.AsSpan(0, count));
                take(bytes, numbers, count);
                left -= count;
            }
            if (stream.ReadByte() >= 0)
                throw new DataException($"{Name} declares the shape {Shape} but holds more. Fetch it again.");
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            throw Damaged(Name, e);
        }
    }

    static DataException Damaged(string name, Exception cause) =>
        new($"{name} cannot be read: its data is damaged. Fetch it again. ({cause.Message})", cause);
}
