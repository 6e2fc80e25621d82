namespace Surefoot.Training.Metrics;

/// <summary>
/// A figure over rows with its 95 % interval: where the figure would lie on other rows of the same kind, as far as
/// these rows tell. The interval says nothing of another seed or of other training rows. All intervals are formulas of
/// the rows, with no random number in them; see <see cref="Confidence"/>.
/// </summary>
/// <param name="Name">
/// For classes <c>accuracy</c>, <c>logLoss</c>, <c>macroF1</c>, <c>auc</c> and, one for each class, <c>recall</c>; for
/// numbers <c>rmse</c>, <c>mae</c> and <c>r2</c>.
/// </param>
/// <param name="Value">The figure; NaN where the rows do not tell it, such as the recall of a class without
/// rows.</param>
/// <param name="Low">The lower end of the interval; NaN where there are too few rows.</param>
/// <param name="High">The upper end of the interval; NaN where there are too few rows.</param>
/// <param name="Rows">How many rows it was taken over; of a recall, those of the class.</param>
/// <param name="Class">The class whose recall it is; null for the other figures.</param>
public sealed record MeasuredFigure(string Name, double Value, double Low, double High, int Rows, string? Class = null);
