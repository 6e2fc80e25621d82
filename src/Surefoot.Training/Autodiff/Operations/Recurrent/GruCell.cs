using System.Numerics;
using System.Runtime.CompilerServices;
using Surefoot.Lanes;
using Surefoot.Training.Tensors;

namespace Surefoot.Training.Autodiff.Operations.Recurrent;

/// <summary>
/// h = u·h′ + (1 − u)·n with r, u = σ(z + q) and n = tanh(z + r·q), where z = x·W + b and q = h′·U + c, in the order r,
/// u, n of PyTorch (Cho et al. 2014, with the reset gate after the product, as PyTorch and Keras have it).
/// </summary>
/// <typeparam name="T">float or double.</typeparam>
internal readonly unsafe struct GruCell<T> : ICell<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    public static int Gates => 3;

    public static int StateBlocks => 1;

    public static int SlopeBlocks => 1;

    public static bool Apart => true;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Forward(T* sums, T* apart, T* before, T* after, int units)
    {
        T* n = sums + (2 * units),
            q = apart + (2 * units);
        Elementwise.Add(sums, apart, sums, 2 * units);
        ActivationFunction.Apply(Activation.Sigmoid, sums, sums, 2 * units);
        Elementwise.Multiply(sums, q, n, units, add: true);
        ActivationFunction.Apply(Activation.Tanh, n, n, units);
        LaneLoop.Run<T, Mix>(new(sums + units, n, before, after), units);
    }

    /// <inheritdoc/>
    /// <remarks>
    /// dn = dh·(1 − u)·(1 − n²), du = dh·(h′ − n)·u·(1 − u), dr = dn·q·r·(1 − r); q has the same slopes, but dn·r where
    /// z has dn; and dh′ = dh·u beside what comes through q.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Backward(T* sums, T* apart, T* before, T* after, T* slopes, int units) =>
        LaneLoop.Run<T, Slopes>(new(sums, apart, before, slopes, units), units);

    readonly struct Mix(T* u, T* n, T* before, T* after) : ILaneBody<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void At<TLane>(nint j)
            where TLane : struct, IMemoryLane<TLane, T>
        {
            TLane share = TLane.Load(u + j),
                candidate = TLane.Load(n + j);
            TLane.Store((share * TLane.Load(before + j)) + ((TLane.Create(T.One) - share) * candidate), after + j);
        }
    }

    readonly struct Slopes(T* sums, T* apart, T* before, T* slopes, int units) : ILaneBody<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void At<TLane>(nint j)
            where TLane : struct, IMemoryLane<TLane, T>
        {
            T* pr = sums + j,
                pu = pr + units,
                pn = pu + units,
                qr = apart + j,
                qu = qr + units,
                qn = qu + units;
            TLane one = TLane.Create(T.One),
                r = TLane.Load(pr),
                u = TLane.Load(pu),
                n = TLane.Load(pn),
                q = TLane.Load(qn),
                dh = TLane.Load(slopes + j);
            TLane dn = dh * ((one - u) * (one - (n * n))),
                du = dh * ((TLane.Load(before + j) - n) * (u * (one - u))),
                dr = dn * (q * (r * (one - r)));
            TLane.Store(dr, pr);
            TLane.Store(du, pu);
            TLane.Store(dn, pn);
            TLane.Store(dr, qr);
            TLane.Store(du, qu);
            TLane.Store(dn * r, qn);
            TLane.Store(dh * u, slopes + j);
        }
    }
}
