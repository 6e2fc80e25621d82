namespace Surefoot.Training.Runs.Watching;

/// <summary>What a run that may react does about a diagnosis.</summary>
/// <param name="Cause">The diagnosis.</param>
/// <param name="RateFactor">What the rate is multiplied by.</param>
/// <param name="RestoresBest">Whether the weights of the best epoch are put back.</param>
sealed record Reaction(Diagnosis Cause, double RateFactor, bool RestoresBest)
{
    /// <summary>The reaction to the gravest of some findings that there is one to; null where there is none.</summary>
    public static Reaction? To(IEnumerable<Diagnosis> found) =>
        found.Select(To).FirstOrDefault(reaction => reaction is not null);

    static Reaction? To(Diagnosis found) =>
        DiagnosisEntry.Of(found.Kind) is { RateFactor: { } factor } entry
            ? new(found, factor, entry.RestoresBest)
            : null;
}
