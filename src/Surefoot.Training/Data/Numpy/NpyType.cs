using System.Buffers.Binary;

namespace Surefoot.Training.Data.Numpy;

/// <summary>
/// The type of an array's elements: booleans, whole numbers with or without a sign, or floating point.
/// </summary>
/// <param name="Kind">b, i, u or f.</param>
/// <param name="Size">Bytes an element.</param>
/// <param name="BigEndian">Whether the most significant byte comes first.</param>
readonly record struct NpyType(char Kind, int Size, bool BigEndian)
{
    /// <summary>Whether elements are whole by their type.</summary>
    internal bool IsWhole => Kind != 'f';

    /// <summary>Whether an element is an unsigned byte, as the pixels of images are.</summary>
    internal bool IsByte => Kind == 'u' && Size == 1;

    /// <summary>Whether elements are whole numbers that a double may not hold.</summary>
    internal bool IsLong => Kind is 'i' or 'u' && Size == 8;

    /// <summary>
    /// The distance from 1 to the next number of the type; of whole numbers that of a double, which holds them.
    /// </summary>
    internal double Precision =>
        (Kind, Size) switch
        {
            ('f', 2) => Tables.Moments.Half,
            ('f', 4) => Tables.Moments.Single,
            _ => Tables.Moments.Double,
        };

    /// <summary>Reads NumPy's word for a type, such as <c>&lt;f4</c>; null where it is not one of numbers.</summary>
    internal static NpyType? Parse(string word)
    {
        if (word.Length != 3 || word[0] is not ('<' or '>' or '|' or '=') || word[2] is < '1' or > '8')
            return null;
        int size = word[2] - '0';
        bool known = (word[1], size) is ('b', 1) or ('i' or 'u', 1 or 2 or 4 or 8) or ('f', 2 or 4 or 8);
        // "|" says that order does not matter, which is so for single bytes only; "=" is the order of the machine that
        // wrote, which a file cannot know.
        bool ordered = size == 1 ? word[0] != '=' : word[0] is '<' or '>';
        return known && ordered ? new(word[1], size, word[0] == '>') : null;
    }

    /// <summary>Turns stored elements into numbers; whole numbers beyond 2⁵³ are rounded.</summary>
    /// <param name="stored">The bytes of whole elements.</param>
    /// <param name="numbers">Receives one number an element.</param>
    internal void Decode(ReadOnlySpan<byte> stored, Span<double> numbers)
    {
        for (int i = 0; i < numbers.Length; i++)
            numbers[i] = Number(stored.Slice(i * Size, Size));
    }

    /// <summary>A stored element of a type that <see cref="IsLong"/>, whole.</summary>
    internal Int128 Whole(ReadOnlySpan<byte> element) =>
        (Kind, BigEndian) switch
        {
            ('u', true) => BinaryPrimitives.ReadUInt64BigEndian(element),
            ('u', false) => BinaryPrimitives.ReadUInt64LittleEndian(element),
            (_, true) => BinaryPrimitives.ReadInt64BigEndian(element),
            _ => BinaryPrimitives.ReadInt64LittleEndian(element),
        };

    double Number(ReadOnlySpan<byte> element) =>
        (Kind, Size) switch
        {
            ('b', _) => element[0] == 0 ? 0 : 1,
            ('u', 1) => element[0],
            ('i', 1) => (sbyte)element[0],
            ('u', 2) => BigEndian
                ? BinaryPrimitives.ReadUInt16BigEndian(element)
                : BinaryPrimitives.ReadUInt16LittleEndian(element),
            ('i', 2) => BigEndian
                ? BinaryPrimitives.ReadInt16BigEndian(element)
                : BinaryPrimitives.ReadInt16LittleEndian(element),
            ('u', 4) => BigEndian
                ? BinaryPrimitives.ReadUInt32BigEndian(element)
                : BinaryPrimitives.ReadUInt32LittleEndian(element),
            ('i', 4) => BigEndian
                ? BinaryPrimitives.ReadInt32BigEndian(element)
                : BinaryPrimitives.ReadInt32LittleEndian(element),
            ('u', 8) => BigEndian
                ? BinaryPrimitives.ReadUInt64BigEndian(element)
                : BinaryPrimitives.ReadUInt64LittleEndian(element),
            ('i', 8) => BigEndian
                ? BinaryPrimitives.ReadInt64BigEndian(element)
                : BinaryPrimitives.ReadInt64LittleEndian(element),
            ('f', 2) => (double)(
                BigEndian ? BinaryPrimitives.ReadHalfBigEndian(element) : BinaryPrimitives.ReadHalfLittleEndian(element)
            ),
            ('f', 4) => BigEndian
                ? BinaryPrimitives.ReadSingleBigEndian(element)
                : BinaryPrimitives.ReadSingleLittleEndian(element),
            _ => BigEndian
                ? BinaryPrimitives.ReadDoubleBigEndian(element)
                : BinaryPrimitives.ReadDoubleLittleEndian(element),
        };
}
