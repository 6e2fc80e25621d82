namespace Surefoot.Training.Runs;

/// <summary>How a run ended.</summary>
public enum RunOutcome
{
    /// <summary>All epochs were trained.</summary>
    Completed,

    /// <summary>The validation loss had not improved for as many epochs as the patience allows.</summary>
    StoppedEarly,

    /// <summary>
    /// The loss or a gradient was not finite, or an epoch's mean loss was above 1,000 times the first batch's.
    /// </summary>
    Diverged,

    /// <summary>The run was cancelled; the step in hand was finished.</summary>
    Interrupted,
}
