using Surefoot.Lab.Charts;

namespace Surefoot.Lab.Pages.Runs;

/// <summary>
/// Smoothing by an exponentially decaying average, corrected for its start at 0 (Kingma and Ba 2015, section 3), so
/// that the first values are not pulled down. The values themselves stay to be seen behind.
/// </summary>
static class Smoothed
{
    /// <summary>
    /// The line as it is drawn: alone where nothing is smoothed; else smoothed, with the values behind it.
    /// </summary>
    /// <param name="line">The values.</param>
    /// <param name="keep">The share of the average that is kept at each value, in [0, 1).</param>
    /// <param name="look">The look of both.</param>
    public static IEnumerable<Series> Lines(Series line, double keep, int look)
    {
        if (keep == 0)
            return [line with { Look = look }];
        return
        [
            new Series(line.Name, line.X, Values(line.Y, keep)) { Look = look, Band = line.Band },
            line with
            {
                Look = look,
                Band = null,
                IsFaint = true,
            },
        ];
    }

    /// <summary>
    /// The averages. A value that is not finite interrupts the line and leaves the average as it was.
    /// </summary>
    public static double[] Values(IReadOnlyList<double> values, double keep)
    {
        double[] smoothed = new double[values.Count];
        double average = 0,
            weight = 0;
        for (int i = 0; i < smoothed.Length; i++)
        {
            if (!double.IsFinite(values[i]))
            {
                smoothed[i] = values[i];
                continue;
            }

            average = (keep * average) + ((1 - keep) * values[i]);
            weight = (keep * weight) + (1 - keep);
            smoothed[i] = average / weight;
        }

        return smoothed;
    }
}
