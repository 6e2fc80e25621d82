namespace Surefoot.Training.Data;

/// <summary>What is to be learned from a row: one of several classes, or a number.</summary>
public enum TaskKind
{
    /// <summary>The target is one of several classes; a dataset gives the index of the class.</summary>
    Classification,

    /// <summary>
    /// The target is a number; a dataset gives it standardised, with mean 0 and standard deviation 1 over the training
    /// rows.
    /// </summary>
    Regression,
}
