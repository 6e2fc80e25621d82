using Surefoot.Training.Data;
using Surefoot.Training.Metrics;

namespace Surefoot.Training.Runs;

/// <summary>What a network says of some rows, in their order.</summary>
public sealed class Predictions
{
    readonly Preprocessing preprocessing;
    readonly float[] outputs;

    readonly DecisionThreshold? threshold;

    internal Predictions(
        Preprocessing preprocessing,
        float[] outputs,
        int count,
        DecisionThreshold? threshold = null
    ) => (this.preprocessing, this.outputs, Count, this.threshold) = (preprocessing, outputs, count, threshold);

    /// <summary>How many rows there are.</summary>
    public int Count { get; }

    /// <summary>
    /// What the network put out for a row: a score for each class (the logarithm of its probability, up to a constant),
    /// or the standardised value.
    /// </summary>
    /// <param name="row">0 to Count − 1.</param>
    public ReadOnlySpan<float> Outputs(int row) => outputs.AsSpan(row * preprocessing.Outputs, preprocessing.Outputs);

    /// <summary>
    /// Classification: the index of the predicted class: the most likely one, the first of equals, unless the model
    /// has a
    /// <see cref="SavedModel.Threshold"/>.
    /// </summary>
    /// <param name="row">0 to Count − 1.</param>
    /// <exception cref="InvalidOperationException">A number is predicted, not a class.</exception>
    public int ClassIndex(int row) =>
        preprocessing.Task == TaskKind.Classification
            ? DecisionThreshold.Decide(threshold, Outputs(row))
            : throw new InvalidOperationException("This model predicts a number; ask for its Value.");

    /// <summary>Classification: the name of the predicted class.</summary>
    /// <param name="row">0 to Count − 1.</param>
    /// <exception cref="InvalidOperationException">A number is predicted, not a class.</exception>
    public string ClassName(int row) => preprocessing.Classes[ClassIndex(row)];

    /// <summary>Classification: the probability of a class, the softmax of the outputs, computed in double.</summary>
    /// <param name="row">0 to Count − 1.</param>
    /// <param name="classIndex">Which class.</param>
    /// <exception cref="InvalidOperationException">A number is predicted, not a class.</exception>
    public double Probability(int row, int classIndex)
    {
        if (preprocessing.Task != TaskKind.Classification)
            throw new InvalidOperationException("This model predicts a number, which has no probability.");
        return new ClassScores(Outputs(row))[classIndex];
    }

    /// <summary>Regression: the predicted value, in the target's own units.</summary>
    /// <param name="row">0 to Count − 1.</param>
    /// <exception cref="InvalidOperationException">A class is predicted, not a number.</exception>
    public double Value(int row) =>
        preprocessing.Task == TaskKind.Regression
            ? preprocessing.TargetMean + (preprocessing.TargetScale * Outputs(row)[0])
            : throw new InvalidOperationException("This model predicts a class; ask for its ClassName.");
}
