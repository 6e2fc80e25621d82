using System.Collections.ObjectModel;
using Surefoot.Training.Data;
using Surefoot.Training.Metrics;
using Surefoot.Training.Runs;

namespace Surefoot.Training.Predicting;

/// <summary>What a model says of one row, with all that there is to say.</summary>
public sealed class RowPrediction
{
    readonly Prediction prediction;

    internal RowPrediction(
        Preprocessing preprocessing,
        ReadOnlySpan<float> outputs,
        DecisionThreshold? threshold,
        IReadOnlyList<string> notes
    )
    {
        prediction = new(preprocessing, outputs, threshold);
        (Task, Notes) = (preprocessing.Task, notes);
        var probabilities = new OrderedDictionary<string, double>(StringComparer.Ordinal);
        if (Task == TaskKind.Classification)
        {
            var scores = new ClassScores(outputs);
            for (int i = 0; i < outputs.Length; i++)
                probabilities.TryAdd(preprocessing.Classes[i], scores[i]);
        }
        Probabilities = new ReadOnlyDictionary<string, double>(probabilities);
    }

    /// <summary>Whether a class is predicted or a number.</summary>
    public TaskKind Task { get; }

    /// <summary>
    /// Classification: the index of the predicted class: the most likely one, the first of equals, unless the model
    /// has a
    /// <see cref="SavedModel.Threshold"/>.
    /// </summary>
    /// <exception cref="InvalidOperationException">A number is predicted, not a class.</exception>
    public int ClassIndex => prediction.ClassIndex;

    /// <summary>Classification: the name of the predicted class.</summary>
    /// <exception cref="InvalidOperationException">A number is predicted, not a class.</exception>
    public string ClassName => prediction.ClassName;

    /// <summary>Classification: the probability of the predicted class, from 0 to 1.</summary>
    /// <exception cref="InvalidOperationException">A number is predicted, not a class.</exception>
    public double Probability => prediction.Probability;

    /// <summary>
    /// The probability of every class by its name, in the order of the classes; they sum to 1. Empty where a number is
    /// predicted.
    /// </summary>
    public IReadOnlyDictionary<string, double> Probabilities { get; }

    /// <summary>Regression: the predicted number, in the target's own units.</summary>
    /// <exception cref="InvalidOperationException">A class is predicted, not a number.</exception>
    public double Value => prediction.Value;

    /// <summary>
    /// What was noticed, one sentence each: a category that training did not see and that is read as none, a text
    /// without a known word.
    /// </summary>
    public IReadOnlyList<string> Notes { get; }

    /// <summary>The class with its probability, or the number.</summary>
    public override string ToString() => prediction.ToString();
}
