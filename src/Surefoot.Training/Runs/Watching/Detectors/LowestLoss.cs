namespace Surefoot.Training.Runs.Watching.Detectors;

/// <summary>How low a curve was, over three epochs in a row: one low epoch may be luck.</summary>
static class LowestLoss
{
    /// <summary>The lowest mean of three neighbours; there are three at least.</summary>
    public static double Of(double[] curve) =>
        Enumerable.Range(1, curve.Length - 2).Min(i => (curve[i - 1] + curve[i] + curve[i + 1]) / 3);
}
