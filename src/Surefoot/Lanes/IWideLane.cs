using System.Numerics;

namespace Surefoot.Lanes;

/// <summary>
/// Numbers that are kept in memory as <typeparamref name="T"/> and computed with as double: each is widened when it is
/// loaded and rounded once when it is stored.
/// </summary>
/// <typeparam name="TSelf">The lane.</typeparam>
/// <typeparam name="T">float or double.</typeparam>
internal unsafe interface IWideLane<TSelf, T>
    where TSelf : struct, IWideLane<TSelf, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>How many elements a lane holds.</summary>
    static abstract int Count { get; }

    /// <summary>The <see cref="Count"/> elements from <paramref name="source"/> on.</summary>
    static abstract TSelf Load(T* source);

    /// <summary>
    /// Rounds the elements to <typeparamref name="T"/> and writes them to <paramref name="destination"/> on.
    /// </summary>
    static abstract void Store(TSelf lane, T* destination);

    /// <summary>0 for each element of a magnitude below <paramref name="smallest"/>, NaN unchanged.</summary>
    static abstract TSelf FlushBelow(TSelf x, double smallest);

    /// <summary>The sum, element by element.</summary>
    static abstract TSelf operator +(TSelf left, TSelf right);

    /// <summary>The difference, element by element.</summary>
    static abstract TSelf operator -(TSelf left, TSelf right);

    /// <summary>The product, element by element.</summary>
    static abstract TSelf operator *(TSelf left, TSelf right);

    /// <summary>The product of one number and each element.</summary>
    static abstract TSelf operator *(double left, TSelf right);
}
