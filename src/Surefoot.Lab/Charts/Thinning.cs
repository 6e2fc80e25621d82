namespace Surefoot.Lab.Charts;

/// <summary>
/// A line of a hundred thousand points on six hundred pixels: in each column of pixels only the first, the lowest, the
/// highest and the last point are kept. The drawn line is the same, spikes included, and its size is bounded.
/// </summary>
static class Thinning
{
    /// <summary>The points of one unbroken stretch that are worth drawing, in order.</summary>
    public static List<(double X, double Y)> Apply(List<(double X, double Y)> points, int columns)
    {
        if (points.Count <= 4 * columns)
            return points;
        List<(double X, double Y)> kept = new(4 * columns);
        for (int start = 0; start < points.Count; )
        {
            int column = (int)points[start].X,
                end = start,
                lowest = start,
                highest = start;
            for (; end < points.Count && (int)points[end].X == column; end++)
            {
                if (points[end].Y < points[lowest].Y)
                    lowest = end;
                if (points[end].Y > points[highest].Y)
                    highest = end;
            }

            Span<int> chosen = [start, lowest, highest, end - 1];
            chosen.Sort();
            int previous = -1;
            foreach (int index in chosen)
            {
                if (index != previous)
                    kept.Add(points[index]);
                previous = index;
            }

            start = end;
        }

        return kept;
    }
}
