using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Surefoot.Training.Formats;
using Surefoot.Training.Metrics;

namespace Surefoot.Training.Runs;

/// <summary>How well a network does on a set of rows.</summary>
public sealed record Evaluation
{
    /// <summary>How many rows were read.</summary>
    public required int Rows { get; init; }

    /// <summary>
    /// The mean of the loss over the rows, in the units that were trained on (a regression's target is standardised
    /// there); where the loss weights classes, so does the mean.
    /// </summary>
    public required double Loss { get; init; }

    /// <summary>The share of rows whose most likely class is the right one, in [0, 1]; null for a regression.</summary>
    public double? Accuracy { get; init; }

    /// <summary>The root of the mean squared error in the target's own units; null for a classification.</summary>
    public double? Rmse { get; init; }

    /// <summary>
    /// How often a row of class i was taken for class j, at [i, j]; null for a regression. The matrix has a row and a
    /// column for each class.
    /// </summary>
    [JsonIgnore]
    public int[,]? Confusion { get; init; }

    [JsonInclude, JsonPropertyName("confusion")]
    internal int[][]? StoredConfusion
    {
        get => Confusion is { } counts ? Jagged(counts) : null;
        init => Confusion = value is null ? null : Square(value);
    }

    /// <summary>
    /// What the metrics that were asked for say, by their kinds and in their order; empty where none were.
    /// </summary>
    [JsonIgnore]
    public IReadOnlyList<KeyValuePair<string, double>> Metrics { get; init; } = [];

    [JsonInclude, JsonPropertyName("metrics")]
    internal IReadOnlyList<StoredMetric> StoredMetrics
    {
        get => StoredMetric.Of(Metrics);
        init => Metrics = StoredMetric.Pairs(value);
    }

    /// <summary>
    /// The measures with their 95 % intervals, in the order of <see cref="MeasuredFigure.Name"/>; empty in evaluations
    /// after an epoch, and in those of earlier versions.
    /// </summary>
    public IReadOnlyList<MeasuredFigure> Figures
    {
        get;
        init => field = value ?? [];
    } = [];

    /// <summary>
    /// What forecasts without a network reach on the same rows, the one to compare with last; empty where
    /// <see cref="Figures"/> is, and for classes of a model that does not say how many rows of each it was trained on.
    /// </summary>
    public IReadOnlyList<Baseline> Baselines
    {
        get;
        init => field = value ?? [];
    } = [];

    /// <summary>A figure by its name; null where it was not taken.</summary>
    /// <param name="name">As <see cref="MeasuredFigure.Name"/> has it; of recalls the first class's.</param>
    public MeasuredFigure? Figure(string name) => Figures.FirstOrDefault(figure => figure.Name == name);

    /// <summary>The accuracy of a classification or the RMSE of a regression.</summary>
    public double Measure => Accuracy ?? Rmse ?? double.NaN;

    /// <summary>This evaluation as it stands in run.json.</summary>
    public JsonObject ToJson() => JsonFile.Node(this);

    static int[][] Jagged(int[,] counts) =>
        [
            .. Enumerable
                .Range(0, counts.GetLength(0))
                .Select(row =>
                    Enumerable.Range(0, counts.GetLength(1)).Select(column => counts[row, column]).ToArray()
                ),
        ];

    static int[,] Square(int[][] rows)
    {
        // Every row is looked at before there is a matrix: a list of many empty rows would claim their square.
        if (Array.FindIndex(rows, row => row.Length != rows.Length) is >= 0 and var wrong)
            throw new WrongValueException($"is not square at row {wrong + 1}", ".confusion");
        var matrix = new int[rows.Length, rows.Length];
        for (int i = 0; i < rows.Length; i++)
        {
            for (int j = 0; j < rows.Length; j++)
                matrix[i, j] = rows[i][j];
        }
        return matrix;
    }
}
