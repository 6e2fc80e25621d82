using System.Numerics;
using System.Runtime.CompilerServices;
using Surefoot.Training.Tensors;

namespace Surefoot.Training.Autodiff.Operations;

/// <summary>Softmax and cross-entropy in one: the mean over the rows of −log softmax(x)[target].</summary>
/// <typeparam name="T">float or double.</typeparam>
public sealed unsafe class SoftmaxCrossEntropyOperation<T> : Operation<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    Tensor<T> x = null!;
    T* softmax;
    int* classes;

    /// <summary>Computes the loss.</summary>
    /// <param name="tape">The tape to record on.</param>
    /// <param name="x">[n, classes], n at least 1.</param>
    /// <param name="targets">The right class of each row, a whole number from 0 on.</param>
    /// <returns>A scalar.</returns>
    public static Tensor<T> Apply(Tape<T> tape, Tensor<T> x, ReadOnlySpan<float> targets)
    {
        ArgumentNullException.ThrowIfNull(tape);
        ArgumentNullException.ThrowIfNull(x);
        if (x.Shape.Rank != 2 || x.Length == 0) throw new ArgumentException($"Softmax cross-entropy expected an output of shape [n, classes]; {x.Shape} came.", nameof(x));
        int rows = x.Shape[0], columns = x.Shape[1];
        if (targets.Length != rows) throw new ArgumentException($"The output has {rows} rows and there are {targets.Length} targets.", nameof(targets));
        var op = tape.Rent<SoftmaxCrossEntropyOperation<T>>();
        op.x = x;
        op.softmax = tape.Take(x.Length);
        op.classes = tape.Take<int>(rows);
        for (int i = 0; i < rows; i++)
        {
            op.classes[i] = (int)targets[i];
            if (op.classes[i] != targets[i] || (uint)op.classes[i] >= (uint)columns)
                throw new ArgumentException($"The target of row {i} is {targets[i]}; it must be the index of one of {columns} classes.", nameof(targets));
        }
        var loss = tape.Result(op, new Shape(), x);
        *loss.Data = op.Value(rows, columns);
        return loss;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    T Value(int rows, int columns)
    {
        T* largest = Tape.Take(rows), sums = Tape.Take(rows);
        Softmax.Rows(x.Data, rows, columns, softmax, largest, sums);
        T total = T.Zero;
        for (int i = 0; i < rows; i++) total += T.Log(sums[i]) + largest[i] - x.Data[((nint)i * columns) + classes[i]];
        return total / T.CreateTruncating(rows);
    }

    /// <inheritdoc/>
    /// <remarks>dx = (softmax(x) − 1 at the target) · dy / n.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected internal override void Backward()
    {
        int rows = x.Shape[0], columns = x.Shape[1];
        T scale = Output.Gradient[0] / T.CreateTruncating(rows);
        T* dx = x.TakeGradient(out bool add);
        for (int i = 0; i < rows; i++) softmax[((nint)i * columns) + classes[i]] -= T.One;
        for (int i = 0; i < x.Length; i++)
        {
            T slope = softmax[i] * scale;
            dx[i] = add ? dx[i] + slope : slope;
        }
    }
}
