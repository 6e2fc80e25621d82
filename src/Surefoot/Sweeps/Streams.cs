using System.Runtime.CompilerServices;

namespace Surefoot.Sweeps;

/// <summary>
/// Where one range of weights, its gradients and its state lie in memory. A slot that the rule does not have is null.
/// </summary>
/// <typeparam name="T">float or double.</typeparam>
internal readonly unsafe struct Streams<T>(T* parameters, T* gradients, T* first, T* second, T* third)
    where T : unmanaged
{
    /// <summary>θ: read and written.</summary>
    public readonly T* Parameters = parameters;

    /// <summary>g: read.</summary>
    public readonly T* Gradients = gradients;

    /// <summary>The state slots: read and written.</summary>
    public readonly T* First = first,
        Second = second,
        Third = third;

    /// <summary>A part of the range, with gradients that lie elsewhere.</summary>
    /// <param name="offset">How many weights further on it starts.</param>
    /// <param name="gradients">Where its gradients lie.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Streams<T> From(nint offset, T* gradients) =>
        new(
            Parameters + offset,
            gradients,
            First == null ? null : First + offset,
            Second == null ? null : Second + offset,
            Third == null ? null : Third + offset
        );
}
