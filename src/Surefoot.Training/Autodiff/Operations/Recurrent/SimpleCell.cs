using System.Numerics;
using System.Runtime.CompilerServices;
using Surefoot.Lanes;
using Surefoot.Training.Tensors;

namespace Surefoot.Training.Autodiff.Operations.Recurrent;

/// <summary>h = tanh(z), with z = x·W + b + h′·U (Elman 1990).</summary>
/// <typeparam name="T">float or double.</typeparam>
internal readonly unsafe struct SimpleCell<T> : ICell<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    public static int Gates => 1;

    public static int StateBlocks => 1;

    public static int SlopeBlocks => 1;

    public static bool Apart => false;

    public static void Forward(T* sums, T* apart, T* before, T* after, int units) =>
        ActivationFunction.Apply(Activation.Tanh, sums, after, units);

    /// <inheritdoc/>
    /// <remarks>dz = dh·(1 − h²); h′ is reached through z alone.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Backward(T* sums, T* apart, T* before, T* after, T* slopes, int units) =>
        LaneLoop.Run<T, Slopes>(new(sums, after, slopes), units);

    readonly struct Slopes(T* dz, T* h, T* dh) : ILaneBody<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void At<TLane>(nint j)
            where TLane : struct, IMemoryLane<TLane, T>
        {
            TLane one = TLane.Create(T.One),
                value = TLane.Load(h + j);
            TLane.Store(TLane.Load(dh + j) * (one - (value * value)), dz + j);
            TLane.Store(TLane.Create(T.Zero), dh + j);
        }
    }
}
