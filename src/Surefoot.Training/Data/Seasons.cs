namespace Surefoot.Training.Data;

/// <summary>After how many rows a series repeats itself, where that is evident.</summary>
static class Seasons
{
    // A year of days, and some more; of a longer series the last rows are looked at.
    const int Longest = 400,
        MostRows = 20_000;

    // What counts as evident: a forecast better by a tenth than the last value. A part of the best season is the season
    // where its forecast is as good to a tenth.
    const double Better = 0.9,
        AsGood = 1.1;

    /// <summary>
    /// The season whose naive forecast, the value of a whole number of seasons before, is best on the training rows, or
    /// the smallest whole part of it that is as good to a tenth; 0 where it is not better by a tenth than the last
    /// known value. At least two seasons must be there.
    /// </summary>
    /// <param name="targets">The targets of the training rows in order; NaN where one is missing.</param>
    /// <param name="ahead">How many rows after the last known one a target stands.</param>
    /// <param name="naive">The RMSE of the last known value.</param>
    internal static int Find(ReadOnlySpan<float> targets, int ahead, double naive)
    {
        targets = targets[Math.Max(0, targets.Length - MostRows)..];
        int longest = Math.Min(Longest, targets.Length / 2),
            best = 0;
        var errors = new double[longest + 1];
        for (int season = 2; season <= longest; season++)
        {
            errors[season] = TargetPast.NaiveError(targets, Back(season, ahead));
            if (best == 0 ? errors[season] < Better * naive : errors[season] < errors[best])
                best = season;
        }
        for (int parts = best / 2; parts > 1; parts--)
        {
            int part = (int)Math.Round((double)best / parts);
            if (errors[part] <= AsGood * errors[best])
                return part;
        }
        return best;
    }

    /// <summary>How far back the last value of the same place in the season is known.</summary>
    internal static int Back(int season, int ahead) => season * ((Math.Max(ahead, 1) + season - 1) / season);
}
