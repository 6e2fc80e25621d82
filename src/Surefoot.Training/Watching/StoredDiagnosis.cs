using System.Text.Json.Serialization;

namespace Surefoot.Training.Watching;

/// <summary>
/// A <see cref="Watching.Diagnosis"/> as files hold it: the first remedy stands in it, the others beside.
/// </summary>
/// <param name="Diagnosis">What it is.</param>
/// <param name="Epoch">The epoch in which it was found.</param>
/// <param name="Step">The steps made when it was found.</param>
/// <param name="Layer">The layer that it is about; null where it is about the run.</param>
/// <param name="Evidence">The figures, in a sentence.</param>
/// <param name="Remedy">What to try first; empty where there is nothing.</param>
/// <param name="Options">The same as options.</param>
/// <param name="Others">What else to try.</param>
sealed record StoredDiagnosis(
    DiagnosisKind Diagnosis,
    int Epoch,
    long Step,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Layer,
    string Evidence,
    string Remedy,
    string Options,
    IReadOnlyList<Remedy>? Others = null
)
{
    public static StoredDiagnosis Of(Diagnosis diagnosis) =>
        new(
            diagnosis.Kind,
            diagnosis.Epoch,
            diagnosis.Step,
            diagnosis.Layer,
            diagnosis.Evidence,
            diagnosis.Remedies.Count > 0 ? diagnosis.Remedies[0].Advice : "",
            diagnosis.Remedies.Count > 0 ? diagnosis.Remedies[0].Options : "",
            [.. diagnosis.Remedies.Skip(1)]
        );

    public Diagnosis Read() =>
        new(
            Diagnosis,
            Epoch,
            Step,
            Layer,
            Evidence,
            Remedy.Length == 0 ? [] : [new Remedy(Remedy, Options), .. Others ?? []]
        );
}
