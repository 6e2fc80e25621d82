using System.Text.Json.Serialization;

namespace Surefoot.Training.Runs.Watching;

/// <summary>
/// A <see cref="Watching.Diagnosis"/> as files hold it: the first remedy stands in it, the others beside.
/// </summary>
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
