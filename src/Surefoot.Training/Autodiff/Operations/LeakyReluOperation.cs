using System.Numerics;
using System.Runtime.CompilerServices;
using Surefoot.Lanes;
using Surefoot.Training.Tensors;

namespace Surefoot.Training.Autodiff.Operations;

/// <summary>y = x where x is not negative, else α·x (Maas, Hannun and Ng 2013).</summary>
/// <typeparam name="T">float or double.</typeparam>
public sealed unsafe class LeakyReluOperation<T> : Operation<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    Tensor<T> x = null!;
    T slope;

    /// <summary>Computes y.</summary>
    /// <param name="tape">The tape to record on.</param>
    /// <param name="x">Any shape.</param>
    /// <param name="slope">α, the slope of the negative side.</param>
    public static Tensor<T> Apply(Tape<T> tape, Tensor<T> x, double slope)
    {
        ArgumentNullException.ThrowIfNull(tape);
        ArgumentNullException.ThrowIfNull(x);
        var op = tape.Rent<LeakyReluOperation<T>>();
        (op.x, op.slope) = (x, T.CreateTruncating(slope));
        var y = tape.Result(op, x.Shape, x);
        Map.Run(x.Data, x.Data, y.Data, x.Length, add: false, new Leak(op.slope));
        return y;
    }

    /// <inheritdoc/>
    /// <remarks>dx = dy where x is not negative, else α·dy.</remarks>
    protected internal override void Backward()
    {
        T* dy = Output.TakeGradient(out _),
            dx = x.TakeGradient(out bool add);
        Map.Run(x.Data, dy, dx, x.Length, add, new Leak(slope));
    }

    // The value, times α where x is negative.
    readonly struct Leak(T slope) : IMap<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLane Apply<TLane>(TLane x, TLane value)
            where TLane : struct, IMemoryLane<TLane, T> =>
            TLane.WhereLess(x, TLane.Create(T.Zero), slope * value, value);
    }
}
