using System.Numerics.Tensors;
using Surefoot.Training.Metrics;

namespace Surefoot.Training.Runs.Figures;

/// <summary>
/// Accuracy, log loss, macro F1, the area under the curve and the recall of each class, over what the rows were taken
/// for. Only the area needs the scores themselves; see <see cref="HeldScores"/>.
/// </summary>
/// <param name="names">The classes.</param>
/// <param name="training">How many training rows each class has; null where that is not known.</param>
/// <param name="expected">How many rows will come.</param>
/// <param name="windows">Whether rows are windows, with a last value known before.</param>
/// <param name="whole">Whether more is asked for than the <see cref="Result"/>.</param>
/// <param name="threshold">From which probability on a class is predicted; null to take the likeliest.</param>
sealed class ClassFigures(
    IReadOnlyList<string> names,
    IReadOnlyList<long>? training,
    int expected,
    bool windows,
    bool whole = true,
    DecisionThreshold? threshold = null
) : IFigures
{
    readonly ConfusionMatrix counts = new(names.Count);
    readonly HeldScores scores = new(names.Count, expected);
    int rows,
        sameAsLast;
    double losses,
        squares;

    /// <inheritdoc/>
    public void Add(ReadOnlySpan<double> output, double target, double last, double season = double.NaN)
    {
        int right = (int)target;
        counts.Add(right, DecisionThreshold.Decide(threshold, output));
        if (!whole)
            return;
        double largest = TensorPrimitives.Max(output),
            sum = 0;
        foreach (double score in output)
            sum += Math.Exp(score - largest);
        double loss = Math.Log(sum) - (output[right] - largest);
        losses += loss;
        squares += loss * loss;
        if (!double.IsNaN(last) ? last == target : right == Commonest)
            sameAsLast++;
        scores.Add(rows, right, output, largest, sum);
        rows++;
    }

    /// <inheritdoc/>
    public Evaluation Result(double loss) =>
        new()
        {
            Rows = (int)counts.Total,
            Loss = loss,
            Accuracy = counts.Accuracy,
            Confusion = counts.ToArray(),
        };

    /// <inheritdoc/>
    public IReadOnlyList<MeasuredFigure> Figures()
    {
        double accuracy = counts.Accuracy,
            loss = losses / rows;
        var (low, high) = Confidence.Wilson(accuracy, rows);
        var (least, most) = Confidence.Around(loss, ((squares / rows) - (loss * loss)) * rows / (rows - 1.0), rows);
        List<MeasuredFigure> figures =
        [
            new("accuracy", accuracy, low, high, rows),
            new("logLoss", loss, double.IsNaN(least) ? least : Math.Max(0, least), most, rows),
            MacroF1(),
            scores.Area(),
        ];
        for (int i = 0; i < names.Count; i++)
        {
            int of = (int)counts.Are(i);
            double recall = (double)counts[i, i] / of;
            var (from, to) = Confidence.Wilson(recall, of);
            figures.Add(new("recall", recall, from, to, of, names[i]));
        }
        return figures;
    }

    // F1 of class k is 2·n_kk / (r_k + c_k), of what is of the class and what is taken for it. The mean's slope in each
    // cell of the table, and the spread of these over the rows, give the interval (Takahashi and others, 2022). For the
    // spread alone, each class has one row more, divided among the classes that it could be taken for: a table without
    // a mistake has an interval too.
    MeasuredFigure MacroF1()
    {
        int classes = names.Count,
            present = 0;
        double[] f1 = new double[classes],
            size = new double[classes];
        for (int k = 0; k < classes; k++)
        {
            long both = counts.Are(k) + counts.Said(k);
            if (both == 0)
                continue;
            present++;
            // With the rows added: one of the class, and of each class a part taken for it.
            size[k] = both + 2;
            f1[k] = 2 * (counts[k, k] + (1.0 / classes)) / size[k];
        }
        double total = rows + present,
            first = 0,
            second = 0;
        for (int i = 0; i < classes; i++)
        {
            for (int j = 0; j < classes; j++)
            {
                if (size[i] == 0)
                    continue;
                double slope =
                    i == j ? (2 - (2 * f1[i])) / size[i]
                    : size[j] == 0 ? -f1[i] / size[i]
                    : -(f1[i] / size[i]) - (f1[j] / size[j]);
                double share = (counts[i, j] + (1.0 / classes)) / total;
                slope *= total / present;
                first += share * slope;
                second += share * slope * slope;
            }
        }
        double value = counts.MeanF1;
        var (low, high) = Confidence.Around(value, second - (first * first), rows);
        return new("macroF1", value, Within(low), Within(high), rows);
    }

    static double Within(double value) => double.IsNaN(value) ? value : Math.Clamp(value, 0, 1);

    /// <inheritdoc/>
    public IReadOnlyList<Baseline> Baselines()
    {
        List<Baseline> baselines = [];
        if (training is not null)
        {
            double all = 0,
                cost = 0;
            foreach (long count in training)
                all += Shared(count);
            for (int i = 0; i < names.Count; i++)
                cost -= counts.Are(i) * Math.Log(Shared(training[i]) / all);
            baselines.Add(new(Baseline.Commonest, (double)counts.Are(Commonest) / rows, cost / rows));
        }
        if (windows)
            baselines.Add(new(Baseline.LastValue, (double)sameAsLast / rows));
        return baselines;
    }

    static double Shared(long count) => count == 0 ? 0.5 : count;

    int Commonest { get; } = training is null ? -1 : training.Index().MaxBy(pair => (pair.Item, -pair.Index)).Index;
}
