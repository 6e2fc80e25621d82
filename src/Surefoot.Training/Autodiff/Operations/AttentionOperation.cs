using System.Numerics;
using Surefoot.Threading;
using Surefoot.Training.Tensors;

namespace Surefoot.Training.Autodiff.Operations;

/// <summary>
/// y = softmax(q·kᵀ/√d)·v for each example and each head: scaled dot-product attention (Vaswani and others 2017). A
/// head is a part of d numbers of the innermost axis and is read where it lies; nothing is moved. Each example and head
/// is computed by itself, on one thread, so its bits depend on nothing beside it.
/// </summary>
/// <typeparam name="T">float or double.</typeparam>
public sealed unsafe class AttentionOperation<T> : Operation<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    Tensor<T> q = null!,
        k = null!,
        v = null!;
    AttentionPart<T> part;

    /// <summary>Computes y.</summary>
    /// <param name="tape">The tape to record on.</param>
    /// <param name="q">What asks, [n, time, width].</param>
    /// <param name="k">What is asked, [n, places, width].</param>
    /// <param name="v">What answers, [n, places, out].</param>
    /// <param name="heads">How many heads share the width and the out between them; both are multiples of it.</param>
    /// <param name="causal">
    /// Whether a time step reads only places up to its own; there are then as many places as time steps.
    /// </param>
    /// <param name="lengths">
    /// How many places of each example are read, the first ones; all unless given. A time step with nothing to read
    /// gets zeros.
    /// </param>
    /// <returns>[n, time, out].</returns>
    /// <exception cref="ArgumentException">The shapes do not go together, or a length is out of range.</exception>
    public static Tensor<T> Apply(
        Tape<T> tape,
        Tensor<T> q,
        Tensor<T> k,
        Tensor<T> v,
        int heads = 1,
        bool causal = false,
        ReadOnlySpan<int> lengths = default
    )
    {
        ArgumentNullException.ThrowIfNull(tape);
        ArgumentNullException.ThrowIfNull(q);
        ArgumentNullException.ThrowIfNull(k);
        ArgumentNullException.ThrowIfNull(v);
        Check(q.Shape, k.Shape, v.Shape, heads, causal, lengths);
        Shape all = q.Shape;
        int n = all[0],
            places = k.Shape[1];
        var op = tape.Rent<AttentionOperation<T>>();
        (op.q, op.k, op.v) = (q, k, v);
        int* read = tape.Take<int>(n);
        for (int i = 0; i < n; i++)
            read[i] = lengths.IsEmpty ? places : lengths[i];
        var y = tape.Result(op, all.WithLast(v.Shape[2]), q.NeedsGradient || k.NeedsGradient || v.NeedsGradient);
        op.part = new()
        {
            Heads = heads,
            Times = all[1],
            Places = places,
            Width = all[2],
            Out = v.Shape[2],
            Causal = causal,
            Lengths = read,
            Q = q.Data,
            K = k.Data,
            V = v.Data,
            Y = y.Data,
            Shares = tape.Take(n * heads * all[1] * places),
        };
        var job = new Forwards(op.part);
        Sharing.Run(tape.Pool, ref job, n * heads, op.Work);
        return y;
    }

    long Work => (long)q.Length * k.Shape[1] * 2;

    static void Check(Shape q, Shape k, Shape v, int heads, bool causal, ReadOnlySpan<int> lengths)
    {
        if (q.Rank != 3 || k.Rank != 3 || v.Rank != 3 || q[0] != k[0] || k[0] != v[0] || q[2] != k[2] || k[1] != v[1])
            throw new ArgumentException(
                $"Attention of {q} over {k} and {v} does not fit: [n, time, width] asks [n, places, width], "
                    + "which answers with [n, places, out].",
                nameof(q)
            );
        if (heads < 1 || q[2] % heads != 0 || v[2] % heads != 0)
            throw new ArgumentException(
                $"{heads} heads cannot share widths of {q[2]} and {v[2]}: both must be multiples of the "
                    + "number of heads.",
                nameof(heads)
            );
        if (causal && q[1] != k[1])
            throw new ArgumentException(
                $"Causal attention needs as many places as time steps; {q} asks {k}.",
                nameof(causal)
            );
        if (!lengths.IsEmpty && lengths.Length != q[0])
            throw new ArgumentException(
                $"Attention needs a length for each example; {lengths.Length} came for {q[0]}.",
                nameof(lengths)
            );
        for (int i = 0; i < lengths.Length; i++)
            if ((uint)lengths[i] > (uint)k[1])
                throw new ArgumentException(
                    $"The length of example {i} is {lengths[i]}; it must lie between 0 and the {k[1]} places.",
                    nameof(lengths)
                );
        if ((Int128)q[0] * heads * q[1] * k[1] > int.MaxValue)
            throw new ArgumentException(
                $"Attention of {q} over {k} in {heads} heads keeps more than {int.MaxValue} numbers. Use "
                    + "smaller batches or shorter sequences.",
                nameof(q)
            );
    }

    /// <inheritdoc/>
    /// <remarks>
    /// With p the softmax and s its argument: dv = pᵀ·dy, dp = dy·vᵀ, ds = p·(dp − Σ dp·p), dq = ds·k/√d and dk =
    /// dsᵀ·q/√d.
    /// </remarks>
    protected internal override void Backward()
    {
        var slopes = new AttentionSlopes<T>(part)
        {
            Dy = Output.TakeGradient(out _),
            Ds = Tape.Take(q.Shape[0] * part.Heads * part.Times * part.Places),
        };
        bool addQ = false,
            addK = false,
            addV = false;
        // In the order in which they are written: the same tensor may be all three.
        if (q.NeedsGradient)
            slopes.Dq = q.TakeGradient(out addQ);
        if (k.NeedsGradient)
            slopes.Dk = k.TakeGradient(out addK);
        if (v.NeedsGradient)
            slopes.Dv = v.TakeGradient(out addV);
        (slopes.AddQ, slopes.AddK, slopes.AddV) = (addQ, addK, addV);
        var job = new Backwards(slopes);
        Sharing.Run(Tape.Pool, ref job, q.Shape[0] * part.Heads, 2 * Work);
    }

    readonly struct Forwards(AttentionPart<T> part) : IJob
    {
        public void Execute(int piece) => part.Compute(piece);
    }

    readonly struct Backwards(AttentionSlopes<T> slopes) : IJob
    {
        public void Execute(int piece) => slopes.Compute(piece);
    }
}
