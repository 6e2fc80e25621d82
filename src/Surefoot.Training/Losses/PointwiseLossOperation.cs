using System.Numerics;
using System.Runtime.CompilerServices;
using Surefoot.Training.Autodiff;
using Surefoot.Training.Tensors;

namespace Surefoot.Training.Losses;

/// <summary>The mean of a pointwise loss over all elements.</summary>
/// <typeparam name="T">float or double.</typeparam>
/// <typeparam name="TLoss">The loss of one element.</typeparam>
public sealed unsafe class PointwiseLossOperation<T, TLoss> : Operation<T>
    where T : unmanaged, IFloatingPointIeee754<T>
    where TLoss : struct, IPointwiseLoss<T>
{
    Tensor<T> x = null!;
    TLoss loss;
    T* target;

    /// <summary>Computes the mean.</summary>
    /// <param name="tape">The tape to record on.</param>
    /// <param name="x">Any shape, not empty.</param>
    /// <param name="targets">One for each element of x, in its order.</param>
    /// <param name="loss">The loss of one element.</param>
    /// <returns>A scalar.</returns>
    public static Tensor<T> Apply(Tape<T> tape, Tensor<T> x, ReadOnlySpan<float> targets, TLoss loss)
    {
        ArgumentNullException.ThrowIfNull(tape);
        ArgumentNullException.ThrowIfNull(x);
        if (x.Length == 0 || targets.Length != x.Length)
            throw new ArgumentException(
                $"The output {x.Shape} has {x.Length} elements and there are {targets.Length} targets.",
                nameof(targets)
            );
        var op = tape.Rent<PointwiseLossOperation<T, TLoss>>();
        (op.x, op.loss) = (x, loss);
        op.target = tape.Take(x.Length);
        for (int i = 0; i < targets.Length; i++)
            op.target[i] = T.CreateTruncating(targets[i]);
        var mean = tape.Result(op, new Shape(), x);
        *mean.Data = op.Mean();
        return mean;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    T Mean()
    {
        T sum = T.Zero;
        for (int i = 0; i < x.Length; i++)
            sum += loss.Value(x.Data[i], target[i]);
        return sum / T.CreateTruncating(x.Length);
    }

    /// <inheritdoc/>
    /// <remarks>dx = slope(x, target)·dy/n.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected internal override void Backward()
    {
        T scale = Output.Gradient[0] / T.CreateTruncating(x.Length);
        T* dx = x.TakeGradient(out bool add);
        for (int i = 0; i < x.Length; i++)
        {
            T slope = loss.Gradient(x.Data[i], target[i]) * scale;
            dx[i] = add ? dx[i] + slope : slope;
        }
    }
}
