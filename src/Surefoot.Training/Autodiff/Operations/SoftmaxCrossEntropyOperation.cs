using System.Numerics;
using System.Runtime.CompilerServices;
using Surefoot.Training.Tensors;

namespace Surefoot.Training.Autodiff.Operations;

/// <summary>
/// Softmax and cross-entropy in one: the mean over the rows of −Σ a·log softmax(x), where a is the target's weight at
/// the target and, with smoothing s, a = (1 − s)·that + s·weight/classes everywhere. The mean divides by the sum of the
/// targets' weights.
/// </summary>
/// <typeparam name="T">float or double.</typeparam>
public sealed unsafe class SoftmaxCrossEntropyOperation<T> : Operation<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    Tensor<T> x = null!;
    T[]? weights;
    T smoothing,
        count;
    T* softmax;
    int* classes;

    /// <summary>Computes the loss.</summary>
    /// <param name="tape">The tape to record on.</param>
    /// <param name="x">[n, classes], n at least 1.</param>
    /// <param name="targets">The right class of each row, a whole number from 0 on.</param>
    /// <param name="smoothing">The share of each target that is spread evenly over all classes.</param>
    /// <param name="weights">How much each class counts; all alike where it is null.</param>
    /// <returns>A scalar.</returns>
    public static Tensor<T> Apply(
        Tape<T> tape,
        Tensor<T> x,
        ReadOnlySpan<float> targets,
        T smoothing = default,
        T[]? weights = null
    )
    {
        ArgumentNullException.ThrowIfNull(tape);
        ArgumentNullException.ThrowIfNull(x);
        if (x.Shape.Rank != 2 || x.Length == 0)
            throw new ArgumentException(
                $"Softmax cross-entropy expected an output of shape [n, classes]; {x.Shape} came.",
                nameof(x)
            );
        int rows = x.Shape[0],
            columns = x.Shape[1];
        if (targets.Length != rows)
            throw new ArgumentException(
                $"The output has {rows} rows and there are {targets.Length} targets.",
                nameof(targets)
            );
        if (weights is not null && weights.Length != columns)
            throw new ArgumentException(
                $"The output has {columns} classes and there are {weights.Length} weights.",
                nameof(weights)
            );
        var op = tape.Rent<SoftmaxCrossEntropyOperation<T>>();
        (op.x, op.smoothing, op.weights) = (x, smoothing, weights);
        op.softmax = tape.Take(x.Length);
        op.classes = tape.Take<int>(rows);
        for (int i = 0; i < rows; i++)
        {
            op.classes[i] = (int)targets[i];
            if (op.classes[i] != targets[i] || (uint)op.classes[i] >= (uint)columns)
                throw new ArgumentException(
                    $"The target of row {i} is {targets[i]}; it must be the index of one of {columns} classes.",
                    nameof(targets)
                );
        }
        var loss = tape.Result(op, new Shape(), x);
        *loss.Data = op.Value(rows, columns);
        return loss;
    }

    bool Plain => smoothing == T.Zero && weights is null;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    T Value(int rows, int columns)
    {
        T* largest = Tape.Take(rows),
            sums = Tape.Take(rows);
        Softmax.Rows(x.Data, rows, columns, softmax, largest, sums);
        T total = T.Zero;
        count = T.Zero;
        for (int i = 0; i < rows; i++)
        {
            T* row = x.Data + ((nint)i * columns);
            T normal = T.Log(sums[i]) + largest[i];
            count += weights is null ? T.One : weights[classes[i]];
            if (Plain)
                total += normal - row[classes[i]];
            else
                for (int j = 0; j < columns; j++)
                    total += Share(i, j, columns) * (normal - row[j]);
        }
        // Where no target counts nothing is learned; 0/0 would spread to every weight. What is not finite stays so.
        return T.IsZero(count) && T.IsFinite(total) ? T.Zero : total / count;
    }

    // How much −log softmax of class j counts in row i.
    T Share(int i, int j, int columns)
    {
        T weight = weights is null ? T.One : weights[j],
            share = smoothing * weight / T.CreateTruncating(columns);
        return j == classes[i] ? share + ((T.One - smoothing) * weight) : share;
    }

    /// <inheritdoc/>
    /// <remarks>dx = (softmax(x)·Σ a − a)·dy / Σ weights of the targets.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected internal override void Backward()
    {
        int rows = x.Shape[0],
            columns = x.Shape[1];
        T scale = T.IsZero(count) ? T.Zero : Output.Gradient[0] / count;
        T* dx = x.TakeGradient(out bool add);
        for (int i = 0; i < rows; i++)
        {
            T* row = softmax + ((nint)i * columns),
                to = dx + ((nint)i * columns);
            if (Plain)
            {
                row[classes[i]] -= T.One;
            }
            else
            {
                T all = T.Zero;
                for (int j = 0; j < columns; j++)
                    all += Share(i, j, columns);
                for (int j = 0; j < columns; j++)
                    row[j] = (row[j] * all) - Share(i, j, columns);
            }
            Elementwise.Scale(row, scale, to, columns, add);
        }
    }
}
