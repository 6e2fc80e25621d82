using Surefoot.Randomness;

namespace Surefoot.Tests.Randomness;

/// <summary>The numbers are Philox's, a function of where they stand, and as random as they should be.</summary>
public class RandomStreamTests
{
    // The known answers published with the generator's reference implementation, Random123 (kat_vectors, philox4x32
    // with 10 rounds).
    [Theory]
    [InlineData(
        0x00000000u,
        0x00000000u,
        0x00000000u,
        0x00000000u,
        0x00000000u,
        0x00000000u,
        0x6627e8d5u,
        0xe169c58du,
        0xbc57ac4cu,
        0x9b00dbd8u
    )]
    [InlineData(
        0xffffffffu,
        0xffffffffu,
        0xffffffffu,
        0xffffffffu,
        0xffffffffu,
        0xffffffffu,
        0x408f276du,
        0x41c83b0eu,
        0xa20bc7c6u,
        0x6d5451fdu
    )]
    [InlineData(
        0x243f6a88u,
        0x85a308d3u,
        0x13198a2eu,
        0x03707344u,
        0xa4093822u,
        0x299f31d0u,
        0xd16cfe09u,
        0x94fdccebu,
        0x5001e420u,
        0x24126ea1u
    )]
    public void Bits_are_the_published_ones(
        uint c0,
        uint c1,
        uint c2,
        uint c3,
        uint k0,
        uint k1,
        uint r0,
        uint r1,
        uint r2,
        uint r3
    )
    {
        var stream = new RandomStream(((ulong)k1 << 32) | k0, c1, ((ulong)c3 << 32) | c2);
        Assert.Equal([r0, r1, r2, r3], Enumerable.Range(0, 4).Select(i => stream.Bits(((ulong)c0 << 2) + (ulong)i)));
    }

    [Fact]
    public void Uniforms_have_their_moments_and_stay_below_one()
    {
        var stream = new RandomStream(seed: 3, stream: 4);
        double[] u = [.. Enumerable.Range(0, 100_000).Select(i => stream.Uniform((ulong)i))];
        Assert.All(u, value => Assert.True(value is >= 0 and < 1 && value == (float)value));
        // Five standard errors of a mean of n numbers: 5·√(variance/n).
        Assert.Equal(0.5, u.Average(), 5 * Math.Sqrt(1 / 12.0 / u.Length));
        Assert.Equal(1 / 3.0, u.Average(value => value * value), 5 * Math.Sqrt(4 / 45.0 / u.Length));
        Assert.Equal(0.25, u.Zip(u.Skip(1), (a, b) => a * b).Average(), 0.005);
    }

    [Fact]
    public void Normals_have_their_moments()
    {
        var stream = new RandomStream(seed: 3, stream: 5);
        double[] n = [.. Enumerable.Range(0, 100_000).Select(i => stream.Normal((ulong)i))];
        Assert.Equal(0, n.Average(), 5 / Math.Sqrt(n.Length));
        Assert.Equal(1, n.Average(value => value * value), 5 * Math.Sqrt(2.0 / n.Length));
        Assert.Equal(0, n.Average(value => Math.Pow(value, 3)), 5 * Math.Sqrt(15.0 / n.Length));
        Assert.Equal(3, n.Average(value => Math.Pow(value, 4)), 5 * Math.Sqrt(96.0 / n.Length));
        Assert.Equal(0.0455, n.Count(value => Math.Abs(value) > 2) / (double)n.Length, 0.004);
    }

    [Fact]
    public void Every_order_is_as_likely_as_every_other()
    {
        const int Draws = 24_000;
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        int[] order = new int[4];
        for (int epoch = 0; epoch < Draws; epoch++)
        {
            new RandomStream(seed: 9, stream: 6, (ulong)epoch).Permute(order);
            string key = string.Concat(order);
            counts[key] = counts.GetValueOrDefault(key) + 1;
        }
        Assert.Equal(24, counts.Count);
        double chiSquared = counts.Values.Sum(count => Math.Pow(count - 1000, 2) / 1000);
        // 23 degrees of freedom: 49.7 is passed once in a thousand.
        Assert.InRange(chiSquared, 0, 49.7);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1000)]
    public void An_order_holds_every_number_once(int length)
    {
        int[] order = new int[length];
        new RandomStream(seed: 1, stream: 7, step: 2).Permute(order);
        Assert.Equal(Enumerable.Range(0, length), order.Order());
        if (length > 1)
            Assert.NotEqual(Enumerable.Range(0, length), order);
    }

    [Fact]
    public void Whole_numbers_stay_below_their_bound_and_reach_every_value()
    {
        var stream = new RandomStream(seed: 8, stream: 9);
        foreach (int bound in new[] { 1, 2, 3, 7, 100 })
        {
            var seen = Enumerable
                .Range(0, 5_000)
                .Select(i => stream.Below((ulong)i, bound))
                .GroupBy(value => value)
                .ToDictionary(group => group.Key, group => group.Count());
            Assert.Equal(Enumerable.Range(0, bound), seen.Keys.Order());
        }
        Assert.InRange(stream.Below(0, int.MaxValue), 0, int.MaxValue - 1);
        Assert.Throws<ArgumentOutOfRangeException>(() => stream.Below(0, 0));
    }

    [Fact]
    public void Seed_stream_and_step_each_make_other_numbers()
    {
        RandomStream[] streams =
        [
            new(1, 1),
            new(2, 1),
            new(1, 2),
            new(1, 1, 1),
            new(1UL << 32, 1),
            new(1, 1, 1UL << 32),
        ];
        var firsts = streams.Select(stream => (stream.Bits(0), stream.Bits(1), stream.Bits(2))).ToList();
        Assert.Equal(firsts.Count, firsts.Distinct().Count());
        Assert.Equal(new RandomStream(1, 1, 5).Bits(3), new RandomStream(1, 1).At(5).Bits(3));
    }
}
