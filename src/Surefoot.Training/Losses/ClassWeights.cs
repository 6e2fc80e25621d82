namespace Surefoot.Training.Losses;

/// <summary>Weights of classes for <see cref="SoftmaxCrossEntropy{T}"/>.</summary>
static class ClassWeights
{
    /// <summary>
    /// Each class counts as much as any other, however many rows it has: n / (classes × its rows), as scikit-learn's
    /// "balanced". A class without rows has the weight 1, which nothing uses.
    /// </summary>
    /// <param name="counts">How many training rows each class has.</param>
    internal static double[] Balanced(IReadOnlyList<long> counts)
    {
        double all = counts.Sum();
        return [.. counts.Select(count => count == 0 ? 1 : all / ((double)counts.Count * count))];
    }
}
