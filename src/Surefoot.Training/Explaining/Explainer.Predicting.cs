using Surefoot.Threading;
using Surefoot.Training.Autodiff;
using Surefoot.Training.Data;
using Surefoot.Training.Metrics;
using Surefoot.Training.Runs;

namespace Surefoot.Training.Explaining;

/// <content>What the values of a column do to predictions: on average, and in one row.</content>
public sealed partial class Explainer
{
    /// <summary>
    /// What is predicted on average when a column has the same value in all rows: the probabilities of the classes, or
    /// the number in the target's own units. One result; for a date one for each part that the model reads.
    /// </summary>
    /// <param name="rows">At least one row; targets are not looked at.</param>
    /// <param name="column">The column's name.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <param name="cancel">Ends it early.</param>
    /// <exception cref="ArgumentException">
    /// There is no row, the rows have another shape, or the model reads no such column; the nearest name is suggested.
    /// </exception>
    /// <exception cref="NotSupportedException">The column has no values to try one after another.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public IReadOnlyList<PartialDependence> Dependence(
        IDataset rows,
        string column,
        DependenceOptions? options = null,
        CancellationToken cancel = default
    )
    {
        options ??= new();
        Check(rows, fewest: 1);
        var found = Find(column);
        var chosen = Chosen(rows, options.Rows, options.Seed);
        var preprocessing = model.Preprocessing;
        using var pool = new WorkerPool(threads);
        using var tape = new Tape<float>(pool);
        IReadOnlyList<string> outputs =
            preprocessing.Task == TaskKind.Classification ? preprocessing.Classes : [preprocessing.TargetName];
        var means = Means(tape, chosen, cancel);
        return
        [
            .. found
                .Values.Grids(Own(chosen, found), options.Points)
                .Select(grid => new PartialDependence(
                    found.Name,
                    grid.Part,
                    grid.Unit,
                    outputs,
                    [
                        .. grid.Points.Select(point => new DependencePoint(
                            point.Label,
                            point.Number,
                            Means(tape, new SameValueRows(chosen, found.Offset + grid.Start, point.Numbers), cancel)
                        )),
                    ],
                    means,
                    chosen.Count,
                    rows.Count
                )),
        ];
    }

    /// <summary>
    /// What each column contributes to the prediction of a row, against rows to compare with: Shapley values, which sum
    /// to the row's prediction less the mean prediction of those rows.
    /// </summary>
    /// <param name="rows">The row, and those that it is compared with; targets are not looked at.</param>
    /// <param name="row">Which row it is, counted from 0.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <param name="cancel">Ends it early.</param>
    /// <exception cref="ArgumentException">There are too few rows, or they have another shape.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row or no such class.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public ShapleyValues Contributions(
        IDataset rows,
        int row,
        ShapleyOptions? options = null,
        CancellationToken cancel = default
    )
    {
        options ??= new();
        Check(rows, fewest: 2);
        if ((uint)row >= (uint)rows.Count)
            throw new ArgumentOutOfRangeException(nameof(row), row, $"There are {rows.Count} rows, counted from 0.");
        var preprocessing = model.Preprocessing;
        bool classes = preprocessing.Task == TaskKind.Classification;
        if (classes && options.Class is { } asked && (uint)asked >= (uint)preprocessing.Classes.Count)
            throw new ArgumentOutOfRangeException(
                nameof(options),
                asked,
                $"There are {preprocessing.Classes.Count} classes, counted from 0."
            );
        var chosen = Chosen(rows, options.Background, options.Seed);
        float[] input = Inputs(new RowSubset(rows, [row])),
            background = Inputs(chosen);
        using var pool = new WorkerPool(threads);
        using var tape = new Tape<float>(pool);
        var mixed = new MixedRows(columns, input, background, options.Orders, options.Seed);
        int output = 0;
        if (classes)
            ForEachRow(
                tape,
                new RowSubset(rows, [row]),
                (_, scores, _) => output = options.Class ?? DecisionThreshold.Decide(model.Threshold, scores),
                cancel
            );
        var walks = new WalkTally(mixed, columns.Count, options.Orders);
        ForEachRow(tape, mixed, (_, scores, _) => walks.Add(Predicted(scores, output)), cancel);
        return new(
            classes ? preprocessing.Classes[output] : preprocessing.TargetName,
            classes,
            walks.Prediction,
            walks.Mean,
            chosen.Count,
            options.Orders,
            [
                .. columns
                    .Select(
                        (column, i) =>
                        {
                            double[] parts = walks.Of(i);
                            double value = Mean(parts);
                            var (low, high) = Confidence.Around(value, Variance(parts), parts.Length);
                            return new Contribution(
                                column.Name,
                                column.Values.Text(column.Of(input)),
                                value,
                                low,
                                high
                            );
                        }
                    )
                    .OrderByDescending(column => Math.Abs(column.Value)),
            ]
        );
    }

    InputColumn Find(string name) =>
        columns.FirstOrDefault(column => column.Name == name)
        ?? columns.FirstOrDefault(column => ColumnNames.Key(column.Name) == ColumnNames.Key(name))
        ?? throw new ArgumentException(
            $"The model reads no column {NoteText.Shown(name)}. {NearestName.Hint(name, Columns)}",
            nameof(name)
        );

    double Predicted(ReadOnlySpan<float> output, int index) =>
        model.Preprocessing.Task == TaskKind.Classification
            ? new ClassScores(output)[index]
            : model.Preprocessing.TargetMean + (model.Preprocessing.TargetScale * output[0]);

    double[] Means(Tape<float> tape, IDataset rows, CancellationToken cancel)
    {
        var sums = new double[model.Preprocessing.Outputs];
        ForEachRow(
            tape,
            rows,
            (_, output, _) =>
            {
                for (int i = 0; i < sums.Length; i++)
                    sums[i] += Predicted(output, i);
            },
            cancel
        );
        return Array.ConvertAll(sums, sum => sum / rows.Count);
    }

    // What all rows have in a column.
    static float[] Own(IDataset rows, InputColumn column)
    {
        var own = new float[(long)rows.Count * column.Width];
        var input = new float[rows.InputShape.Length];
        for (int row = 0; row < rows.Count; row++)
        {
            rows.Read([row], input, []);
            column.Of(input).CopyTo(own.AsSpan(row * column.Width));
        }
        return own;
    }

    static float[] Inputs(IDataset rows)
    {
        var inputs = new float[rows.Count * rows.InputShape.Length];
        rows.Read([.. Enumerable.Range(0, rows.Count)], inputs, []);
        return inputs;
    }
}
