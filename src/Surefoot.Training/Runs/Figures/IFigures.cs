using Surefoot.Training.Metrics;

namespace Surefoot.Training.Runs.Figures;

/// <summary>
/// Takes up an evaluation row by row: its main measure and, where it is a whole one, the figures with their intervals
/// and the baselines beside them.
/// </summary>
interface IFigures
{
    /// <summary>Takes a row into account.</summary>
    /// <param name="output">The scores of classes, or the standardised number.</param>
    /// <param name="target">The class's index, or the standardised number.</param>
    /// <param name="last">
    /// The last target that was known before; NaN where there is none. Looked at only where the rows are windows.
    /// </param>
    /// <param name="season">The target a season before; NaN where there is none.</param>
    void Add(ReadOnlySpan<double> output, double target, double last, double season = double.NaN);

    /// <summary>How many rows there were, their loss, and the main measure.</summary>
    /// <param name="loss">Their mean loss.</param>
    Evaluation Result(double loss);

    /// <summary>The figures.</summary>
    IReadOnlyList<MeasuredFigure> Figures();

    /// <summary>The baselines, the usual one last: what a result is compared with.</summary>
    IReadOnlyList<Baseline> Baselines();
}
