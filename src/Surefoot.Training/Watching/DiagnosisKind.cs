namespace Surefoot.Training.Watching;

/// <summary>
/// What a training curve can say, the gravest first: where several hold, the first is the one to mend.
/// </summary>
public enum DiagnosisKind
{
    /// <summary>A gradient was not a finite number, or too large to be squared; the run ended there.</summary>
    NonFiniteGradient,

    /// <summary>The loss rises, or is not a finite number any more.</summary>
    Diverging,

    /// <summary>Most of the rectified units of a layer give 0 for every row.</summary>
    DeadUnits,

    /// <summary>The gradient grows by orders of magnitude on its way back through the layers.</summary>
    ExplodingGradients,

    /// <summary>
    /// The gradient shrinks by orders of magnitude on its way back through the layers, and little is learnt.
    /// </summary>
    VanishingGradients,

    /// <summary>The effective rates only fall, and took the progress with them.</summary>
    Stalled,

    /// <summary>The loss falls evenly and so slowly that the run ends far from its goal.</summary>
    RateTooLow,

    /// <summary>The loss does not fall although the weights move.</summary>
    Plateau,

    /// <summary>The loss swings about its trend.</summary>
    Oscillating,

    /// <summary>The validation loss rises while the training loss falls.</summary>
    Overfitting,

    /// <summary>None of these.</summary>
    Healthy,
}
