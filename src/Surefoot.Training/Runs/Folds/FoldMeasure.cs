namespace Surefoot.Training.Runs.Folds;

/// <summary>
/// A measure over the folds of a cross-validation: its mean and its standard deviation from fold to fold.
/// </summary>
/// <param name="Name">
/// As <see cref="Metrics.MeasuredFigure.Name"/> has it, or <c>loss</c>; of a baseline as
/// <see cref="Metrics.Baseline.Name"/> has it.
/// </param>
/// <param name="Mean">The mean over the folds that have it, each counted alike.</param>
/// <param name="Deviation">
/// The standard deviation over them, dividing by one less than there are; NaN of a single one. It is that of one fold:
/// folds share training rows, so that the mean's own error is not known from it (Bengio and Grandvalet, 2004).
/// </param>
/// <param name="Folds">How many folds have it.</param>
/// <param name="Class">The class whose recall it is; null for the other measures.</param>
public sealed record FoldMeasure(string Name, double Mean, double Deviation, int Folds, string? Class = null)
{
    internal static FoldMeasure Of(string name, string? of, IEnumerable<double> values)
    {
        double[] known = [.. values.Where(double.IsFinite)];
        double mean = known.Length == 0 ? double.NaN : known.Average();
        double squares = known.Sum(value => (value - mean) * (value - mean));
        return new(
            name,
            mean,
            known.Length < 2 ? double.NaN : Math.Sqrt(squares / (known.Length - 1)),
            known.Length,
            of
        );
    }
}
