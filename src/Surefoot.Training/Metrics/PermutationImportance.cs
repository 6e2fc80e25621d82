using System.Text.Json.Nodes;
using Surefoot.Training.Formats;

namespace Surefoot.Training.Metrics;

/// <summary>
/// Permutation importance (L. Breiman, "Random forests", Machine Learning 45, 2001): by how much a measure becomes
/// worse when the values of one column are exchanged between the rows, all the numbers that the column becomes
/// together. It says what the model uses, not what causes the target; of two columns that say the same, each may seem
/// to matter little, since the other one is still there.
/// </summary>
/// <param name="Measure">
/// The measure: <c>logLoss</c> or <c>accuracy</c> for classes, <c>rmse</c>, <c>mae</c> or <c>r2</c> for numbers.
/// </param>
/// <param name="Baseline">The measure on the rows as they are.</param>
/// <param name="Rows">How many rows it was taken on.</param>
/// <param name="AllRows">How many rows there were to draw them from; the same where all were taken.</param>
/// <param name="Repeats">How many times each column was permuted.</param>
/// <param name="Columns">The columns, the most important first; of equals the one that the model reads first.</param>
public sealed record PermutationImportance(
    string Measure,
    double Baseline,
    int Rows,
    int AllRows,
    int Repeats,
    IReadOnlyList<ColumnImportance> Columns
)
{
    /// <summary>This importance as an object of run.json; a number that is not finite becomes null.</summary>
    public JsonObject ToJson() => JsonFile.Node(this);
}
