namespace Surefoot.Training.Data.Streaming;

/// <summary>
/// What a read needs of memory, kept for the next: a second thread that reads at the same time makes its own.
/// </summary>
/// <typeparam name="T">What is kept.</typeparam>
/// <param name="make">Makes one.</param>
sealed class Spare<T>(Func<T> make)
    where T : class
{
    T? kept;

    /// <summary>Takes the one that is kept, or a new one.</summary>
    internal T Take() => Interlocked.Exchange(ref kept, null) ?? make();

    /// <summary>Gives it back.</summary>
    internal void Return(T one) => Volatile.Write(ref kept, one);
}
