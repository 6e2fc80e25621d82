using System.Text.Json.Nodes;
using Surefoot.Training.Formats;

namespace Surefoot.Training.Explaining;

/// <summary>
/// Partial dependence (J. H. Friedman, "Greedy function approximation: a gradient boosting machine", Annals of
/// Statistics 29, 2001): what a model predicts on average over rows when one column has the same value in all of them.
/// Where columns go together, some of these rows are such as never come.
/// </summary>
/// <param name="Column">The column.</param>
/// <param name="Part">The part of it that is changed, such as "weekday" of a date; null for the whole column.</param>
/// <param name="Unit">The sign that stands with the column's numbers, such as "$"; null for none.</param>
/// <param name="Outputs">
/// What is predicted: the classes, whose probabilities these are, or the target alone, in its own units.
/// </param>
/// <param name="Points">The values that were tried: numbers ascending, then a missing value where training saw one;
/// categories in the order of their names.</param>
/// <param name="Means">The mean prediction of the rows as they are, one for each of <paramref name="Outputs"/>.</param>
/// <param name="Rows">Over how many rows the means are.</param>
/// <param name="AllRows">How many rows there were to draw them from; the same where all were taken.</param>
public sealed record PartialDependence(
    string Column,
    string? Part,
    string? Unit,
    IReadOnlyList<string> Outputs,
    IReadOnlyList<DependencePoint> Points,
    IReadOnlyList<double> Means,
    int Rows,
    int AllRows
)
{
    /// <summary>The column and its part in words.</summary>
    public string Title => Part is null ? Column : $"{Column}, {Part}";

    /// <summary>This dependence as an object for programs.</summary>
    public JsonObject ToJson() => JsonFile.Node(this);
}
