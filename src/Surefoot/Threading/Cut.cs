namespace Surefoot.Threading;

/// <summary>
/// Cuts what stands in a row into pieces, of which the longest and the shortest differ by one block. Where pieces end
/// is decided by the length and the number of pieces alone.
/// </summary>
/// <param name="length">How many there are.</param>
/// <param name="pieces">How many pieces, at least 1 where there is anything.</param>
/// <param name="block">What is not to be divided: pieces begin at its multiples.</param>
internal readonly struct Cut(int length, int pieces, int block = 1)
{
    /// <summary>How many pieces there are.</summary>
    public int Pieces => pieces;

    /// <summary>Where a piece begins, and where the next one does.</summary>
    /// <param name="piece">Its number, from 0.</param>
    public (int First, int End) this[int piece] => (Start(piece), Start(piece + 1));

    /// <summary>
    /// By the length alone, whatever the threads: for sums, whose bits depend on where the pieces end.
    /// </summary>
    /// <param name="length">How many there are.</param>
    /// <param name="most">How many pieces at most.</param>
    public static Cut Fixed(int length, int most) => new(length, Math.Min(length, most));

    /// <summary>
    /// So many pieces a thread: for what is computed each by itself, so that its bits do not depend on where the pieces
    /// end.
    /// </summary>
    /// <param name="length">How many there are.</param>
    /// <param name="pool">The threads.</param>
    /// <param name="each">How many pieces for each of them: two even out what takes longer.</param>
    public static Cut Shared(int length, WorkerPool pool, int each = 2) =>
        new(length, Math.Min(length, each * pool.Threads));

    int Start(int piece)
    {
        int blocks = (int)(((long)length + block - 1) / block);
        return (int)Math.Min(length, (long)blocks * piece / pieces * block);
    }
}
