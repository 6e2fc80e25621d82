using System.Numerics;

namespace Surefoot.Training.Autodiff;

/// <summary>The operations of one type that a tape has made: rented in order, all back at once.</summary>
internal abstract class OperationPool
{
    static int kinds;

    public abstract void Rewind();

    /// <summary>A number for each operation type, so that a tape finds its pool without a look-up by type.</summary>
    public static class Kind<TOperation>
    {
        public static readonly int Number = Interlocked.Increment(ref kinds) - 1;
    }
}

/// <inheritdoc/>
internal sealed class OperationPool<T, TOperation> : OperationPool
    where T : unmanaged, IFloatingPointIeee754<T>
    where TOperation : Operation<T>, new()
{
    readonly List<TOperation> made = [];
    int rented;

    public TOperation Rent()
    {
        if (rented == made.Count)
            made.Add(new TOperation());
        return made[rented++];
    }

    public override void Rewind() => rented = 0;
}
