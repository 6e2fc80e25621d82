using System.Numerics.Tensors;

namespace Surefoot.Training.Runs;

/// <summary>The probabilities of classes, the softmax of a network's outputs, computed in double.</summary>
readonly ref struct ClassScores
{
    readonly ReadOnlySpan<float> scores;
    readonly double largest,
        sum;

    /// <summary>What a network put out for one row.</summary>
    internal ClassScores(ReadOnlySpan<float> scores)
    {
        this.scores = scores;
        largest = TensorPrimitives.Max(scores);
        foreach (float score in scores)
            sum += Math.Exp(score - largest);
    }

    /// <summary>The probability of a class.</summary>
    internal double this[int index] => Math.Exp(scores[index] - largest) / sum;
}
