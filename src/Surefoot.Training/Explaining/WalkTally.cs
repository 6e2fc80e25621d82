namespace Surefoot.Training.Explaining;

/// <summary>
/// From the predictions of mixed rows, as they come, to what each column adds: by every step of a walk the prediction
/// changes by the part of the column that was put in.
/// </summary>
/// <param name="rows">The rows.</param>
/// <param name="columns">How many columns there are.</param>
/// <param name="walks">How many walks start from each background row.</param>
sealed class WalkTally(MixedRows rows, int columns, int walks)
{
    readonly double[] steps = new double[rows.RowsOfWalk];
    readonly double[][] parts = [.. Enumerable.Range(0, columns).Select(_ => new double[rows.Walks / walks])];
    int at,
        walk;
    double sum;

    /// <summary>What is predicted for the row to explain.</summary>
    internal double Prediction { get; private set; }

    /// <summary>The mean prediction of the background rows.</summary>
    internal double Mean => sum / rows.Walks;

    /// <summary>What a column adds to each background row's prediction, the mean over its walks.</summary>
    internal double[] Of(int column) => parts[column];

    /// <summary>Takes the prediction of the next row.</summary>
    internal void Add(double prediction)
    {
        steps[at++] = prediction;
        if (at < steps.Length)
            return;
        sum += steps[0];
        Prediction = steps[columns];
        int from = walk / walks;
        var order = rows.Order(walk);
        for (int i = 0; i < columns; i++)
        {
            // Forwards it comes after those before it, backwards after those behind it.
            double forwards = steps[i + 1] - steps[i],
                backwards = Backwards(columns - i) - Backwards(columns - i - 1);
            parts[order[i]][from] += (forwards + backwards) / (2.0 * walks);
        }
        (at, walk) = (0, walk + 1);
    }

    // The prediction with the last so many columns of the order.
    double Backwards(int taken) =>
        taken == 0 ? steps[0]
        : taken == columns ? steps[columns]
        : steps[columns + taken];
}
