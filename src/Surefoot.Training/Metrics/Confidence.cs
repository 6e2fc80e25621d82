namespace Surefoot.Training.Metrics;

/// <summary>
/// 95 % intervals of figures over rows, each a formula: the same rows in the same order give the same bits.
/// <para>A share (accuracy, recall): E. B. Wilson, 1927, the score interval.</para>
/// <para>A mean (log loss, mean absolute error): the mean ± z·s/√n, s with n − 1.</para>
/// <para>
/// The area under the curve: R. G. Newcombe, 2006, Statistics in Medicine 25, 559, method 5: the areas θ from which the
/// one seen is z standard errors of Hanley and McNeil away, so that a perfect order has an interval too.
/// </para>
/// <para>
/// RMSE, R² and macro F1: the delta method, that is the spread of each row's own part in the figure; see where they are
/// taken.
/// </para>
/// </summary>
static class Confidence
{
    /// <summary>The 97.5 % quantile of the normal distribution.</summary>
    internal const double Z = 1.959963984540054;

    const int Halvings = 60;

    /// <summary>Of a share of rows.</summary>
    internal static (double Low, double High) Wilson(double share, double rows)
    {
        if (rows == 0)
            return (double.NaN, double.NaN);
        double z2 = Z * Z / rows,
            centre = share + (z2 / 2),
            spread = Z * Math.Sqrt(((share * (1 - share)) + (z2 / 4)) / rows);
        // A share of all or of none is an end of its interval, which rounding must not miss.
        return (
            share == 0 ? 0 : Math.Max(0, (centre - spread) / (1 + z2)),
            share == 1 ? 1 : Math.Min(1, (centre + spread) / (1 + z2))
        );
    }

    /// <summary>Of a mean, from the variance of one row; NaN for fewer than two rows.</summary>
    internal static (double Low, double High) Around(double value, double variance, long rows, double z = Z)
    {
        double spread = rows < 2 ? double.NaN : z * Math.Sqrt(Math.Max(0, variance) / rows);
        return (value - spread, value + spread);
    }

    /// <summary>Of an area under the curve.</summary>
    /// <param name="area">In [0, 1].</param>
    /// <param name="positives">Rows of the class, at least 1.</param>
    /// <param name="negatives">Rows of the others, at least 1.</param>
    internal static (double Low, double High) Area(double area, long positives, long negatives)
    {
        double more = ((positives + (double)negatives) / 2) - 1;
        double Error(double theta) =>
            Math.Sqrt(
                theta
                    * (1 - theta)
                    * (1 + (more * (1 - theta) / (2 - theta)) + (more * theta / (1 + theta)))
                    / ((double)positives * negatives)
            );
        return (Solve(0, area), Solve(1, area));

        // Between an end, which is too far away, and the area, which is not: where it is just so far.
        double Solve(double far, double near)
        {
            for (int i = 0; i < Halvings; i++)
            {
                double middle = (far + near) / 2;
                if (Math.Abs(area - middle) > Z * Error(middle))
                    far = middle;
                else
                    near = middle;
            }
            return near;
        }
    }
}
