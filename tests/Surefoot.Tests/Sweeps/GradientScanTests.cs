using System.Numerics;
using Surefoot.Sweeps;

namespace Surefoot.Tests.Sweeps;

/// <summary>
/// The look at all gradients before anything is written: one that does not belong is seen wherever it stands.
/// </summary>
public unsafe class GradientScanTests
{
    [Fact]
    public void One_beyond_the_limit_is_seen_at_every_place_of_every_length()
    {
        Seen<float>(1e19f);
        Seen<double>(1e150);
    }

    static void Seen<T>(double limit)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T bound = T.CreateChecked(limit),
            above = T.BitIncrement(bound);
        var gradients = new T[257];
        for (int i = 0; i < gradients.Length; i++)
            gradients[i] = (i % 4) switch
            {
                0 => bound,
                1 => -bound,
                2 => -T.Zero,
                _ => T.Epsilon,
            };
        fixed (T* g = gradients)
        {
            for (int length = 0; length <= 256; length++)
            {
                // One off the start, so that no vector is aligned.
                T* start = g + (length % 2);
                Assert.True(GradientScan<T>.AllWithin(start, length, bound));
                for (int at = 0; at < length; at++)
                {
                    T own = start[at];
                    foreach (
                        T bad in (ReadOnlySpan<T>)[above, -above, T.NaN, -T.NaN, T.PositiveInfinity, T.NegativeInfinity]
                    )
                    {
                        start[at] = bad;
                        if (GradientScan<T>.AllWithin(start, length, bound))
                            Assert.Fail($"{bad} at {at} of {length} was not seen.");
                    }
                    start[at] = own;
                }
            }
        }
    }
}
