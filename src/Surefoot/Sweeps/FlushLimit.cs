using System.Numerics;
using System.Runtime.CompilerServices;

namespace Surefoot.Sweeps;

/// <summary>
/// State below this magnitude is stored as 0. Averages that decay into the subnormal numbers would stay there and make
/// every later step slower (2.7 times, measured); 1e-37 in float and 1e-300 in double are just above them.
/// </summary>
/// <typeparam name="T">float or double.</typeparam>
internal static class FlushLimit<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    const float OfSingle = 1e-37f;
    const double OfDouble = 1e-300;

    /// <summary>The limit as the state itself has it.</summary>
    public static T Value
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => typeof(T) == typeof(float) ? T.CreateTruncating(OfSingle) : T.CreateTruncating(OfDouble);
    }

    /// <summary>The same number, where state is computed in double.</summary>
    public static double Wide
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => typeof(T) == typeof(float) ? OfSingle : OfDouble;
    }
}
