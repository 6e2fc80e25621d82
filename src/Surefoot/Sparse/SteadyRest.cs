using Surefoot.Sweeps;

namespace Surefoot.Sparse;

/// <summary>
/// Steps that all do the same to resting rows, as those of RMSprop without bias correction, whose weights rest too: k
/// of them are the k-th power of one. Powers are put together from tables, one for each byte of k.
/// </summary>
internal sealed class SteadyRest : RestRecord
{
    const int Bits = 8,
        Digits = 1 << Bits;

    readonly Rest[][] powers = new Rest[4][];
    long now;

    /// <summary>The powers of one step.</summary>
    /// <param name="step">What every step does.</param>
    public SteadyRest(in Rest step)
    {
        Rest one = step;
        for (int place = 0; place < powers.Length; place++)
        {
            var table = powers[place] = new Rest[Digits];
            table[0] = Rest.None;
            for (int i = 1; i < Digits; i++)
                table[i] = table[i - 1].Then(one);
            one = table[Digits - 1].Then(one);
        }
    }

    /// <inheritdoc/>
    public override int Reach => int.MaxValue;

    /// <inheritdoc/>
    public override void Restart(long now) => this.now = now;

    /// <inheritdoc/>
    public override void Add(in Rest step) => now++;

    /// <inheritdoc/>
    public override Rest Since(long then)
    {
        uint steps = (uint)(now - then);
        Rest rest = powers[0][steps & (Digits - 1)];
        for (int place = 1; (steps >>= Bits) != 0; place++)
            rest = rest.Then(powers[place][steps & (Digits - 1)]);
        return rest;
    }
}
