using Surefoot.Training.Data;
using Surefoot.Training.Metrics;
using Surefoot.Training.Runs;

namespace Surefoot.Training.Predicting;

/// <summary>What a model says of one row of numbers. It lies on the stack, and making it allocates nothing.</summary>
public readonly struct Prediction
{
    readonly Preprocessing? preprocessing;
    readonly int index;
    readonly double number;

    internal Prediction(Preprocessing preprocessing, ReadOnlySpan<float> outputs, DecisionThreshold? threshold)
    {
        this.preprocessing = preprocessing;
        if (preprocessing.Task == TaskKind.Classification)
        {
            index = DecisionThreshold.Decide(threshold, outputs);
            number = new ClassScores(outputs)[index];
        }
        else
            number = preprocessing.TargetMean + (preprocessing.TargetScale * outputs[0]);
    }

    /// <summary>
    /// Classification: the index of the predicted class: the most likely one, the first of equals, unless the model
    /// has a
    /// <see cref="SavedModel.Threshold"/>.
    /// </summary>
    /// <exception cref="InvalidOperationException">A number is predicted, not a class.</exception>
    public int ClassIndex => Of(TaskKind.Classification) ? index : throw NoClass;

    /// <summary>Classification: the name of the predicted class.</summary>
    /// <exception cref="InvalidOperationException">A number is predicted, not a class.</exception>
    public string ClassName => Of(TaskKind.Classification) ? preprocessing!.Classes[index] : throw NoClass;

    /// <summary>Classification: the probability of the predicted class, from 0 to 1.</summary>
    /// <exception cref="InvalidOperationException">A number is predicted, not a class.</exception>
    public double Probability => Of(TaskKind.Classification) ? number : throw NoClass;

    /// <summary>Regression: the predicted number, in the target's own units.</summary>
    /// <exception cref="InvalidOperationException">A class is predicted, not a number.</exception>
    public double Value =>
        Of(TaskKind.Regression)
            ? number
            : throw new InvalidOperationException("This model predicts a class; ask for its ClassName.");

    static InvalidOperationException NoClass => new("This model predicts a number; ask for its Value.");

    /// <summary>The class with its probability, or the number.</summary>
    public override string ToString() =>
        preprocessing is null ? ""
        : preprocessing.Task == TaskKind.Classification ? FormattableString.Invariant($"{ClassName} ({Probability:P1})")
        : NoteText.Number(number);

    bool Of(TaskKind task) =>
        preprocessing is { } model
            ? model.Task == task
            : throw new InvalidOperationException("This is no prediction; a Predictor makes one.");
}
