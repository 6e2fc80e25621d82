using System.Numerics;

namespace Surefoot.Training.Autodiff.Operations.Recurrent;

/// <summary>
/// What a recurrent layer does at one time step of one example, after the matrix products. All rows hold blocks of one
/// number a unit: the sums one block a gate, the state h first, the slopes dh first.
/// </summary>
/// <typeparam name="T">float or double.</typeparam>
internal unsafe interface ICell<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>How many gates there are, each a block of the sums.</summary>
    static abstract int Gates { get; }

    /// <summary>How many blocks a state has: h, and what else the next step or the way back needs.</summary>
    static abstract int StateBlocks { get; }

    /// <summary>How many blocks of the state have slopes: h, and what else the next step reads.</summary>
    static abstract int SlopeBlocks { get; }

    /// <summary>
    /// Whether the sums over the state are kept apart from those over the input, because a gate stands between them.
    /// </summary>
    static abstract bool Apart { get; }

    /// <summary>From the sums to the state; the sums become what the way back needs.</summary>
    /// <param name="sums">x·W + b, and h·U too unless that is kept apart.</param>
    /// <param name="apart">h·U + c where it is kept apart, else nothing.</param>
    /// <param name="before">The state before this step.</param>
    /// <param name="after">The state after it, to be written.</param>
    /// <param name="units">How long a block is.</param>
    static abstract void Forward(T* sums, T* apart, T* before, T* after, int units);

    /// <summary>
    /// From the slopes in the state after the step to those in the sums, which take the sums' place, and to those in
    /// the state before it, which take the place of the given ones and still lack what comes through h·U.
    /// </summary>
    /// <param name="sums">What <see cref="Forward"/> left; becomes the slopes in it.</param>
    /// <param name="apart">The same, where it is kept apart.</param>
    /// <param name="before">The state before the step.</param>
    /// <param name="after">The state after it.</param>
    /// <param name="slopes">The loss's slopes in the state.</param>
    /// <param name="units">How long a block is.</param>
    static abstract void Backward(T* sums, T* apart, T* before, T* after, T* slopes, int units);
}
