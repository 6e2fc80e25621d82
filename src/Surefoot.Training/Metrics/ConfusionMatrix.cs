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
    public double Precision(int @class)
    {
        long said = 0;
        for (int c = 0; c < Classes; c++)
            said += counts[c, @class];
        return said == 0 ? 0 : (double)counts[@class, @class] / said;
    }

    /// <summary>Of the examples of a class, the share that were taken for it; 0 where there are none.</summary>
    /// <param name="class">The class.</param>
    public double Recall(int @class)
    {
        long are = 0;
        for (int c = 0; c < Classes; c++)
            are += counts[@class, c];
        return are == 0 ? 0 : (double)counts[@class, @class] / are;
    }

    /// <summary>The harmonic mean of precision and recall; 0 where both are 0.</summary>
    /// <param name="class">The class.</param>
    public double F1(int @class)
    {
        double precision = Precision(@class),
            recall = Recall(@class);
        return precision + recall == 0 ? 0 : 2 * precision * recall / (precision + recall);
    }

    /// <summary>The mean of <see cref="F1(int)"/> over the classes, each counting alike ("macro").</summary>
    public double MeanF1
    {
        get
        {
            double sum = 0;
            for (int c = 0; c < Classes; c++)
                sum += F1(c);
            return sum / Classes;
        }
    }

    /// <summary>A copy of the counts, [truth, prediction].</summary>
    public int[,] ToArray() => (int[,])counts.Clone();
}
