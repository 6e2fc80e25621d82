namespace Surefoot.Training.Data.Streaming;

/// <summary>Where in a file each row begins: 8 bytes a row, in pieces, so that growing copies nothing.</summary>
sealed class RowStarts
{
    const int PieceBits = 16;

    readonly List<long[]> pieces = [];

    /// <summary>How many rows there are.</summary>
    internal int Count { get; private set; }

    /// <summary>The byte at which a row begins.</summary>
    internal long this[int row] => pieces[row >> PieceBits][row & ((1 << PieceBits) - 1)];

    /// <summary>Adds the next row.</summary>
    internal void Add(long start)
    {
        int within = Count & ((1 << PieceBits) - 1);
        if (within == 0)
            pieces.Add(new long[1 << PieceBits]);
        pieces[^1][within] = start;
        Count = checked(Count + 1);
    }
}
