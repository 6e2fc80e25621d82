using System.Numerics;
using Surefoot.Threading;
using Surefoot.Training.Tensors;

namespace Surefoot.Training.Autodiff.Operations.Recurrent;

/// <summary>
/// A recurrent layer over all its time steps in one operation: x [n, time, in], W [in, gates·units], U [units,
/// gates·units], b [gates·units]. Threads share out the examples, each going through all steps of its own, so that they
/// need not wait for each other at every step.
/// </summary>
/// <typeparam name="T">float or double.</typeparam>
/// <typeparam name="TCell">What happens at a step.</typeparam>
internal sealed unsafe class RecurrentOperation<T, TCell> : Operation<T>
    where T : unmanaged, IFloatingPointIeee754<T>
    where TCell : struct, ICell<T>
{
    Tensor<T> x = null!,
        w = null!,
        u = null!,
        b = null!;
    Tensor<T>? c;
    bool whole;

    // Step by step, in each the examples: [time, n, gates·units], and states from before the first step on, [time + 1,
    // n, blocks·units].
    T* sums,
        apart,
        states;
    int* lengths;

    int Count => x.Shape[0];

    int Times => x.Shape[1];

    int Features => x.Shape[2];

    int Units => u.Shape[0];

    int Wide => TCell.Gates * Units;

    int StateWidth => TCell.StateBlocks * Units;

    // Row (step, example) of the sums is row (example, step) of the input.
    Axis InputRows => Axis.Grid(Count, (nint)Times * Features, Times, Features);

    /// <summary>Computes the states h.</summary>
    /// <param name="tape">The tape to record on.</param>
    /// <param name="x">[n, time, in].</param>
    /// <param name="weight">[in, gates·units].</param>
    /// <param name="stateWeight">[units, gates·units].</param>
    /// <param name="bias">[gates·units].</param>
    /// <param name="stateBias">[gates·units], where the cell keeps the sums over the state apart.</param>
    /// <param name="lengths">
    /// How many steps each example has; behind them its state stays as it is and the result is 0. Empty where all have
    /// all.
    /// </param>
    /// <param name="whole">Whether the state after every step is wanted or the last one alone.</param>
    /// <returns>[n, time, units], or [n, units].</returns>
    public static Tensor<T> Apply(
        Tape<T> tape,
        Tensor<T> x,
        Tensor<T> weight,
        Tensor<T> stateWeight,
        Tensor<T> bias,
        Tensor<T>? stateBias,
        ReadOnlySpan<int> lengths,
        bool whole
    )
    {
        var op = tape.Rent<RecurrentOperation<T, TCell>>();
        (op.x, op.w, op.u, op.b, op.c, op.whole) = (x, weight, stateWeight, bias, stateBias, whole);
        int all = ScratchSize.Recurrent(op.Times, op.Wide, x.Shape, stateWeight.Shape),
            kept = ScratchSize.Recurrent(op.Times + 1L, op.StateWidth, x.Shape, stateWeight.Shape);
        op.sums = tape.Take(all);
        op.apart = TCell.Apart ? tape.Take(all) : null;
        op.states = tape.Take(kept);
        op.lengths = lengths.IsEmpty ? null : tape.Take<int>(op.Count);
        if (op.lengths != null)
            lengths.CopyTo(new Span<int>(op.lengths, op.Count));
        var y = tape.Result(op, whole ? new(op.Count, op.Times, op.Units) : new(op.Count, op.Units), true);
        var job = new ForwardJob(op);
        Sharing.Run(tape.Pool, ref job, job.Pieces, op.Work);
        return y;
    }

    /// <inheritdoc/>
    /// <remarks>
    /// Step by step from the last: dz from the slopes in the state, and dh′ = dz·Uᵀ. Then, over all steps at once, dU =
    /// h′ᵀ·dz, dW = xᵀ·dz and db = Σ dz; dx = dz·Wᵀ.
    /// </remarks>
    protected internal override void Backward()
    {
        var job = new BackwardJob(this);
        Sharing.Run(Tape.Pool, ref job, job.Pieces, Work);
        int rows = Times * Count;
        T* dq = TCell.Apart ? apart : sums;
        Weights(u, states, Axis.Strided(StateWidth), dq);
        Weights(w, x.Data, InputRows, sums);
        fixed (T* db = b.Gradient)
            ColumnSums.Add(Tape.Pool, sums, rows, Wide, db);
        if (c is null)
            return;
        fixed (T* dc = c.Gradient)
            ColumnSums.Add(Tape.Pool, dq, rows, Wide, dc);
    }

    void Weights(Tensor<T> weight, T* left, Axis rows, T* slopes)
    {
        T* to = weight.TakeGradient(out bool add);
        MatrixProduct.Run(
            Tape.Pool,
            new Product<T>
            {
                M = weight.Shape[0],
                N = Wide,
                K = Times * Count,
                A = left,
                Rows = Axis.Strided(1),
                Steps = rows,
                B = slopes,
                BStride = Wide,
                Start = add ? to : null,
                StartStride = Wide,
                C = to,
                CStride = Wide,
            }
        );
    }

    // Multiply-adds of the products forwards.
    long Work => (long)Times * Count * Wide * (Features + Units);

    bool Rests(int example, int time) => lengths != null && time >= lengths[example];

    readonly struct ForwardJob(RecurrentOperation<T, TCell> op) : IJob
    {
        readonly Cut cut = Cut.Shared(op.Count, op.Tape.Pool, each: 1);

        public int Pieces => cut.Pieces;

        public void Execute(int piece)
        {
            var (first, end) = cut[piece];
            int width = op.StateWidth,
                units = op.Units,
                wide = op.Wide;
            new Span<T>(op.states + ((nint)first * width), (end - first) * width).Clear();
            var input = new Product<T>
            {
                M = op.Times * op.Count,
                N = wide,
                K = op.Features,
                A = op.x.Data,
                Rows = op.InputRows,
                Steps = Axis.Strided(1),
                B = op.w.Data,
                BStride = wide,
                Start = op.b.Data,
                C = op.sums,
                CStride = wide,
            };
            for (int time = 0; time < op.Times; time++)
            {
                nint row = (nint)time * op.Count;
                T* sums = op.sums + (row * wide),
                    before = op.states + (row * width),
                    after = before + ((nint)op.Count * width);
                T* apart = TCell.Apart ? op.apart + (row * wide) : null,
                    to = TCell.Apart ? apart : sums;
                var product = new Product<T>
                {
                    M = op.Count,
                    N = wide,
                    K = units,
                    A = before,
                    Rows = Axis.Strided(width),
                    Steps = Axis.Strided(1),
                    B = op.u.Data,
                    BStride = wide,
                    Start = TCell.Apart ? op.c!.Data : sums,
                    StartStride = TCell.Apart ? 0 : wide,
                    C = to,
                    CStride = wide,
                };
                // Here and not for all steps before the first: the sums are used while they are in the cache, by the
                // thread that made them.
                MatrixProduct.Run(input, (time * op.Count) + first, (time * op.Count) + end, 0, wide);
                MatrixProduct.Run(product, first, end, 0, wide);
                for (int i = first; i < end; i++)
                {
                    T* state = after + ((nint)i * width);
                    bool rests = op.Rests(i, time);
                    if (rests)
                        new ReadOnlySpan<T>(before + ((nint)i * width), width).CopyTo(new Span<T>(state, width));
                    else
                        TCell.Forward(
                            sums + ((nint)i * wide),
                            apart + ((nint)i * wide),
                            before + ((nint)i * width),
                            state,
                            units
                        );
                    if (op.IsResult(rests, time))
                        new ReadOnlySpan<T>(state, units).CopyTo(op.Result(i, time, op.Output.Data));
                    else if (op.whole)
                        op.Result(i, time, op.Output.Data).Clear();
                }
            }
        }
    }

    // Whether an example's state after a step is part of the result: the last, or each of its own, with zeros in the
    // padding behind them.
    bool IsResult(bool rests, int time) => whole ? !rests : time == Times - 1;

    // Where it stands there, or its slope in the result's gradient.
    Span<T> Result(int example, int time, T* start) =>
        new(start + ((whole ? ((nint)example * Times) + time : example) * Units), Units);

    readonly struct BackwardJob : IJob
    {
        readonly RecurrentOperation<T, TCell> op;
        readonly Cut cut;
        readonly T* dy,
            dx,
            slopes,
            turnedState,
            turnedInput;
        readonly bool addInput;

        public BackwardJob(RecurrentOperation<T, TCell> op)
        {
            this.op = op;
            cut = Cut.Shared(op.Count, op.Tape.Pool, each: 1);
            dy = op.Output.TakeGradient(out _);
            slopes = op.Tape.Take(op.Count * TCell.SlopeBlocks * op.Units);
            turnedState = Turned(op.u);
            if (!op.x.NeedsGradient)
                return;
            dx = op.x.TakeGradient(out addInput);
            turnedInput = Turned(op.w);
        }

        public int Pieces => cut.Pieces;

        // Once, instead of at every step of every thread.
        T* Turned(Tensor<T> weight)
        {
            T* turned = op.Tape.Take(weight.Length);
            ImageCopy.TurnKernel(weight.Data, 1, weight.Shape[0], weight.Shape[1], 1, turned);
            return turned;
        }

        public void Execute(int piece)
        {
            var (first, end) = cut[piece];
            int width = op.StateWidth,
                units = op.Units,
                wide = op.Wide,
                slopeWidth = TCell.SlopeBlocks * units;
            new Span<T>(slopes + ((nint)first * slopeWidth), (end - first) * slopeWidth).Clear();
            for (int time = op.Times - 1; time >= 0; time--)
            {
                nint row = (nint)time * op.Count;
                T* sums = op.sums + (row * wide),
                    before = op.states + (row * width),
                    after = before + ((nint)op.Count * width);
                T* apart = TCell.Apart ? op.apart + (row * wide) : null;
                for (int i = first; i < end; i++)
                {
                    T* slope = slopes + ((nint)i * slopeWidth),
                        dz = sums + ((nint)i * wide),
                        dq = apart + ((nint)i * wide);
                    bool rests = op.Rests(i, time);
                    if (op.IsResult(rests, time))
                        fixed (T* from = op.Result(i, time, dy))
                            Elementwise.Add(slope, from, slope, units);
                    if (!rests)
                    {
                        TCell.Backward(dz, dq, before + ((nint)i * width), after + ((nint)i * width), slope, units);
                        continue;
                    }
                    new Span<T>(dz, wide).Clear();
                    if (TCell.Apart)
                        new Span<T>(dq, wide).Clear();
                }
                if (time > 0)
                    MatrixProduct.Run(
                        Back(TCell.Apart ? apart : sums, turnedState, units, slopes, slopeWidth, add: true),
                        first,
                        end,
                        0,
                        units
                    );
                if (dx != null)
                    MatrixProduct.Run(
                        Back(
                            sums,
                            turnedInput,
                            op.Features,
                            dx + ((nint)time * op.Features),
                            op.Times * op.Features,
                            addInput
                        ),
                        first,
                        end,
                        0,
                        op.Features
                    );
            }
        }

        Product<T> Back(T* dz, T* turned, int columns, T* to, nint stride, bool add) =>
            new()
            {
                M = op.Count,
                N = columns,
                K = op.Wide,
                A = dz,
                Rows = Axis.Strided(op.Wide),
                Steps = Axis.Strided(1),
                B = turned,
                BStride = columns,
                Start = add ? to : null,
                StartStride = stride,
                C = to,
                CStride = stride,
            };
    }
}
