using System.Numerics;
using Surefoot.Memory;
using Surefoot.Rules;
using Surefoot.Settings;
using Surefoot.Sweeps;

namespace Surefoot.Optimizers;

/// <summary>
/// An exponentially decaying average of the weights, to evaluate and to keep in place of them: it takes out the swing
/// of an optimizer that oscillates.
/// <code>
/// θ̄ ← θ̄ + (1−β)·(θ − θ̄)
/// </code>
/// </summary>
/// <typeparam name="T">float or double.</typeparam>
public sealed unsafe class WeightAverage<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    readonly Block<T> average;
    readonly bool warmUp;

    /// <summary>
    /// An average of <paramref name="length"/> weights; it starts as the first weights that it is given.
    /// </summary>
    /// <param name="length">How many weights.</param>
    /// <param name="decay">
    /// β: the share of the average that an update keeps. From 0 up to, but not including, 1; default 0.999.
    /// </param>
    /// <param name="warmUp">
    /// Whether β starts smaller, min(β, (1+n)/(10+n)) at update n, so that the first, bad weights are soon forgotten
    /// (as TensorFlow's num_updates). Default true.
    /// </param>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is neither float nor double.</exception>
    public WeightAverage(int length, double decay = 0.999, bool warmUp = true)
    {
        Require.Supported<T>();
        Decay = Setting.UnitInterval(decay, nameof(decay));
        average = new Block<T>(length);
        this.warmUp = warmUp;
    }

    /// <summary>β.</summary>
    public double Decay { get; }

    /// <summary>How many times weights were taken in. Set it when an average is restored.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Set below 0.</exception>
    public long Updates
    {
        get;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            field = value;
        }
    }

    /// <summary>θ̄: the averaged weights themselves, not a copy.</summary>
    public Span<T> Values => average.Span;

    /// <summary>
    /// Exchanges the average and the weights, to look at the network with its averaged weights; a second call puts both
    /// back.
    /// </summary>
    /// <param name="weights">As many as the average holds.</param>
    /// <exception cref="ArgumentException">The number of weights differs.</exception>
    public void Swap(Span<T> weights)
    {
        CheckLength(weights.Length);
        Span<T> mine = average.Span;
        for (int i = 0; i < mine.Length; i++)
            (mine[i], weights[i]) = (weights[i], mine[i]);
    }

    /// <summary>Takes the weights of one step in.</summary>
    /// <param name="weights">As many as the average holds.</param>
    /// <exception cref="ArgumentException">The number of weights differs.</exception>
    public void Update(ReadOnlySpan<T> weights)
    {
        CheckLength(weights.Length);
        if (Updates == 0)
        {
            weights.CopyTo(average.Span);
        }
        else
        {
            double β = warmUp ? Math.Min(Decay, (1.0 + Updates) / (10.0 + Updates)) : Decay;
            var rule = new AverageRule<T>(T.CreateTruncating(1 - β));
            fixed (T* θ = weights)
                Sweep<T, AverageRule<T>>.Step(
                    rule,
                    default,
                    new Streams<T>(average.Pointer, θ, null, null, null),
                    weights.Length
                );
        }
        Updates++;
    }

    void CheckLength(int length)
    {
        if (length != average.Length)
            throw new ArgumentException($"The average is of {average.Length} weights, but {length} were given.");
    }
}
