using Surefoot.Randomness;
using Surefoot.Training.Metrics;

namespace Surefoot.Training.Runs.Figures;

/// <summary>
/// The scores that the area under the curve needs, since it is of the order of all rows. At most
/// <see cref="MostScores"/> are held, one a row for two classes and one for each class for more (16 MiB): of more rows,
/// each is taken or not by a random number that is a function of its place alone, the same share of all. The figure
/// says over how many rows it was taken.
/// </summary>
/// <param name="classes">How many classes there are.</param>
/// <param name="expected">How many rows will come.</param>
/// <param name="most">How many scores are held.</param>
sealed class HeldScores(int classes, int expected, int most = HeldScores.MostScores)
{
    /// <summary>How many scores are held.</summary>
    internal const int MostScores = 1 << 22;

    const uint Stream = 0x41554331;

    readonly int width = classes == 2 ? 1 : classes;
    readonly double share = (double)most / Math.Max(1, (long)expected * (classes == 2 ? 1 : classes));
    readonly RandomStream random = new(seed: 0, Stream);
    readonly List<float> scores = [];
    readonly List<int> targets = [];

    /// <summary>Takes a row into account.</summary>
    /// <param name="row">Which row it is.</param>
    /// <param name="target">Its class.</param>
    /// <param name="output">The scores of the classes, before the softmax.</param>
    /// <param name="largest">The largest of them.</param>
    /// <param name="sum">The sum of the exponentials of their distances from it.</param>
    internal void Add(int row, int target, ReadOnlySpan<double> output, double largest, double sum)
    {
        if (share < 1 && random.Uniform((ulong)row) >= share)
            return;
        targets.Add(target);
        if (width == 1)
        {
            scores.Add((float)(output[1] - output[0]));
            return;
        }
        // The logarithm of p/(1 − p) orders as the probability p does, and does not end where p is rounded to 1.
        for (int i = 0; i < width; i++)
        {
            double distance = output[i] - largest,
                own = Math.Exp(distance),
                others = sum - own;
            scores.Add((float)(others >= 0.5 ? distance - Math.Log(others) : OfLargest(output, i)));
        }
    }

    // Little is left of the sum but the class's own part: the others are summed up by themselves.
    static double OfLargest(ReadOnlySpan<double> output, int of)
    {
        double second = double.NegativeInfinity,
            others = 0;
        for (int j = 0; j < output.Length; j++)
            second = j == of ? second : Math.Max(second, output[j]);
        for (int j = 0; j < output.Length; j++)
            others += j == of ? 0 : Math.Exp(output[j] - second);
        return output[of] - second - Math.Log(others);
    }

    /// <summary>
    /// The area under the curve of true against false positives; for more than two classes the mean of each against the
    /// rest, of the classes that have rows and of which not all rows are. Its interval is then the mean of theirs,
    /// which is too wide rather than too narrow: it takes their errors to go together.
    /// </summary>
    internal MeasuredFigure Area()
    {
        double area = 0,
            low = 0,
            high = 0;
        int taken = 0;
        float[] sorted = new float[targets.Count],
            own = new float[targets.Count];
        for (int k = 0; k < width; k++)
        {
            int positive = width == 1 ? 1 : k,
                positives = 0;
            for (int i = 0; i < own.Length; i++)
            {
                sorted[i] = scores[(i * width) + k];
                own[i] = targets[i] == positive ? 1 : 0;
                positives += targets[i] == positive ? 1 : 0;
            }
            if (positives == 0 || positives == own.Length)
                continue;
            double one = Ranking.AreaUnderCurve<float>(sorted, own);
            var (least, most) = Confidence.Area(one, positives, own.Length - positives);
            taken++;
            area += one;
            low += least;
            high += most;
        }
        return new("auc", area / taken, low / taken, high / taken, own.Length);
    }
}
