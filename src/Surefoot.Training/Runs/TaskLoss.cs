using System.Numerics;
using Surefoot.Training.Data;
using Surefoot.Training.Losses;

namespace Surefoot.Training.Runs;

/// <summary>Which loss is made small for which task: the one place where that is decided.</summary>
public static class TaskLoss
{
    /// <summary>
    /// Softmax cross-entropy for classes; for numbers the mean squared error of the standardised target, or Huber's
    /// loss.
    /// </summary>
    /// <param name="task">What is learnt.</param>
    /// <param name="regression">Which loss a regression is to have.</param>
    /// <typeparam name="T">float or double.</typeparam>
    public static Loss<T> For<T>(TaskKind task, RegressionLoss regression = RegressionLoss.MeanSquaredError)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        (task, regression) switch
        {
            (TaskKind.Classification, _) => new SoftmaxCrossEntropy<T>(),
            (_, RegressionLoss.Huber) => new Huber<T>(),
            _ => new MeanSquared<T>(),
        };
}
