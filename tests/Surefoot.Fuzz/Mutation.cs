using System.Buffers.Binary;
using System.Text;
using Surefoot.Randomness;

namespace Surefoot.Fuzz;

/// <summary>
/// Damages a file: a function of the random stream alone, so that every execution can be repeated by its number.
/// </summary>
/// <param name="random">Where to draw from.</param>
/// <param name="reader">Whose files and words to use.</param>
ref struct Mutation(RandomStream random, FuzzedReader reader)
{
    static readonly ulong[] Edges =
    [
        0,
        1,
        2,
        0x7F,
        0x80,
        0xFF,
        0x7FFF,
        0x8000,
        0xFFFF,
        0x7FFF_FFFF,
        0x8000_0000,
        0xFFFF_FFFF,
        0x1_0000_0000,
        long.MaxValue,
        1UL << 63,
        ulong.MaxValue,
    ];

    static readonly string[] Numbers =
    [
        "0",
        "-1",
        "1",
        "-0",
        "0.5",
        "1e9",
        "1e999",
        "2147483647",
        "2147483648",
        "4294967296",
        "9223372036854775807",
        "9223372036854775808",
        "18446744073709551616",
        "99999999999999999999999",
        "NaN",
        "Infinity",
        "0x10",
        "",
        "00",
        "1,5",
    ];

    ulong drawn;

    int Below(int bound) => random.Below(drawn++, bound);

    /// <summary>A damaged file.</summary>
    public byte[] Make()
    {
        byte[] file = Pick(reader.Samples);
        // Mostly one fault, so that what stands behind it is met.
        for (int left = Below(3) > 0 ? 1 : 2 + Below(3); left > 0; left--)
            file = Damage(file);
        return reader.Mend is not null && Below(3) > 0 ? reader.Mend(file) : file;
    }

    T Pick<T>(IReadOnlyList<T> from) => from[Below(from.Count)];

    byte[] Damage(byte[] file)
    {
        if (file.Length == 0)
            return Insert(file, 0, Noise(1 + Below(16)));
        int at = Below(file.Length),
            length = Math.Min(1 + Below(1 << (1 + Below(6))), file.Length - at);
        return Below(12) switch
        {
            0 => Changed(file, at, (byte)(file[at] ^ (1 << Below(8)))),
            1 => Changed(file, at, (byte)Edges[Below(6)]),
            2 => Changed(file, at, (byte)Below(256)),
            3 => Whole(file, at),
            4 => file[..at],
            5 => [.. file[..at], .. file[(at + length)..]],
            6 => Insert(file, at, file[at..(at + length)]),
            7 => Insert(file, at, Noise(length)),
            8 => [.. file[..at], .. Pick(reader.Samples) is var other ? other[Below(other.Length)..] : []],
            9 => reader.Words.Count == 0
                ? Whole(file, at)
                : Insert(file, at, Encoding.UTF8.GetBytes(Pick(reader.Words))),
            10 => reader.Words.Count == 0
                ? Whole(file, at)
                : Overwritten(file, at, Encoding.UTF8.GetBytes(Pick(reader.Words))),
            _ => Number(file, at),
        };
    }

    static byte[] Changed(byte[] file, int at, byte value)
    {
        byte[] copy = [.. file];
        copy[at] = value;
        return copy;
    }

    static byte[] Insert(byte[] file, int at, byte[] part) => [.. file[..at], .. part, .. file[at..]];

    static byte[] Overwritten(byte[] file, int at, byte[] part) =>
        [.. file[..at], .. part, .. file[Math.Min(at + part.Length, file.Length)..]];

    byte[] Noise(int length)
    {
        var noise = new byte[length];
        for (int i = 0; i < length; i++)
            noise[i] = (byte)Below(256);
        return noise;
    }

    // A number of 1 to 8 bytes, in either order, at an edge.
    byte[] Whole(byte[] file, int at)
    {
        Span<byte> bytes = stackalloc byte[8];
        ulong edge = Edges[Below(Edges.Length)];
        int size = 1 << Below(4);
        if (Below(2) == 0)
            BinaryPrimitives.WriteUInt64LittleEndian(bytes, edge);
        else
            BinaryPrimitives.WriteUInt64BigEndian(bytes, edge << (64 - (8 * size)));
        return Overwritten(file, at, bytes[..size].ToArray());
    }

    // The next number written in digits becomes another.
    byte[] Number(byte[] file, int at)
    {
        int start = at,
            end;
        while (start < file.Length && !char.IsAsciiDigit((char)file[start]))
            start++;
        if (start == file.Length)
            return Whole(file, at);
        for (end = start; end < file.Length && char.IsAsciiDigit((char)file[end]); )
            end++;
        return [.. file[..start], .. Encoding.ASCII.GetBytes(Pick(Numbers)), .. file[end..]];
    }
}
