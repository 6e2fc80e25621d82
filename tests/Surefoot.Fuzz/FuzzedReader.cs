namespace Surefoot.Fuzz;

/// <summary>A reader and what it is fed.</summary>
/// <param name="Name">What the command calls it.</param>
/// <param name="Samples">Sound files, small.</param>
/// <param name="Words">Parts of the format's grammar, to be put in where they do not belong.</param>
/// <param name="Read">Reads a file from memory, or throws one of the errors that a user is told of.</param>
sealed record FuzzedReader(string Name, IReadOnlyList<byte[]> Samples, IReadOnlyList<string> Words, Action<byte[]> Read)
{
    /// <summary>
    /// Brings a damaged file into order on the surface, so that the damage gets past checksums and lengths; null where
    /// there is nothing to bring into order.
    /// </summary>
    public Func<byte[], byte[]>? Mend { get; init; }

    /// <summary>The most bytes that a file of the size of the samples may make it allocate.</summary>
    public long Allowance { get; init; } = 16 << 20;
}
