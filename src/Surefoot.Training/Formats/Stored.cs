namespace Surefoot.Training.Formats;

/// <summary>
/// The shape in which something lies in a file. It is made as soon as its shape was read, while it is known where in
/// the file that stands.
/// </summary>
/// <typeparam name="T">What it is the shape of.</typeparam>
abstract record Stored<T> : IStored
    where T : class
{
    T? made;

    /// <summary>What lay in the file.</summary>
    public T Made => made ??= Make();

    void IStored.Check() => _ = Made;

    /// <summary>Makes it.</summary>
    /// <exception cref="WrongValueException">A member is out of its range, or does not fit another.</exception>
    protected abstract T Make();

    /// <summary>Refuses a member unless something holds.</summary>
    protected static void Require(bool holds, string member)
    {
        if (!holds)
            throw new WrongValueException("is not as expected", "." + member);
    }
}

/// <summary>What checks itself once it was read.</summary>
interface IStored
{
    /// <summary>Checks it.</summary>
    void Check();
}
