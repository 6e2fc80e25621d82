using System.Numerics;
using System.Runtime.CompilerServices;
using Surefoot.Lanes;
using Surefoot.Training.Tensors;

namespace Surefoot.Training.Autodiff.Operations.Recurrent;

/// <summary>
/// c = f·c′ + i·g and h = o·tanh(c), with the gates i, f, o = σ(z) and g = tanh(z) of z = x·W + b + h′·U, in the order
/// i, f, g, o of PyTorch and Keras (Hochreiter and Schmidhuber 1997, with the forget gate of Gers, Schmidhuber and
/// Cummins 2000). The state is h, c, tanh(c).
/// </summary>
/// <typeparam name="T">float or double.</typeparam>
internal readonly unsafe struct LstmCell<T> : ICell<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    public static int Gates => 4;

    public static int StateBlocks => 3;

    public static int SlopeBlocks => 2;

    public static bool Apart => false;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Forward(T* sums, T* apart, T* before, T* after, int units)
    {
        T* g = sums + (2 * units),
            o = g + units,
            c = after + units,
            tanh = c + units;
        ActivationFunction.Apply(Activation.Sigmoid, sums, sums, 2 * units);
        ActivationFunction.Apply(Activation.Tanh, g, g, units);
        ActivationFunction.Apply(Activation.Sigmoid, o, o, units);
        LaneLoop.Run<T, Memory>(new(sums, before + units, c, units), units);
        ActivationFunction.Apply(Activation.Tanh, c, tanh, units);
        Elementwise.Multiply(o, tanh, after, units);
    }

    /// <inheritdoc/>
    /// <remarks>
    /// dc += dh·o·(1 − tanh²(c)); then di = dc·g, df = dc·c′, dg = dc·i, do = dh·tanh(c), each times the slope of its
    /// gate, and dc′ = dc·f; h′ is reached through z alone.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Backward(T* sums, T* apart, T* before, T* after, T* slopes, int units) =>
        LaneLoop.Run<T, Slopes>(new(sums, before + units, after + (2 * units), slopes, units), units);

    readonly struct Memory(T* gates, T* before, T* c, int units) : ILaneBody<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void At<TLane>(nint j)
            where TLane : struct, IMemoryLane<TLane, T>
        {
            TLane i = TLane.Load(gates + j),
                f = TLane.Load(gates + units + j),
                g = TLane.Load(gates + (2 * units) + j);
            TLane.Store((f * TLane.Load(before + j)) + (i * g), c + j);
        }
    }

    readonly struct Slopes(T* gates, T* before, T* tanh, T* slopes, int units) : ILaneBody<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void At<TLane>(nint j)
            where TLane : struct, IMemoryLane<TLane, T>
        {
            T* pi = gates + j,
                pf = pi + units,
                pg = pf + units,
                po = pg + units;
            TLane one = TLane.Create(T.One),
                i = TLane.Load(pi),
                f = TLane.Load(pf),
                g = TLane.Load(pg),
                o = TLane.Load(po);
            TLane dh = TLane.Load(slopes + j),
                th = TLane.Load(tanh + j);
            TLane dc = TLane.Load(slopes + units + j) + (dh * (o * (one - (th * th))));
            TLane.Store(dc * (g * (i * (one - i))), pi);
            TLane.Store(dc * (TLane.Load(before + j) * (f * (one - f))), pf);
            TLane.Store(dc * (i * (one - (g * g))), pg);
            TLane.Store(dh * (th * (o * (one - o))), po);
            TLane.Store(dc * f, slopes + units + j);
            TLane.Store(TLane.Create(T.Zero), slopes + j);
        }
    }
}
