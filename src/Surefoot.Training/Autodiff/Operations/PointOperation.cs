using System.Numerics;
using System.Runtime.CompilerServices;
using Surefoot.Lanes;
using Surefoot.Training.Tensors;

namespace Surefoot.Training.Autodiff.Operations;

/// <summary>y = f(x), element by element.</summary>
/// <typeparam name="T">float or double.</typeparam>
/// <typeparam name="TFunction">f.</typeparam>
internal sealed unsafe class PointOperation<T, TFunction> : Operation<T>
    where T : unmanaged, IFloatingPointIeee754<T>
    where TFunction : IPointFunction<T>
{
    Tensor<T> x = null!;

    /// <summary>Computes y.</summary>
    public static Tensor<T> Apply(Tape<T> tape, Tensor<T> x)
    {
        ArgumentNullException.ThrowIfNull(tape);
        ArgumentNullException.ThrowIfNull(x);
        var op = tape.Rent<PointOperation<T, TFunction>>();
        op.x = x;
        var y = tape.Result(op, x.Shape, x);
        TFunction.Value(x.Data, y.Data, x.Length);
        return y;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected internal override void Backward()
    {
        T* dx = x.TakeGradient(out bool add);
        LaneLoop.Run<T, Slopes>(new(x.Data, Output.Data, Output.TakeGradient(out _), dx, add), x.Length);
    }

    readonly struct Slopes(T* x, T* y, T* dy, T* dx, bool add) : ILaneBody<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void At<TLane>(nint j)
            where TLane : struct, IMemoryLane<TLane, T>
        {
            TLane slope = TFunction.Gradient(TLane.Load(dy + j), TLane.Load(x + j), TLane.Load(y + j));
            TLane.Store(add ? TLane.Load(dx + j) + slope : slope, dx + j);
        }
    }
}
