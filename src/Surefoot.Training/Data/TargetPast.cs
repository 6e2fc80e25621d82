using Surefoot.Training.Formats;

namespace Surefoot.Training.Data;

/// <summary>
/// What a window tells of the target's own past: beside each of its rows the last target that is known at that row, of
/// numbers also how far it moved there. Never the target that is to be forecast: where it is that of the window's last
/// row itself, each row has the target of the row before. A target that is missing stands for the one before it in the
/// window, or else for the next.
/// </summary>
/// <param name="classes">How many classes the target has; 0 for a number.</param>
/// <param name="ahead">How many rows after the window's last the target stands.</param>
/// <param name="change">The root mean square of the change from row to row, in the target's deviations.</param>
/// <param name="error">The RMSE of saying the last known target, in the target's deviations.</param>
/// <param name="season">After how many rows the target repeats itself; 0 where it is not known to.</param>
sealed class TargetPast(int classes, int ahead, double change, double error, int season)
{
    readonly float perChange = (float)(1 / change);

    /// <summary>How many numbers it adds to each row, at its end.</summary>
    internal int Width => classes > 0 ? classes : 2;

    /// <summary>How many targets of a window's rows are known.</summary>
    internal int Known(int length) => length - (ahead == 0 ? 1 : 0);

    /// <summary>The root mean square of the change from row to row, standardised.</summary>
    internal double Change => change;

    /// <summary>The RMSE of saying the last known target, standardised: what a forecast is a share of.</summary>
    internal double Error => error;

    /// <summary>After how many rows the target repeats itself; 0 where it is not known to.</summary>
    internal int Season => season;

    /// <summary>Writes what is known at each row of a window.</summary>
    /// <param name="targets">The targets of the window's rows as they are encoded; NaN where one is missing.</param>
    /// <param name="window">The window's numbers.</param>
    /// <param name="width">How many numbers a row has, with those that are written.</param>
    internal void Encode(ReadOnlySpan<float> targets, Span<float> window, int width)
    {
        int shift = ahead == 0 ? 1 : 0,
            first = 0;
        var seen = targets[..(targets.Length - shift)];
        while (first < seen.Length && float.IsNaN(seen[first]))
            first++;
        float known = first < seen.Length ? seen[first] : float.NaN;
        for (int i = 0; i < targets.Length; i++)
        {
            float before = known,
                target = i < shift ? float.NaN : seen[i - shift];
            known = float.IsNaN(target) ? known : target;
            var place = window.Slice(((i + 1) * width) - Width, Width);
            place.Clear();
            if (float.IsNaN(known))
                continue;
            if (classes > 0)
                place[(int)known] = 1;
            else
                (place[0], place[1]) = (known, (known - before) * perChange);
        }
    }

    /// <summary>Everything there is to store.</summary>
    internal StoredPast Stored => new(change, error, season);

    /// <summary>Fits it to the targets of the training rows.</summary>
    /// <param name="preprocessing">What the targets are.</param>
    /// <param name="options">The window, and a season if one is given.</param>
    /// <param name="targets">The targets of the training rows in order; NaN where one is missing.</param>
    internal static TargetPast Fit(Preprocessing preprocessing, DataOptions options, float[] targets)
    {
        if (preprocessing.Task == TaskKind.Classification)
            return new(preprocessing.Classes.Count, options.Ahead, 1, 1, 0);
        double error = NaiveError(targets, Math.Max(options.Ahead, 1));
        return new(
            0,
            options.Ahead,
            Above0(NaiveError(targets, 1)),
            Above0(error),
            options.Season ?? Seasons.Find(targets, options.Ahead, error)
        );
    }

    /// <summary>The RMSE of the value so many rows before, where both are known; NaN where none are.</summary>
    internal static double NaiveError(ReadOnlySpan<float> targets, int lag)
    {
        double squares = 0;
        long pairs = 0;
        for (int i = lag; i < targets.Length; i++)
        {
            double move = (double)targets[i] - targets[i - lag];
            if (double.IsNaN(move))
                continue;
            squares += move * move;
            pairs++;
        }
        return Math.Sqrt(squares / pairs);
    }

    // A target that never moves within the lag has no unit of its own.
    static double Above0(double error) => error > 1e-6 ? error : 1;
}

/// <summary>A <see cref="TargetPast"/> as a file holds it.</summary>
sealed record StoredPast(double Change, double Error, int Season)
{
    /// <summary>What it stands for, in windows of a target.</summary>
    internal TargetPast Of(Preprocessing rows, int ahead)
    {
        Require(Change > 0, "change");
        Require(Error > 0, "error");
        Require(Season is >= 0 and <= DataOptions.LongestWindow, "season");
        return new(rows.Task == TaskKind.Classification ? rows.Classes.Count : 0, ahead, Change, Error, Season);
    }

    static void Require(bool holds, string member)
    {
        if (!holds)
            throw new WrongValueException("is not as expected", $".past.{member}");
    }
}
