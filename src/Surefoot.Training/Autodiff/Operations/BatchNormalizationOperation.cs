using System.Numerics;
using System.Runtime.CompilerServices;
using Surefoot.Lanes;
using Surefoot.Training.Tensors;

namespace Surefoot.Training.Autodiff.Operations;

/// <summary>
/// y = γ·x̂ + β with x̂ = (x − mean)/√(variance + ε), both taken for each channel: over the batch in training, from
/// running averages in evaluation (Ioffe and Szegedy 2015). In training a row's result depends on its batch; that is
/// the method.
/// </summary>
/// <typeparam name="T">float or double.</typeparam>
public sealed unsafe class BatchNormalizationOperation<T> : Operation<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    Tensor<T> x = null!,
        scale = null!,
        shift = null!;
    T* normal,
        inverse;
    bool ofBatch;

    /// <summary>Computes y; while the tape is in training, moves the running averages too.</summary>
    /// <param name="tape">The tape to record on.</param>
    /// <param name="x">[…, c]; in training at least two rows.</param>
    /// <param name="scale">γ, [c].</param>
    /// <param name="shift">β, [c].</param>
    /// <param name="mean">The running mean, [c].</param>
    /// <param name="variance">The running variance, [c]; of the unbiased estimate, as in PyTorch.</param>
    /// <param name="share">How much of the running averages a batch replaces.</param>
    /// <param name="epsilon">ε, above 0.</param>
    public static Tensor<T> Apply(
        Tape<T> tape,
        Tensor<T> x,
        Tensor<T> scale,
        Tensor<T> shift,
        Tensor<T> mean,
        Tensor<T> variance,
        double share,
        double epsilon
    )
    {
        ArgumentNullException.ThrowIfNull(tape);
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(scale);
        ArgumentNullException.ThrowIfNull(shift);
        ArgumentNullException.ThrowIfNull(mean);
        ArgumentNullException.ThrowIfNull(variance);
        int channels = scale.Length;
        if (
            x.Shape.Rank == 0
            || x.Shape[^1] != channels
            || shift.Length != channels
            || mean.Length != channels
            || variance.Length != channels
        )
            throw new ArgumentException(
                $"Normalising {x.Shape} with a scale of {scale.Shape} does not fit: the last size of the one "
                    + "must be that of the other.",
                nameof(x)
            );
        if (tape.Training && x.Length < 2 * channels)
            throw new ArgumentException(
                $"Batch normalisation in training needs at least two rows; the input is {x.Shape}.",
                nameof(x)
            );
        var op = tape.Rent<BatchNormalizationOperation<T>>();
        (op.x, op.scale, op.shift, op.ofBatch) = (x, scale, shift, tape.Training);
        op.normal = tape.Take(x.Length);
        op.inverse = tape.Take(channels);
        var y = tape.Result(op, x.Shape, x.NeedsGradient || scale.NeedsGradient || shift.NeedsGradient);
        T* center = mean.Data,
            spread = variance.Data;
        if (tape.Training)
        {
            center = tape.Take(channels);
            spread = tape.Take(channels);
            op.Measure(center, spread);
            op.Follow(
                center,
                spread,
                mean.Data,
                variance.Data,
                T.CreateTruncating(share),
                T.CreateTruncating(1 - share)
            );
        }
        op.Normalise(center, spread, y.Data, T.CreateTruncating(epsilon));
        return y;
    }

    int Channels => scale.Length;

    int Rows => x.Length / Channels;

    // Mean and variance of each channel in two passes, row after row.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Measure(T* center, T* spread)
    {
        T rows = T.CreateTruncating(Rows);
        new Span<T>(center, Channels).Clear();
        new Span<T>(spread, Channels).Clear();
        ColumnSums.Add(Tape.Pool, x.Data, Rows, Channels, center);
        Elementwise.Divide(center, rows, Channels);
        for (int i = 0; i < x.Length; i += Channels)
            LaneLoop.Run<T, Spread>(new(x.Data + i, center, spread), Channels);
        Elementwise.Divide(spread, rows, Channels);
    }

    void Follow(T* center, T* spread, T* mean, T* variance, T share, T rest)
    {
        T unbiased = T.CreateTruncating(Rows) / T.CreateTruncating(Rows - 1);
        for (int c = 0; c < Channels; c++)
        {
            mean[c] = (rest * mean[c]) + (share * center[c]);
            variance[c] = (rest * variance[c]) + (share * spread[c] * unbiased);
        }
    }

    readonly struct Spread(T* x, T* center, T* squares) : ILaneBody<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void At<TLane>(nint c)
            where TLane : struct, IMemoryLane<TLane, T>
        {
            TLane value = TLane.Load(x + c) - TLane.Load(center + c);
            TLane.Store(TLane.Load(squares + c) + (value * value), squares + c);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Normalise(T* center, T* spread, T* y, T epsilon)
    {
        int channels = Channels;
        for (int c = 0; c < channels; c++)
            inverse[c] = T.One / T.Sqrt(spread[c] + epsilon);
        for (int i = 0; i < x.Length; i += channels)
            LaneLoop.Run<T, Value>(
                new(x.Data + i, center, inverse, scale.Data, shift.Data, normal + i, y + i),
                channels
            );
    }

    readonly struct Value(T* x, T* center, T* inverse, T* scale, T* shift, T* normal, T* y) : ILaneBody<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void At<TLane>(nint c)
            where TLane : struct, IMemoryLane<TLane, T>
        {
            TLane value = (TLane.Load(x + c) - TLane.Load(center + c)) * TLane.Load(inverse + c);
            TLane.Store(value, normal + c);
            TLane.Store((value * TLane.Load(scale + c)) + TLane.Load(shift + c), y + c);
        }
    }

    /// <inheritdoc/>
    /// <remarks>
    /// dγ = Σ dy·x̂ and dβ = Σ dy over the rows; dx = γ/√(variance + ε)·(dy − dβ/n − x̂·dγ/n) in training, and
    /// dy·γ/√(variance + ε) in evaluation, where mean and variance are constants.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected internal override void Backward()
    {
        int channels = Channels;
        T count = T.CreateTruncating(Rows);
        T* dy = Output.TakeGradient(out _),
            sum = Tape.Take(channels),
            along = Tape.Take(channels);
        new Span<T>(sum, channels).Clear();
        new Span<T>(along, channels).Clear();
        ColumnSums.Add(Tape.Pool, dy, Rows, channels, sum);
        for (int i = 0; i < x.Length; i += channels)
            Elementwise.Multiply(dy + i, normal + i, along, channels, add: true);
        Put(shift, sum);
        Put(scale, along);
        if (!x.NeedsGradient)
            return;
        T* dx = x.TakeGradient(out bool add);
        for (int c = 0; c < channels; c++)
            (sum[c], along[c], inverse[c]) = (
                ofBatch ? sum[c] / count : T.Zero,
                ofBatch ? along[c] / count : T.Zero,
                inverse[c] * scale.Data[c]
            );
        for (int i = 0; i < x.Length; i += channels)
            LaneLoop.Run<T, Gradient>(new(dy + i, normal + i, sum, along, inverse, dx + i, add), channels);
    }

    readonly struct Gradient(T* dy, T* normal, T* sum, T* along, T* inverse, T* dx, bool add) : ILaneBody<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void At<TLane>(nint c)
            where TLane : struct, IMemoryLane<TLane, T>
        {
            TLane slope =
                TLane.Load(inverse + c)
                * (TLane.Load(dy + c) - TLane.Load(sum + c) - (TLane.Load(normal + c) * TLane.Load(along + c)));
            TLane.Store(add ? TLane.Load(dx + c) + slope : slope, dx + c);
        }
    }

    static void Put(Tensor<T> to, T* slopes)
    {
        if (!to.NeedsGradient)
            return;
        T* gradient = to.TakeGradient(out bool add);
        Elementwise.Put(slopes, gradient, to.Length, add);
    }
}
