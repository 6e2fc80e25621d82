namespace Surefoot.Sweeps;

/// <summary>A range of weights that lies in one piece and is stepped with one set of settings.</summary>
/// <typeparam name="T">float or double.</typeparam>
internal unsafe struct Segment<T>(int offset, int length, int group)
    where T : unmanaged
{
    /// <summary>Where its weights start.</summary>
    public T* Parameters;

    /// <summary>Where its gradients start.</summary>
    public T* Gradients;

    /// <summary>Where its state starts, counted from the start of each slot.</summary>
    public int Offset = offset;

    /// <summary>How many weights it holds.</summary>
    public int Length = length;

    /// <summary>The group whose settings it follows.</summary>
    public int Group = group;

    /// <summary>What happens to its gradients at this step before the rule sees them.</summary>
    public GradientTransform<T> Transform;
}
