using System.Text.Json.Nodes;
using Surefoot.Training.Formats;

namespace Surefoot.Training.Explaining;

/// <summary>
/// What each column contributes to the prediction of one row: Shapley values, sampled by permutations (E. Štrumbelj and
/// I. Kononenko, "Explaining prediction models and individual predictions with feature contributions", Knowledge and
/// Information Systems 41, 2014), each gone through in both directions (R. Mitchell and others, "Sampling permutations
/// for Shapley value estimation", JMLR 23, 2022). They sum to <see cref="Prediction"/> − <see cref="Mean"/>, to
/// rounding, however few permutations are drawn.
/// </summary>
/// <param name="Output">
/// What is predicted: the class whose probability this is, or the target, in its own units.
/// </param>
/// <param name="IsClass">Whether it is a class.</param>
/// <param name="Prediction">What is predicted for the row.</param>
/// <param name="Mean">The mean prediction of the background rows.</param>
/// <param name="Background">How many background rows there are.</param>
/// <param name="Orders">How many orders of the columns were drawn for each of them.</param>
/// <param name="Columns">The columns, those that contribute most first, whichever way.</param>
public sealed record ShapleyValues(
    string Output,
    bool IsClass,
    double Prediction,
    double Mean,
    int Background,
    int Orders,
    IReadOnlyList<Contribution> Columns
)
{
    /// <summary>These values as an object for programs; a number that is not finite becomes null.</summary>
    public JsonObject ToJson() => JsonFile.Node(this);
}
