using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Surefoot.Training.Formats;

namespace Surefoot.Training.Runs.Folds;

/// <summary>
/// The folds of a cross-validation that were trained so far, in their order, and what they say together: folds.json.
/// </summary>
public sealed record FoldsRecord
{
    /// <summary>The newest form of folds.json that this version writes and reads.</summary>
    public const int FormatVersion = 1;

    const int MaxLength = 16 << 20;

    [JsonInclude]
    internal int Version
    {
        get => FormatVersion;
        init
        {
            if (value > FormatVersion)
                throw new WrongValueException(
                    $"is {value}, and this Surefoot reads up to {FormatVersion}; use a newer Surefoot to read this run",
                    ".version"
                );
        }
    }

    /// <summary>How many folds there are.</summary>
    public required int Folds { get; init; }

    /// <summary>Those that were trained, in their order.</summary>
    public required IReadOnlyList<FoldResult> Results
    {
        get;
        init
        {
            for (int i = 0; i < value.Count; i++)
            {
                if (value[i].Fold != i + 1)
                    throw new WrongValueException(
                        $"has fold {value[i].Fold} where fold {i + 1} is expected",
                        ".results"
                    );
            }
            field = value;
        }
    }

    /// <summary>Whether all folds were trained.</summary>
    [JsonIgnore]
    public bool IsComplete => Results.Count == Folds;

    /// <summary>
    /// How many epochs the model of all rows is trained for: the median of the folds' best epochs, of two in the middle
    /// their mean, rounded up.
    /// </summary>
    [JsonIgnore]
    public int Epochs
    {
        get
        {
            int[] best = [.. Results.Select(result => Math.Max(1, result.BestEpoch)).Order()];
            return best.Length == 0 ? 0 : (best[(best.Length - 1) / 2] + best[best.Length / 2] + 1) / 2;
        }
    }

    /// <summary>
    /// From which probability on the model of all rows predicts the rarer class: the median of the folds' thresholds,
    /// of two in the middle their mean; null where none was chosen.
    /// </summary>
    [JsonIgnore]
    public double? Threshold
    {
        get
        {
            double[] chosen = [.. Results.Select(result => result.Threshold?.Probability).OfType<double>().Order()];
            return chosen.Length == 0 ? null : (chosen[(chosen.Length - 1) / 2] + chosen[chosen.Length / 2]) / 2;
        }
    }

    /// <summary>The loss and every figure of the folds: mean and deviation.</summary>
    [JsonIgnore]
    public IReadOnlyList<FoldMeasure> Measures =>
        Results.Count == 0
            ? []
            :
            [
                .. Results[0]
                    .Evaluation.Figures.Select(figure =>
                        FoldMeasure.Of(
                            figure.Name,
                            figure.Class,
                            Results.Select(result =>
                                result
                                    .Evaluation.Figures.FirstOrDefault(other =>
                                        other.Name == figure.Name && other.Class == figure.Class
                                    )
                                    ?.Value
                                ?? double.NaN
                            )
                        )
                    ),
                FoldMeasure.Of("loss", null, Results.Select(result => result.Evaluation.Loss)),
            ];

    /// <summary>What forecasts without a network reach on the same folds, the one to compare with last.</summary>
    [JsonIgnore]
    public IReadOnlyList<FoldMeasure> Baselines =>
        Results.Count == 0
            ? []
            :
            [
                .. Results[0]
                    .Evaluation.Baselines.Select(baseline =>
                        FoldMeasure.Of(
                            baseline.Name,
                            null,
                            Results.Select(result =>
                                result.Evaluation.Baselines.FirstOrDefault(one => one.Name == baseline.Name)?.Measure
                                ?? double.NaN
                            )
                        )
                    ),
            ];

    /// <summary>The accuracy or the RMSE over the folds; null before there is one.</summary>
    [JsonIgnore]
    public FoldMeasure? Measure => Measures.FirstOrDefault(measure => measure.Name is "accuracy" or "rmse");

    /// <summary>This record with one fold more.</summary>
    /// <param name="result">The fold after those that there are.</param>
    public FoldsRecord With(FoldResult result) => this with { Results = [.. Results, result] };

    /// <summary>This record as folds.json holds it.</summary>
    public JsonObject ToJson() => JsonFile.Node(this);

    /// <summary>The record in a folds.json.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="ModelFileException">It cannot be read, or is none.</exception>
    public static FoldsRecord Read(string path) =>
        JsonFile.Read<FoldsRecord>(RegularFile.ReadAll(path, MaxLength), path);
}
