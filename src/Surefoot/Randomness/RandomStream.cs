namespace Surefoot.Randomness;

/// <summary>
/// Random numbers without a hidden position: each is a function of (seed, stream, step, index), so that threads,
/// read-ahead and resuming cannot disturb them. The numbers are Philox4x32-10 of Salmon, Moraes, Dror and Shaw,
/// "Parallel random numbers: as easy as 1, 2, 3" (SC 2011).
/// </summary>
/// <param name="seed">The run's seed.</param>
/// <param name="stream">What the numbers are for; two purposes never share a stream.</param>
/// <param name="step">The step or epoch that they belong to.</param>
public readonly struct RandomStream(ulong seed, uint stream, ulong step = 0)
{
    const uint M0 = 0xD2511F53,
        M1 = 0xCD9E8D57,
        W0 = 0x9E3779B9,
        W1 = 0xBB67AE85;

    /// <summary>The same seed and purpose at another step or epoch.</summary>
    /// <param name="step">The step or epoch.</param>
    public RandomStream At(ulong step) => new(seed, stream, step);

    /// <summary>32 uniformly random bits: number <paramref name="index"/> of this stream.</summary>
    /// <param name="index">The place in the stream, below 2³⁴.</param>
    public uint Bits(ulong index)
    {
        var (a, b, c, d) = Block((uint)(index >> 2));
        return (index & 3) switch
        {
            0 => a,
            1 => b,
            2 => c,
            _ => d,
        };
    }

    /// <summary>A number in [0, 1), a multiple of 2⁻²⁴, the same in float and double.</summary>
    /// <param name="index">The place in the stream.</param>
    public double Uniform(ulong index) => (Bits(index) >> 8) * (1.0 / (1 << 24));

    /// <summary>
    /// A number from the normal distribution with mean 0 and standard deviation 1 (Box and Muller 1958), of 53-bit
    /// uniforms.
    /// </summary>
    /// <param name="index">The place in the stream of normals.</param>
    public double Normal(ulong index)
    {
        var (a, b, c, d) = Block((uint)index);
        double radius = Math.Sqrt(-2 * Math.Log(1 - Fraction(a, b)));
        return radius * Math.Cos(2 * Math.PI * Fraction(c, d));
    }

    /// <summary>A whole number in [0, <paramref name="bound"/>), free of bias to within bound/2⁶⁴.</summary>
    /// <param name="index">The place in the stream, counted in pairs of 32 bits.</param>
    /// <param name="bound">One more than the largest value, at least 1.</param>
    public int Below(ulong index, int bound)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bound, 1);
        ulong bits = ((ulong)Bits(2 * index) << 32) | Bits((2 * index) + 1);
        return (int)Math.BigMul(bits, (ulong)bound, out _);
    }

    /// <summary>
    /// Fills <paramref name="order"/> with 0 … length−1 in a random order (Fisher and Yates, in Durstenfeld's form).
    /// </summary>
    /// <param name="order">Where the order goes.</param>
    public void Permute(Span<int> order)
    {
        for (int i = 0; i < order.Length; i++)
            order[i] = i;
        for (int i = order.Length - 1; i > 0; i--)
        {
            int j = Below((ulong)i, i + 1);
            (order[i], order[j]) = (order[j], order[i]);
        }
    }

    static double Fraction(uint high, uint low) => ((((ulong)high << 32) | low) >> 11) * (1.0 / (1UL << 53));

    /// <summary>
    /// Four words at once: <see cref="Bits"/> of 4·<paramref name="index"/> to 4·<paramref name="index"/> + 3.
    /// </summary>
    internal (uint A, uint B, uint C, uint D) Block(uint index)
    {
        uint c0 = index,
            c1 = stream,
            c2 = (uint)step,
            c3 = (uint)(step >> 32);
        uint k0 = (uint)seed,
            k1 = (uint)(seed >> 32);
        for (int round = 0; round < 10; round++)
        {
            ulong p0 = (ulong)M0 * c0,
                p1 = (ulong)M1 * c2;
            (c0, c1, c2, c3) = ((uint)(p1 >> 32) ^ c1 ^ k0, (uint)p1, (uint)(p0 >> 32) ^ c3 ^ k1, (uint)p0);
            k0 += W0;
            k1 += W1;
        }
        return (c0, c1, c2, c3);
    }
}
