using Surefoot.Randomness;
using Surefoot.Training.Data;

namespace Surefoot.Benchmarks.Choosing;

/// <summary>
/// The usual comparator of text classifiers: a linear support vector machine, one class against the others, with
/// squared hinge loss and C = 1, on words and pairs weighted by how rare they are and scaled to length 1; solved by
/// dual coordinate descent (Hsieh and others 2008), as LIBLINEAR and scikit-learn's LinearSVC do.
/// </summary>
internal static class LinearSvm
{
    const int MostRounds = 60;
    const double Enough = 1e-3;

    internal sealed record Row(int[] Words, int Class);

    /// <summary>The words and the class of each row.</summary>
    public static Row[] Rows(IDataset data)
    {
        var words = new float[data.InputShape.Length];
        var target = new float[1];
        return
        [
            .. Enumerable
                .Range(0, data.Count)
                .Select(row =>
                {
                    data.Read([row], words, target);
                    return new Row([.. words.Where(word => word >= 0).Select(word => (int)word)], (int)target[0]);
                }),
        ];
    }

    /// <summary>The share of the test rows that is classified rightly.</summary>
    public static double Accuracy(Row[] training, Row[] test, Preprocessing data)
    {
        double[] weights = Weights(training, data.Vocabulary);
        double[][] values = Array.ConvertAll(training, row => Scaled(row, weights)),
            others = Array.ConvertAll(test, row => Scaled(row, weights));
        var best = new double[test.Length];
        var chosen = new int[test.Length];
        Array.Fill(best, double.NegativeInfinity);
        for (int c = 0; c < data.Classes.Count; c++)
        {
            double[] plane = Solve(training, values, c, data.Vocabulary);
            for (int i = 0; i < test.Length; i++)
            {
                double score = Dot(plane, test[i], others[i]);
                if (score > best[i])
                    (best[i], chosen[i]) = (score, c);
            }
        }
        return test.Index().Average(row => row.Item.Class == chosen[row.Index] ? 1.0 : 0);
    }

    // ln((1 + rows) / (1 + rows with the word)) + 1, as scikit-learn has it.
    static double[] Weights(Row[] training, int vocabulary)
    {
        var rows = new int[vocabulary];
        foreach (int word in training.SelectMany(row => row.Words))
            rows[word]++;
        return Array.ConvertAll(rows, count => Math.Log((1.0 + training.Length) / (1 + count)) + 1);
    }

    static double[] Scaled(Row row, double[] weights)
    {
        double length = Math.Sqrt(row.Words.Sum(word => weights[word] * weights[word]));
        return Array.ConvertAll(row.Words, word => length > 0 ? weights[word] / length : 0);
    }

    // The last number of a plane is its intercept.
    static double Dot(double[] plane, Row row, double[] values)
    {
        double sum = plane[^1];
        for (int i = 0; i < values.Length; i++)
            sum += plane[row.Words[i]] * values[i];
        return sum;
    }

    static double[] Solve(Row[] rows, double[][] values, int c, int vocabulary)
    {
        var plane = new double[vocabulary + 1];
        var dual = new double[rows.Length];
        int[] order = [.. Enumerable.Range(0, rows.Length)];
        for (int round = 0; round < MostRounds; round++)
        {
            new RandomStream(1, 1, (ulong)round).Permute(order);
            double largest = 0;
            foreach (int i in order)
            {
                double side = rows[i].Class == c ? 1 : -1,
                    slope = (side * Dot(plane, rows[i], values[i])) - 1 + (dual[i] / 2),
                    next = Math.Max(0, dual[i] - (slope / (values[i].Sum(value => value * value) + 1.5))),
                    change = (next - dual[i]) * side;
                dual[i] = next;
                largest = Math.Max(largest, Math.Abs(change));
                for (int j = 0; j < values[i].Length; j++)
                    plane[rows[i].Words[j]] += change * values[i][j];
                plane[^1] += change;
            }
            if (largest < Enough)
                break;
        }
        return plane;
    }
}
