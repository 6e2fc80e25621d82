using System.Globalization;

namespace Surefoot.Training.Comparing;

/// <summary>
/// A small search for a learning rate, the same for every optimizer. It starts at the optimizer's own rate, goes up by
/// half a decade at a time while that helps, down where it does not, and, once the best rate has worse neighbours on
/// both sides, looks a quarter of a decade around it.
/// </summary>
static class RateSearch
{
    // A place in the search is a whole number of quarter decades away from the start.
    const int HalfDecade = 2,
        QuarterDecade = 1;

    /// <summary>Tries up to <paramref name="trials"/> rates.</summary>
    /// <param name="start">Where to start, above 0.</param>
    /// <param name="trials">How many rates to try, at least 1.</param>
    /// <param name="loss">
    /// The validation loss that a rate leads to; not finite where it diverges. Is given the rate and the number of the
    /// trial, from 1.
    /// </param>
    /// <returns>The trials in their order.</returns>
    public static List<RateTrial> Run(double start, int trials, Func<double, int, double> loss)
    {
        SortedDictionary<int, double> losses = [];
        List<RateTrial> tried = [];
        for (int? place = 0; place is { } here && tried.Count < trials; place = Next(losses))
        {
            double rate = here == 0 ? start : Rounded(start * Math.Pow(10, here / 4.0)),
                value = loss(rate, tried.Count + 1);
            losses[here] = double.IsFinite(value) ? value : double.PositiveInfinity;
            tried.Add(new RateTrial(rate, losses[here]));
        }

        return tried;
    }

    /// <summary>The trial with the lowest loss; of equals, the lowest rate.</summary>
    public static RateTrial Best(IEnumerable<RateTrial> trials) =>
        trials.OrderBy(trial => trial.ValidationLoss).ThenBy(trial => trial.Rate).First();

    static int? Next(SortedDictionary<int, double> losses)
    {
        int best = losses.MinBy(pair => pair.Value).Key;
        foreach (int step in (ReadOnlySpan<int>)[HalfDecade, -HalfDecade, QuarterDecade, -QuarterDecade])
        {
            if (!losses.ContainsKey(best + step))
                return best + step;
        }
        return null;
    }

    // Three digits: a rate that can be typed again.
    static double Rounded(double rate) =>
        double.Parse(rate.ToString("E2", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
