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
}
