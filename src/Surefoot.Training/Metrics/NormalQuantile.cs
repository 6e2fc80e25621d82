namespace Surefoot.Training.Metrics;

/// <summary>
/// Quantiles of the normal distribution, to seven digits: M. J. Wichura, "Algorithm AS 241: the percentage points of
/// the normal distribution", Applied Statistics 37, 1988, PPND7.
/// </summary>
static class NormalQuantile
{
    /// <summary>
    /// How many standard errors to either side hold, with 95 % certainty, all of so many figures at once (C. E.
    /// Bonferroni, 1936): 1.96 for one.
    /// </summary>
    internal static double OfAll(int figures) => figures == 1 ? Confidence.Z : Upper(0.025 / figures);

    /// <summary>The number that so large a share lies above; the share is at most a half.</summary>
    internal static double Upper(double share)
    {
        double q = 0.5 - share;
        if (q <= 0.425)
        {
            double s = 0.180625 - (q * q);
            return q
                * ((((59.109374720 * s + 159.29113202) * s + 50.434271938) * s) + 3.3871327179)
                / ((((67.187563600 * s + 78.757757664) * s + 17.895169469) * s) + 1);
        }
        double r = Math.Sqrt(-Math.Log(share));
        if (r <= 5)
        {
            r -= 1.6;
            return ((((0.17023821103 * r + 1.3067284816) * r + 2.7568153900) * r) + 1.4234372777)
                / (((0.12021132975 * r + 0.73700164250) * r) + 1);
        }
        r -= 5;
        return ((((0.017337203997 * r + 0.42868294337) * r + 3.0812263860) * r) + 6.6579051150)
            / (((0.012258202635 * r + 0.24197894225) * r) + 1);
    }
}
