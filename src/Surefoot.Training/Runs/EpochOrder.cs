using Surefoot.Randomness;

namespace Surefoot.Training.Runs;

/// <summary>
/// The order of an epoch's rows: a function of the seed and the epoch, so that a run goes on anywhere.
/// </summary>
/// <param name="seed">The run's seed.</param>
/// <param name="window">How many rows are shuffled at a time; 0 for all of them.</param>
sealed class EpochOrder(ulong seed, int window)
{
    // The streams of random numbers that nothing else draws from: "SHUF" and "PIEC" in ASCII.
    const uint ShuffleStream = 0x53485546,
        PieceStream = 0x50494543;

    // A window is put together of so many pieces of neighbouring rows, from anywhere in the file.
    const int PiecesAWindow = 16;

    /// <summary>Fills an order with all rows of an epoch.</summary>
    public void Fill(Span<int> order, int epoch)
    {
        var shuffle = new RandomStream(seed, ShuffleStream, (ulong)epoch);
        if (window == 0 || window >= order.Length)
        {
            shuffle.Permute(order);
            return;
        }
        FillPieces(order, new RandomStream(seed, PieceStream, (ulong)epoch));
        for (int start = 0; start < order.Length; start += window)
        {
            var part = order.Slice(start, Math.Min(window, order.Length - start));
            for (int i = part.Length - 1; i > 0; i--)
            {
                int j = shuffle.Below((ulong)(start + i), i + 1);
                (part[i], part[j]) = (part[j], part[i]);
            }
        }
    }

    // Neighbouring rows by pieces, the pieces in a random order.
    void FillPieces(Span<int> order, RandomStream random)
    {
        int size = Math.Max(1, window / PiecesAWindow);
        var pieces = new int[((order.Length - 1) / size) + 1];
        random.Permute(pieces);
        int at = 0;
        foreach (int piece in pieces)
        {
            int first = piece * size,
                end = Math.Min(first + size, order.Length);
            for (int row = first; row < end; row++)
                order[at++] = row;
        }
    }
}
