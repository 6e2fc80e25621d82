using System.Numerics;
using System.Runtime.CompilerServices;
using Surefoot.Lanes;
using Surefoot.Training.Tensors;

namespace Surefoot.Training.Autodiff.Operations;

/// <summary>
/// y = eˣ / Σ eˣ along the innermost axis. Before cross-entropy use the loss that holds it: one pass, and nothing
/// overflows.
/// </summary>
/// <typeparam name="T">float or double.</typeparam>
public sealed unsafe class SoftmaxOperation<T> : Operation<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    Tensor<T> x = null!;

    /// <summary>Computes y.</summary>
    /// <param name="tape">The tape to record on.</param>
    /// <param name="x">Any shape but a scalar, not empty.</param>
    public static Tensor<T> Apply(Tape<T> tape, Tensor<T> x)
    {
        ArgumentNullException.ThrowIfNull(tape);
        ArgumentNullException.ThrowIfNull(x);
        if (x.Shape.Rank == 0 || x.Length == 0)
            throw new ArgumentException($"A softmax needs rows of numbers; {x.Shape} came.", nameof(x));
        var op = tape.Rent<SoftmaxOperation<T>>();
        op.x = x;
        var y = tape.Result(op, x.Shape, x);
        int columns = x.Shape[^1],
            rows = x.Length / columns;
        Softmax.Rows(x.Data, rows, columns, y.Data, tape.Take(rows), tape.Take(rows));
        return y;
    }

    /// <inheritdoc/>
    /// <remarks>dx = y·(dy − Σ dy·y), row by row.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected internal override void Backward()
    {
        T* y = Output.Data,
            dy = Output.TakeGradient(out _),
            dx = x.TakeGradient(out bool add);
        int columns = x.Shape[^1];
        for (int row = 0; row < x.Length; row += columns)
        {
            T dot = T.Zero;
            for (int j = row; j < row + columns; j++)
                dot += dy[j] * y[j];
            Map.Run(y + row, dy + row, dx + row, columns, add, new Gradient(dot));
        }
    }

    readonly struct Gradient(T dot) : IMap<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLane Apply<TLane>(TLane y, TLane dy)
            where TLane : struct, IMemoryLane<TLane, T> => y * (dy - TLane.Create(dot));
    }
}
