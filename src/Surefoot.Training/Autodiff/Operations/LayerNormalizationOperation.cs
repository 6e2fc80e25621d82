using System.Numerics;
using System.Runtime.CompilerServices;
using Surefoot.Lanes;
using Surefoot.Training.Tensors;

namespace Surefoot.Training.Autodiff.Operations;

/// <summary>
/// y = γ·x̂ + β with x̂ = (x − mean)/√(variance + ε), both taken along the innermost axis (Ba, Kiros and Hinton 2016).
/// </summary>
/// <typeparam name="T">float or double.</typeparam>
public sealed unsafe class LayerNormalizationOperation<T> : Operation<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    Tensor<T> x = null!,
        scale = null!,
        shift = null!;
    T* normal,
        inverse;

    /// <summary>Computes y.</summary>
    /// <param name="tape">The tape to record on.</param>
    /// <param name="x">[…, c].</param>
    /// <param name="scale">γ, [c].</param>
    /// <param name="shift">β, [c].</param>
    /// <param name="epsilon">ε, above 0.</param>
    public static Tensor<T> Apply(Tape<T> tape, Tensor<T> x, Tensor<T> scale, Tensor<T> shift, double epsilon)
    {
        ArgumentNullException.ThrowIfNull(tape);
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(scale);
        ArgumentNullException.ThrowIfNull(shift);
        if (x.Shape.Rank == 0 || x.Length == 0 || scale.Length != x.Shape[^1] || shift.Length != scale.Length)
            throw new ArgumentException(
                $"Normalising {x.Shape} with a scale of {scale.Shape} and a shift of {shift.Shape} does not "
                    + "fit: both need the last size of the first.",
                nameof(x)
            );
        var op = tape.Rent<LayerNormalizationOperation<T>>();
        (op.x, op.scale, op.shift) = (x, scale, shift);
        op.normal = tape.Take(x.Length);
        op.inverse = tape.Take(x.Length / scale.Length);
        var y = tape.Result(op, x.Shape, x.NeedsGradient || scale.NeedsGradient || shift.NeedsGradient);
        op.Normalise(y.Data, T.CreateTruncating(epsilon));
        return y;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Normalise(T* y, T epsilon)
    {
        int columns = scale.Length;
        T count = T.CreateTruncating(columns);
        for (int row = 0; row < x.Length / columns; row++)
        {
            T* from = x.Data + ((nint)row * columns),
                to = normal + ((nint)row * columns);
            T mean = Reduction.Sum(from, columns) / count;
            Elementwise.Subtract(from, mean, to, columns);
            T one = T.One / T.Sqrt((Reduction.Dot(to, to, columns) / count) + epsilon);
            inverse[row] = one;
            LaneLoop.Run<T, Value>(new(to, one, scale.Data, shift.Data, y + ((nint)row * columns)), columns);
        }
    }

    readonly struct Value(T* normal, T inverse, T* scale, T* shift, T* y) : ILaneBody<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void At<TLane>(nint j)
            where TLane : struct, IMemoryLane<TLane, T>
        {
            TLane value = inverse * TLane.Load(normal + j);
            TLane.Store(value, normal + j);
            TLane.Store((TLane.Load(scale + j) * value) + TLane.Load(shift + j), y + j);
        }
    }

    /// <inheritdoc/>
    /// <remarks>
    /// With g = dy·γ: dx = (g − mean(g) − x̂·mean(g·x̂))/√(variance + ε), dγ = Σ dy·x̂ and dβ = Σ dy over the rows.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected internal override void Backward()
    {
        int columns = scale.Length,
            rows = x.Length / columns;
        T count = T.CreateTruncating(columns);
        T* dy = Output.TakeGradient(out _),
            g = Tape.Take(columns);
        if (shift.NeedsGradient)
        {
            fixed (T* to = shift.Gradient)
                ColumnSums.Add(Tape.Pool, dy, rows, columns, to);
        }
        bool add = false;
        T* dx = x.NeedsGradient ? x.TakeGradient(out add) : null;
        fixed (T* dscale = scale.NeedsGradient ? scale.Gradient : default)
        {
            for (int row = 0; row < rows; row++, dy += columns)
            {
                T* hat = normal + ((nint)row * columns);
                if (dscale != null)
                    Elementwise.Multiply(dy, hat, dscale, columns, add: true);
                if (dx == null)
                    continue;
                Elementwise.Multiply(dy, scale.Data, g, columns);
                T mean = Reduction.Sum(g, columns) / count,
                    along = Reduction.Dot(g, hat, columns) / count;
                LaneLoop.Run<T, Gradient>(
                    new(g, mean, hat, along, inverse[row], dx + ((nint)row * columns), add),
                    columns
                );
            }
        }
    }

    readonly struct Gradient(T* g, T mean, T* normal, T along, T inverse, T* dx, bool add) : ILaneBody<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void At<TLane>(nint j)
            where TLane : struct, IMemoryLane<TLane, T>
        {
            TLane slope = inverse * (TLane.Load(g + j) - TLane.Create(mean) - (along * TLane.Load(normal + j)));
            TLane.Store(add ? TLane.Load(dx + j) + slope : slope, dx + j);
        }
    }
}
