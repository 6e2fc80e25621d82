using System.Runtime.InteropServices;
using System.Text.Json.Serialization;
using Surefoot.Training.Formats;

namespace Surefoot.Training.Runs.Watching;

/// <summary>Something that the last looks agree on.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Layer">Which layer it is about; null where it is about the run.</param>
/// <param name="Times">How many looks in a row.</param>
[StructLayout(LayoutKind.Auto)]
readonly record struct Finding(
    DiagnosisKind Kind,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Layer,
    [property: JsonConverter(typeof(FromOne))] int Times
)
{
    /// <summary>Whether a diagnosis says the same.</summary>
    public bool Is(Diagnosis diagnosis) => diagnosis.Kind == Kind && diagnosis.Layer == Layer;
}
