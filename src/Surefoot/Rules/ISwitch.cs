using System.Runtime.CompilerServices;

namespace Surefoot.Rules;

/// <summary>
/// A choice that is known when code is compiled, so that what is switched off costs nothing: no load, no store, no
/// branch.
/// </summary>
public interface ISwitch
{
    /// <summary>Whether the choice is made.</summary>
    static abstract bool IsOn { get; }
}

/// <summary>The choice is made.</summary>
public readonly struct On : ISwitch
{
    /// <inheritdoc/>
    public static bool IsOn
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => true;
    }
}

/// <summary>The choice is not made.</summary>
public readonly struct Off : ISwitch
{
    /// <inheritdoc/>
    public static bool IsOn
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => false;
    }
}
