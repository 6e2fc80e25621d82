using Surefoot.Randomness;
using Surefoot.Threading;
using Surefoot.Training.Autodiff;
using Surefoot.Training.Data;
using Surefoot.Training.Metrics;
using Surefoot.Training.Runs;

namespace Surefoot.Training.Explaining;

/// <summary>
/// Says why a model predicts what it predicts, column by column: which columns it needs
/// (<see cref="Importance"/>), what it makes of a column's values (<see cref="Dependence"/>), and what each column
/// contributes to one row's prediction (<see cref="Contributions"/>). All the numbers that a column becomes in the
/// network's input are changed together. The same seed gives the same bits, whatever the number of threads.
/// </summary>
public sealed partial class Explainer
{
    // "ROWS" and "PERM" in ASCII: streams of random numbers that nothing else draws from.
    const uint RowStream = 0x524F5753,
        PermutationStream = 0x5045524D;

    readonly SavedModel model;
    readonly int threads;
    readonly IReadOnlyList<InputColumn> columns;

    /// <summary>An explainer of a model whose rows have columns.</summary>
    /// <param name="model">The model.</param>
    /// <param name="threads">Threads that compute, at least 1; no result depends on it. Default: one a
    /// processor.</param>
    /// <exception cref="NotSupportedException">
    /// The model reads images, text, windows or more than 1,000 features: the message says why these are no columns.
    /// </exception>
    public Explainer(SavedModel model, int? threads = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        this.model = model;
        this.threads = threads ?? Environment.ProcessorCount;
        ArgumentOutOfRangeException.ThrowIfLessThan(this.threads, 1, nameof(threads));
        columns = InputColumns.Of(model.Preprocessing);
    }

    /// <summary>Why models of some data cannot be explained by columns, in a sentence or two; null where they
    /// can.</summary>
    /// <param name="preprocessing">What becomes of the data.</param>
    public static string? Refusal(Preprocessing preprocessing)
    {
        ArgumentNullException.ThrowIfNull(preprocessing);
        return InputColumns.Refusal(preprocessing);
    }

    /// <summary>The columns that the model reads, in the order of its inputs.</summary>
    public IReadOnlyList<string> Columns => [.. columns.Select(column => column.Name)];

    /// <summary>
    /// By how much a measure becomes worse when the values of one column are exchanged between the rows, for every
    /// column, with an interval from the rows: each is counted with what it loses by another's value and with what
    /// others lose by its own, as the two arguments of a U-statistic (W. Hoeffding, 1948). The intervals hold for all
    /// columns at once: whoever looks through many columns that do not count finds none by chance, in 95 % of all
    /// cases. Take rows that the model has not learned from.
    /// </summary>
    /// <param name="rows">Rows with targets, at least two.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <param name="cancel">Ends it early.</param>
    /// <exception cref="ArgumentException">
    /// There are too few rows, they have no targets or another shape, or the measure is none of the task.
    /// </exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public PermutationImportance Importance(
        IDataset rows,
        ImportanceOptions? options = null,
        CancellationToken cancel = default
    )
    {
        options ??= new();
        Check(rows, fewest: 2);
        if (!rows.HasTargets)
            throw new ArgumentException("The rows have no targets to measure by.", nameof(rows));
        var chosen = Chosen(rows, options.Rows, options.Seed);
        using var pool = new WorkerPool(threads);
        using var tape = new Tape<float>(pool);
        var targets = new float[chosen.Count];
        ForEachRow(tape, chosen, (row, _, target) => targets[row] = target[0], cancel);
        var measure = RowMeasure.Find(options.Measure, model, targets);
        var losses = new double[chosen.Count];
        ForEachRow(tape, chosen, (row, output, target) => losses[row] = measure.Of(output, target[0]), cancel);
        ColumnImportance[] found =
        [
            .. columns.Select(
                (column, i) => ImportanceOf(tape, chosen, column, (uint)i, measure, losses, targets, options, cancel)
            ),
        ];
        return new(
            measure.Name,
            measure.Value(Mean(losses)),
            chosen.Count,
            rows.Count,
            options.Repeats,
            [.. found.OrderByDescending(column => column.Value)]
        );
    }

    ColumnImportance ImportanceOf(
        Tape<float> tape,
        IDataset rows,
        InputColumn column,
        uint index,
        RowMeasure measure,
        double[] losses,
        float[] targets,
        ImportanceOptions options,
        CancellationToken cancel
    )
    {
        int count = rows.Count;
        double[] received = new double[count],
            given = new double[count];
        var donors = new int[count];
        for (int repeat = 0; repeat < options.Repeats; repeat++)
        {
            new RandomStream(options.Seed, PermutationStream, ((ulong)index << 32) | (uint)repeat).Permute(donors);
            ForEachRow(
                tape,
                new ExchangedRows(rows, column, donors),
                (row, output, target) =>
                {
                    double worse = (measure.Of(output, target[0]) - losses[row]) / options.Repeats;
                    received[row] += worse;
                    given[donors[row]] += worse;
                },
                cancel
            );
        }
        double before = Mean(losses),
            difference = Mean(received),
            after = before + difference,
            slope = measure.Slope(after),
            change = slope - measure.Slope(before),
            value = measure.Badness(after) - measure.Badness(before);
        var parts = new double[count];
        for (int i = 0; i < count; i++)
            parts[i] =
                (slope * (received[i] + given[i])) + (change * losses[i]) + measure.OfTarget(targets[i], difference);
        var (low, high) = Confidence.Around(value, Variance(parts), count, NormalQuantile.OfAll(columns.Count));
        return new(column.Name, value, low, high);
    }

    IDataset Chosen(IDataset rows, int most, ulong seed)
    {
        if (rows.Count <= most)
            return rows;
        var order = new int[rows.Count];
        new RandomStream(seed, RowStream).Permute(order);
        Array.Resize(ref order, most);
        Array.Sort(order);
        return new RowSubset(rows, order);
    }

    void ForEachRow(Tape<float> tape, IDataset rows, Evaluator<float>.RowAction action, CancellationToken cancel) =>
        new Evaluator<float>(model.Network, model.Loss, model.Preprocessing).ForEachRow(tape, rows, action, cancel);

    void Check(IDataset rows, int fewest)
    {
        ArgumentNullException.ThrowIfNull(rows);
        if (rows.InputShape != model.Preprocessing.InputShape)
            throw new ArgumentException(
                $"The rows have the shape {rows.InputShape}; the model takes {model.Preprocessing.InputShape}.",
                nameof(rows)
            );
        if (rows.Count < fewest)
            throw new ArgumentException(
                $"There {(rows.Count == 1 ? "is" : "are")} {NoteText.Count(rows.Count, "row")}; "
                    + $"this takes {NoteText.Count(fewest)} at least.",
                nameof(rows)
            );
    }

    static double Mean(double[] values)
    {
        double sum = 0;
        foreach (double value in values)
            sum += value;
        return sum / values.Length;
    }

    static double Variance(double[] values)
    {
        double mean = Mean(values),
            sum = 0;
        foreach (double value in values)
            sum += (value - mean) * (value - mean);
        return sum / (values.Length - 1.0);
    }
}
