namespace Surefoot.Training.Data;

/// <summary>
/// What compressed data may unpack to. A kilobyte of a compressed file can become a megabyte, so what it says of its
/// sizes is compared with this before anything is unpacked.
/// </summary>
static class UnpackLimit
{
    /// <summary>Bytes that every file may unpack to where the user said nothing: 1 GiB.</summary>
    internal const long Usual = 1L << 30;

    /// <summary>
    /// How many times its own size a file may unpack to where that is more: photographs, digits and measurements stay
    /// below.
    /// </summary>
    internal const int UsualRatio = 16;

    /// <summary>What a file of so many bytes may unpack to.</summary>
    /// <param name="said">What the user said; null where nothing.</param>
    /// <param name="packed">The bytes of the file.</param>
    internal static long For(long? said, long packed) =>
        said ?? Math.Max(Usual, packed > long.MaxValue / UsualRatio ? long.MaxValue : packed * UsualRatio);

    /// <summary>Refuses data that would become more.</summary>
    /// <param name="said">What the user said; null where nothing.</param>
    /// <param name="name">Where the data lies.</param>
    /// <param name="packed">The bytes that it takes there.</param>
    /// <param name="unpacked">The bytes that it would take in memory.</param>
    /// <param name="otherwise">What else the user can do, as a sentence.</param>
    /// <exception cref="DataException">It would.</exception>
    internal static void Check(long? said, string name, long packed, Int128 unpacked, string otherwise)
    {
        long most = For(said, packed);
        if (unpacked <= most)
            return;
        string bytes =
            unpacked > long.MaxValue
                ? "more than " + NoteText.Count(long.MaxValue, "byte")
                : NoteText.Count((long)unpacked, "byte");
        throw new DataException(
            $"{name} takes {NoteText.Count(packed, "byte")} and would become {bytes} in memory; at most "
                + $"{NoteText.Count(most)} are unpacked. "
                + $"If it is meant, allow more (--unpack-limit {Enough(unpacked)}, in a program "
                + $"DataOptions.UnpackLimit). {otherwise}"
        );
    }

    // A limit that is enough, as it would be typed.
    static string Enough(Int128 bytes) =>
        bytes >> 30 >= 1 << 20 ? "all"
        : bytes < 1 << 20 ? ((long)bytes).ToString(System.Globalization.CultureInfo.InvariantCulture)
        : bytes < Usual ? $"{(long)((bytes + (1 << 20) - 1) >> 20)}MiB"
        : $"{(long)((bytes + Usual - 1) >> 30)}GiB";
}
