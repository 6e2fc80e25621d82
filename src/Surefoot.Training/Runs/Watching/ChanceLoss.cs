using System.Numerics;
using Surefoot.Training.Losses;

namespace Surefoot.Training.Runs.Watching;

/// <summary>
/// What answering the same for every row would cost: a loss that stays near it has learnt nothing, however far it fell
/// from a bad start.
/// </summary>
static class ChanceLoss
{
    /// <summary>The loss of the best constant answer on the validation rows; NaN where it is not known.</summary>
    /// <param name="loss">The loss that is trained on.</param>
    /// <param name="validation">
    /// How the network does on the validation rows, whose confusion matrix knows the shares of the classes.
    /// </param>
    public static double Of<T>(Loss<T> loss, Evaluation? validation)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        // By kind, so that a loss that wraps one of these counts as what it wraps.
        validation?.Confusion
            is { } confusion
        && loss.Kind == new SoftmaxCrossEntropy<T>().Kind
            ? Entropy(confusion, loss.ClassWeights)
        // A regression's target is standardised: the mean as an answer has a mean squared error of 1.
        : validation is { Confusion: null } && loss.Kind == new MeanSquared<T>().Kind ? 1
        : double.NaN;

    // Where classes have weights, their shares of the weight of all rows.
    static double Entropy(int[,] confusion, IReadOnlyList<double>? weights)
    {
        double rows = 0,
            sum = 0;
        for (int i = 0; i < confusion.GetLength(0); i++)
        for (int j = 0; j < confusion.GetLength(1); j++)
            rows += confusion[i, j] * (weights?[i] ?? 1);
        for (int i = 0; i < confusion.GetLength(0); i++)
        {
            double share = 0;
            for (int j = 0; j < confusion.GetLength(1); j++)
                share += confusion[i, j] * (weights?[i] ?? 1) / rows;
            if (share > 0)
                sum -= share * Math.Log(share);
        }
        return sum;
    }
}
