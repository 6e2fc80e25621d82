namespace Surefoot.Training.Runs;

/// <summary>What a regression makes small.</summary>
public enum RegressionLoss
{
    /// <summary>The mean squared error: the prediction becomes the mean, and outliers pull hard.</summary>
    MeanSquaredError,

    /// <summary>
    /// Huber's loss: squared near 0 and linear beyond one standard deviation of the target, so outliers pull less.
    /// </summary>
    Huber,
}
