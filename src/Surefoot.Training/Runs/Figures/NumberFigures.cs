using Surefoot.Training.Metrics;

namespace Surefoot.Training.Runs.Figures;

/// <summary>
/// RMSE, MAE and R² of a regression. Only sums are held, whatever the number of rows. With the error e of a row and v
/// the square of its target's distance from the rows' mean, the interval of the RMSE is that of the logarithm of the
/// mean of e², whose spread is less skewed; that of R² = 1 − Σe²/Σv is the spread of (e² − (1 − R²)·v) / v̄ over the
/// rows.
/// </summary>
/// <param name="scale">How large 1 of the standardised target is in its own units.</param>
/// <param name="windows">Whether rows are windows, with a last value known before.</param>
/// <param name="seasons">Whether they repeat themselves, with the value of a season before.</param>
sealed class NumberFigures(double scale, bool windows, bool seasons = false) : IFigures
{
    int rows;
    double squares,
        fourths,
        absolutes;

    // The powers of the target's distance from the first row's, so that far-off targets do not cancel.
    double first,
        d1,
        d2,
        d3,
        d4,
        e2d1,
        e2d2;

    double targets,
        naive,
        seasonal;

    /// <inheritdoc/>
    public void Add(ReadOnlySpan<double> output, double target, double last, double season = double.NaN)
    {
        if (rows++ == 0)
            first = target;
        double error = output[0] - target,
            e2 = error * error,
            d = target - first;
        squares += e2;
        fourths += e2 * e2;
        absolutes += Math.Abs(error);
        d1 += d;
        d2 += d * d;
        d3 += d * d * d;
        d4 += d * d * d * d;
        e2d1 += e2 * d;
        e2d2 += e2 * d * d;
        // The training mean is 0 of the standardised.
        targets += target * target;
        double change = double.IsNaN(last) ? target : target - last;
        naive += change * change;
        double since = double.IsNaN(season) ? change : target - season;
        seasonal += since * since;
    }

    /// <inheritdoc/>
    public Evaluation Result(double loss) =>
        new()
        {
            Rows = rows,
            Loss = loss,
            Rmse = scale * Math.Sqrt(squares / rows),
        };

    /// <inheritdoc/>
    public IReadOnlyList<MeasuredFigure> Figures()
    {
        double square = squares / rows,
            absolute = absolutes / rows,
            more = rows / (rows - 1.0);
        // Of ln Σe²/n, by the spread of e²/(Σe²/n).
        var (low, high) = Confidence.Around(0, ((fourths / rows / square / square) - 1) * more, rows);
        double error = scale * Math.Sqrt(square);
        var (least, most) = Confidence.Around(absolute, (square - (absolute * absolute)) * more, rows);
        return
        [
            new("rmse", error, error * Math.Exp(low / 2), error * Math.Exp(high / 2), rows),
            new("mae", scale * absolute, scale * Positive(least), scale * most, rows),
            Explained(square),
        ];
    }

    MeasuredFigure Explained(double square)
    {
        double mean = d1 / rows,
            spread = (d2 / rows) - (mean * mean);
        // Targets that are all the same leave nothing to explain.
        if (!(spread > 1e-14 * d2 / rows))
            return new("r2", double.NaN, double.NaN, double.NaN, rows);
        double left = square / spread,
            // The means of v² and of e²·v.
            vv =
                ((d4 - (4 * mean * d3) + (6 * mean * mean * d2) - (4 * mean * mean * mean * d1)) / rows)
                + (mean * mean * mean * mean),
            ev = (e2d2 - (2 * mean * e2d1) + (mean * mean * squares)) / rows,
            variance = ((fourths / rows) - (2 * left * ev) + (left * left * vv)) / (spread * spread);
        var (low, high) = Confidence.Around(1 - left, variance * rows / (rows - 1.0), rows);
        return new("r2", 1 - left, low, Math.Min(1, high), rows);
    }

    /// <inheritdoc/>
    public IReadOnlyList<Baseline> Baselines()
    {
        var mean = new Baseline(Baseline.Mean, scale * Math.Sqrt(targets / rows));
        if (!windows)
            return [mean];
        var last = new Baseline(Baseline.LastValue, scale * Math.Sqrt(naive / rows));
        if (!seasons)
            return [mean, last];
        var season = new Baseline(Baseline.LastSeason, scale * Math.Sqrt(seasonal / rows));
        return season.Measure < last.Measure ? [mean, last, season] : [mean, season, last];
    }

    // Not Math.Max alone: an end that is not known stays so.
    static double Positive(double value) => double.IsNaN(value) ? value : Math.Max(0, value);
}
