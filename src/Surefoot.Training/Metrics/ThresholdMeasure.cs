namespace Surefoot.Training.Metrics;

/// <summary>What a threshold makes high, on the validation rows.</summary>
public enum ThresholdMeasure
{
    /// <summary>The F1 of the rarer class: the harmonic mean of its precision and its recall.</summary>
    F1,

    /// <summary>The balanced accuracy: the mean of the two classes' recalls.</summary>
    BalancedAccuracy,
}
