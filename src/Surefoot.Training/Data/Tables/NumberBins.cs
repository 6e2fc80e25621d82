namespace Surefoot.Training.Data.Tables;

/// <summary>
/// What a number becomes beside itself, standardised: for each of some bins, how far through it the number lies, from 0
/// below it to 1 above it. It is the piecewise-linear encoding of Gorishniy, Rubachev and Babenko, "On Embeddings for
/// Numerical Features in Tabular Deep Learning" (NeurIPS 2022).
/// </summary>
/// <param name="edges">Where the bins begin and the last one ends: at least two, which <see cref="Rise"/>.</param>
sealed class NumberBins(double[] edges)
{
    /// <summary>The most edges that there are.</summary>
    internal const int MostEdges = DataOptions.MostBins + 1;

    /// <summary>Where the bins begin and the last one ends.</summary>
    internal IReadOnlyList<double> Edges => edges;

    /// <summary>How many numbers it becomes.</summary>
    internal int Count => edges.Length - 1;

    /// <summary>Whether each edge is a number above the one before, by as much as can be divided by.</summary>
    internal static bool Rise(params ReadOnlySpan<double> edges)
    {
        for (int i = 0; i < edges.Length; i++)
        {
            double width = i == 0 ? 1 : edges[i] - edges[i - 1];
            if (!double.IsFinite(edges[i]) || !double.IsNormal(width) || width < 0)
                return false;
        }
        return true;
    }

    /// <summary>Writes a number into as many zeroed numbers as there are bins.</summary>
    internal void Write(double number, Span<float> into)
    {
        for (int bin = 0; bin < into.Length && number > edges[bin]; bin++)
            into[bin] = (float)Math.Min(1, (number - edges[bin]) / (edges[bin + 1] - edges[bin]));
    }
}
