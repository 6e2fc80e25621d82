using System.Numerics;
using System.Runtime.CompilerServices;
using Surefoot.Training.Tensors;

namespace Surefoot.Training.Autodiff.Operations;

/// <summary>
/// y = x·m, with m drawn from the tape's random stream: 0 for the share that is dropped, else 1/(1 − rate).
/// </summary>
/// <typeparam name="T">float or double.</typeparam>
public sealed unsafe class DropoutOperation<T> : Operation<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    Tensor<T> x = null!;
    T* mask;

    /// <summary>Computes y.</summary>
    /// <param name="tape">
    /// The tape to record on; its <see cref="Tape{T}.Random"/> decides, by the element's place among the step's draws.
    /// </param>
    /// <param name="x">Any shape.</param>
    /// <param name="rate">The share to drop, in [0, 1).</param>
    public static Tensor<T> Apply(Tape<T> tape, Tensor<T> x, double rate)
    {
        ArgumentNullException.ThrowIfNull(tape);
        ArgumentNullException.ThrowIfNull(x);
        var op = tape.Rent<DropoutOperation<T>>();
        op.x = x;
        op.mask = tape.Take(x.Length);
        var y = tape.Result(op, x.Shape, x);
        op.Draw(rate);
        Elementwise.Multiply(x.Data, op.mask, y.Data, x.Length);
        return y;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Draw(double rate)
    {
        var random = Tape.Random;
        ulong first = Tape.TakeRandom(x.Length);
        uint threshold = (uint)(rate * (1L << 32));
        T kept = T.CreateTruncating(1 / (1 - rate));
        for (int i = 0; i < x.Length; i += 4)
        {
            // The first place is a multiple of four; a block is cheaper than its four words one by one.
            var (a, b, c, d) = random.Block((uint)((first + (ulong)i) / 4));
            mask[i] = a < threshold ? T.Zero : kept;
            if (i + 1 < x.Length)
                mask[i + 1] = b < threshold ? T.Zero : kept;
            if (i + 2 < x.Length)
                mask[i + 2] = c < threshold ? T.Zero : kept;
            if (i + 3 < x.Length)
                mask[i + 3] = d < threshold ? T.Zero : kept;
        }
    }

    /// <inheritdoc/>
    /// <remarks>dx = dy·m.</remarks>
    protected internal override void Backward()
    {
        T* dy = Output.TakeGradient(out _),
            dx = x.TakeGradient(out bool add);
        Elementwise.Multiply(dy, mask, dx, x.Length, add);
    }
}
