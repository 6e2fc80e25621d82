using System.Numerics;
using Surefoot.Training.Data;
using Surefoot.Training.Losses;

namespace Surefoot.Training.Runs;

/// <summary>Which loss is made small for which task: the one place where that is decided.</summary>
public static class TaskLoss
{
    /// <summary>Softmax cross-entropy for classes; for numbers the mean squared error of the standardised target, or Huber's loss.</summary>
    /// <param name="task">What is learnt.</param>
    /// <param name="regression">Which loss a regression is to have.</param>
    /// <typeparam name="T">float or double.</typeparam>
    public static Loss<T> For<T>(TaskKind task, RegressionLoss regression = RegressionLoss.MeanSquaredError)
        where T : unmanaged, IFloatingPointIeee754<T> => (task, regression) switch
        {
            (TaskKind.Classification, _) => new SoftmaxCrossEntropy<T>(),
            (_, RegressionLoss.Huber) => new Huber<T>(),
            _ => new MeanSquared<T>(),
        };

    /// <summary>Whether a model file can name this loss: ours, with their usual settings.</summary>
    /// <param name="loss">The loss.</param>
    internal static bool CanBeNamed<T>(Loss<T> loss)
        where T : unmanaged, IFloatingPointIeee754<T> => Array.Exists(Known<T>(), known => known.Name == loss.Name && known.GetType() == loss.GetType());

    /// <summary>The loss of a name, as saved models hold it.</summary>
    /// <param name="name">A loss's name.</param>
    /// <typeparam name="T">float or double.</typeparam>
    /// <exception cref="FormatException">There is no loss of this name.</exception>
    internal static Loss<T> Named<T>(string name)
        where T : unmanaged, IFloatingPointIeee754<T>
        => Array.Find(Known<T>(), loss => loss.Name == name) ?? throw new FormatException($"There is no loss called \"{name}\".");

    static Loss<T>[] Known<T>()
        where T : unmanaged, IFloatingPointIeee754<T> => [new SoftmaxCrossEntropy<T>(), new MeanSquared<T>(), new MeanAbsolute<T>(), new Huber<T>(), new BinaryCrossEntropy<T>()];
}
