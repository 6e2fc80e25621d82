namespace Surefoot.Training.Watching;

/// <summary>What a run that may react does about a diagnosis.</summary>
/// <param name="Cause">The diagnosis.</param>
/// <param name="RateFactor">What the rate is multiplied by.</param>
/// <param name="RestoresBest">Whether the weights of the best epoch are put back.</param>
sealed record Reaction(Diagnosis Cause, double RateFactor, bool RestoresBest)
{
    /// <summary>The reaction to the gravest of some findings that there is one to; null where there is none.</summary>
    public static Reaction? To(IEnumerable<Diagnosis> found) =>
        found.Select(To).FirstOrDefault(reaction => reaction is not null);

    // A swing shrinks with the rate, and a plateau under noise sinks with it. Weights that have run away, or learnt the
    // training rows by heart, are no start for more.
    static Reaction? To(Diagnosis found) =>
        found.Kind switch
        {
            DiagnosisKind.Oscillating or DiagnosisKind.Plateau => new(found, 0.5, RestoresBest: false),
            DiagnosisKind.Diverging => new(found, 0.1, RestoresBest: true),
            DiagnosisKind.Overfitting => new(found, 0.3, RestoresBest: true),
            _ => null,
        };
}
