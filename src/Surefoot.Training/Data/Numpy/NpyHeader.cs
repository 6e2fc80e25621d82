using System.Buffers.Binary;
using System.Text;

namespace Surefoot.Training.Data.Numpy;

/// <summary>
/// What a .npy file says of itself, versions 1 to 3 (NumPy enhancement proposal 1 and <c>numpy.lib.format</c>).
/// </summary>
/// <param name="Type">The type of an element.</param>
/// <param name="Fortran">Whether the first index runs fastest, not the last.</param>
/// <param name="Sizes">The sizes, outermost first.</param>
/// <param name="Length">How many bytes the header takes.</param>
sealed record NpyHeader(NpyType Type, bool Fortran, int[] Sizes, int Length)
{
    // NumPy itself refuses longer ones, unless told not to; a header of numbers takes about a hundred bytes.
    const int LongestText = 10_000;

    static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    /// <summary>How many elements are declared.</summary>
    internal long Elements
    {
        get
        {
            if (Sizes.Contains(0))
                return 0;
            long product = 1;
            foreach (int size in Sizes)
                product = checked(product * size);
            return product;
        }
    }

    /// <summary>Whether a stream begins as a .npy file does.</summary>
    internal static bool Recognises(Stream stream)
    {
        Span<byte> start = stackalloc byte[6];
        return stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) == start.Length
            && start.SequenceEqual(Magic);
    }

    /// <summary>Reads the header.</summary>
    /// <param name="stream">The file from its first byte.</param>
    /// <param name="name">Its name, for messages.</param>
    /// <exception cref="DataException">It is no .npy file, or not one of numbers.</exception>
    internal static NpyHeader Read(Stream stream, string name)
    {
        Span<byte> start = stackalloc byte[8];
        int read = stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        if (read == 0)
            throw new DataException($"{name} is empty; a NumPy array is expected.");
        if (read < start.Length || !start[..6].SequenceEqual(Magic))
            throw new DataException(
                $"{name} begins with 0x{Convert.ToHexString(start[..read])}; a .npy file begins with "
                    + $"0x{Convert.ToHexString(Magic)}. Is it another file?"
            );
        if (start[6] is < 1 or > 3)
            throw new DataException(
                $"{name} is written in version {start[6]}.{start[7]} of the format; versions 1 to 3 are read. "
                    + "Save it with numpy.save."
            );
        int lengthBytes = start[6] == 1 ? 2 : 4;
        Span<byte> word = stackalloc byte[4];
        word.Clear();
        if (stream.ReadAtLeast(word[..lengthBytes], lengthBytes, throwOnEndOfStream: false) < lengthBytes)
            throw CutShort(name);
        uint length = BinaryPrimitives.ReadUInt32LittleEndian(word);
        if (length > LongestText)
            throw new DataException(
                $"{name}, byte 8: a header of {NoteText.Count(length, "byte")} is declared; that of an array "
                    + $"of numbers has at most {NoteText.Count(LongestText)}. Save it again with numpy.save."
            );
        var bytes = new byte[length];
        if (stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length)
            throw CutShort(name);
        return Parse(Encoding.Latin1.GetString(bytes), name, start.Length + lengthBytes + bytes.Length);
    }

    static NpyHeader Parse(string text, string name, int length)
    {
        try
        {
            var (word, fortran, sizes) = new HeaderText(text).Read();
            var type = NpyType.Parse(word) ?? throw Unread(name, word);
            return new(type, fortran, sizes, length);
        }
        catch (FormatException e)
        {
            throw new DataException(
                $"{name} has a header that cannot be read: {e.Message}, in {NoteText.Shown(text.Trim())}. "
                    + "Save it again with numpy.save.",
                e
            );
        }
    }

    static DataException Unread(string name, string word) =>
        new(
            $"{name} holds "
                + (
                    word.Length > 1
                        ? word[0] is '[' or '('
                            ? "records"
                            : word[1] switch
                            {
                                'O' => "Python objects, which are never read since reading them can run programs",
                                'U' or 'S' or 'a' => $"text ({NoteText.Shown(word)})",
                                'c' => $"complex numbers ({NoteText.Shown(word)})",
                                'M' or 'm' => $"times ({NoteText.Shown(word)})",
                                _ => $"the type {NoteText.Shown(word)}",
                            }
                        : $"the type {NoteText.Shown(word)}"
                )
                + "; booleans, whole numbers and floating-point numbers of at most 8 bytes are read. "
                + "Convert it in NumPy, with .astype('float32') for instance, or number the classes."
        );

    static DataException CutShort(string name) =>
        new($"{name} ends within its header. It is cut short; fetch it again.");
}
