using System.Numerics;
using System.Runtime.CompilerServices;
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
        op.Scale(x.Data, y.Data, add: false);
        return y;
    }

    /// <inheritdoc/>
    /// <remarks>dx = dy where x is not negative, else α·dy.</remarks>
    protected internal override void Backward()
    {
        T* dy = Output.TakeGradient(out _),
            dx = x.TakeGradient(out bool add);
        Scale(dy, dx, add);
    }

    // to = from, times α where x is negative.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Scale(T* from, T* to, bool add)
    {
        T* sign = x.Data;
        int i = 0,
            length = x.Length;
        var wide = new Vector<T>(slope);
        for (; i <= length - Vector<T>.Count; i += Vector<T>.Count)
        {
            var v = Vector.Load(from + i);
            v = Vector.ConditionalSelect(Vector.LessThan(Vector.Load(sign + i), Vector<T>.Zero), wide * v, v);
            (add ? Vector.Load(to + i) + v : v).Store(to + i);
        }
        for (; i < length; i++)
        {
            T v = sign[i] < T.Zero ? slope * from[i] : from[i];
            to[i] = add ? to[i] + v : v;
        }
    }
}
