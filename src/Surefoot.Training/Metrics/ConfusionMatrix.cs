namespace Surefoot.Training.Metrics;

/// <summary>How often each class was taken for each: what accuracy, precision, recall and F1 are read from.</summary>
public sealed class ConfusionMatrix
{
    readonly int[,] counts;

    /// <summary>An empty matrix.</summary>
    /// <param name="classes">How many classes there are, at least 1.</param>
    public ConfusionMatrix(int classes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 1);
        counts = new int[classes, classes];
    }

    /// <summary>How many classes there are.</summary>
    public int Classes => counts.GetLength(0);

    /// <summary>
    /// How many examples of class <paramref name="truth"/> were taken for class <paramref name="prediction"/>.
    /// </summary>
    /// <param name="truth">The class that was right.</param>
    /// <param name="prediction">The class that was said.</param>
    public int this[int truth, int prediction] => counts[truth, prediction];

    /// <summary>How many examples were counted.</summary>
    public long Total { get; private set; }

    /// <summary>Counts one example.</summary>
    /// <param name="truth">The class that is right.</param>
    /// <param name="prediction">The class that was said.</param>
    public void Add(int truth, int prediction)
    {
        counts[truth, prediction]++;
        Total++;
    }

    /// <summary>Counts a batch: in each row the largest score is what was said, the first of equals.</summary>
    /// <param name="scores">[n, classes], row-major.</param>
    /// <param name="targets">The right class of each row.</param>
    /// <typeparam name="T">float or double.</typeparam>
    public void Add<T>(ReadOnlySpan<T> scores, ReadOnlySpan<float> targets)
        where T : unmanaged, System.Numerics.IFloatingPointIeee754<T>
    {
        if (scores.Length != targets.Length * Classes)
            throw new ArgumentException(
                $"{targets.Length} rows of {Classes} classes need {targets.Length * Classes} scores; there "
                    + $"are {scores.Length}.",
                nameof(scores)
            );
        for (int i = 0; i < targets.Length; i++)
            Add((int)targets[i], Ranking.Largest(scores.Slice(i * Classes, Classes)));
    }

    /// <summary>The share of examples that were right; NaN where there are none.</summary>
    public double Accuracy
    {
        get
        {
            long right = 0;
            for (int c = 0; c < Classes; c++)
                right += counts[c, c];
            return (double)right / Total;
        }
    }

    /// <summary>
    /// Of the examples that were taken for a class, the share that were of it; 0 where there are none.
    /// </summary>
    /// <param name="class">The class.</param>
    public double Precision(int @class) => Share(counts[@class, @class], Said(@class));

    /// <summary>Of the examples of a class, the share that were taken for it; 0 where there are none.</summary>
    /// <param name="class">The class.</param>
    public double Recall(int @class) => Share(counts[@class, @class], Are(@class));

    /// <summary>
    /// The harmonic mean of precision and recall: of a class's right answers, twice their number over how often it
    /// was right and how often it was said. 0 where it is neither.
    /// </summary>
    /// <param name="class">The class.</param>
    public double F1(int @class) => Share(2.0 * counts[@class, @class], Are(@class) + Said(@class));

    /// <summary>
    /// The mean of <see cref="F1(int)"/> over the classes that occur or were said, each counting alike ("macro", as
    /// scikit-learn has it); NaN where no example was counted.
    /// </summary>
    public double MeanF1
    {
        get
        {
            double sum = 0;
            int present = 0;
            for (int c = 0; c < Classes; c++)
            {
                present += Are(c) + Said(c) > 0 ? 1 : 0;
                sum += F1(c);
            }
            return sum / present;
        }
    }

    /// <summary>How many examples are of a class.</summary>
    internal long Are(int @class)
    {
        long sum = 0;
        for (int c = 0; c < Classes; c++)
            sum += counts[@class, c];
        return sum;
    }

    /// <summary>How many examples were taken for a class.</summary>
    internal long Said(int @class)
    {
        long sum = 0;
        for (int c = 0; c < Classes; c++)
            sum += counts[c, @class];
        return sum;
    }

    static double Share(double part, long whole) => whole == 0 ? 0 : part / whole;

    /// <summary>A copy of the counts, [truth, prediction].</summary>
    public int[,] ToArray() => (int[,])counts.Clone();
}
