using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using Surefoot.Sweeps;

namespace Surefoot.Sparse;

/// <summary>
/// Steps that differ in what they do to resting rows: the learning rate moves their weights, by momentum or decoupled
/// decay, and may change from step to step; or bias correction is under way.
/// </summary>
/// <remarks>
/// The steps are cut into blocks of about √Reach. For each step the record keeps what was done from there to the end of
/// its block, and for each block what was done from its end to the beginning of the present block; so what was done
/// since any step is two maps and that of the present block. Keeping that up costs half a block of small products a
/// step. A difference of running sums would not do: Σ η_j·μʲ is lost in rounding after a few hundred steps.
/// </remarks>
internal sealed class ChangingRest : RestRecord
{
    readonly Rest[] toEndOfBlock,
        toPresentBlock;
    readonly int blockBits;
    long now;

    /// <summary>A record of at least the given reach.</summary>
    /// <param name="reach">In steps; rounded up to a power of two.</param>
    public ChangingRest(int reach)
    {
        int bits = BitOperations.Log2(BitOperations.RoundUpToPowerOf2((uint)reach));
        blockBits = (bits + 1) / 2;
        toEndOfBlock = new Rest[1 << bits];
        toPresentBlock = new Rest[1 << (bits - blockBits)];
        Restart(0);
    }

    /// <inheritdoc/>
    public override int Reach => toEndOfBlock.Length - 1;

    /// <inheritdoc/>
    public override Span<Rest> Steps => toEndOfBlock;

    /// <inheritdoc/>
    public override Span<Rest> Blocks => toPresentBlock;

    /// <inheritdoc/>
    public override void Restart(long now)
    {
        this.now = now;
        // What was done before is never asked for, but goes through the products: it must be numbers.
        Array.Clear(toEndOfBlock);
        Array.Clear(toPresentBlock);
        toEndOfBlock[At(now)] = Rest.None;
    }

    /// <inheritdoc/>
    public override void Add(in Rest step)
    {
        foreach (ref Rest rest in toEndOfBlock.AsSpan()[At(Beginning)..(At(now) + 1)])
            rest = rest.Then(step);
        long block = now >> blockBits,
            beginning = Beginning;
        now++;
        if (now >> blockBits != block)
        {
            ref readonly Rest whole = ref toEndOfBlock[At(beginning)];
            foreach (ref Rest rest in toPresentBlock.AsSpan())
                rest = rest.Then(whole);
            toPresentBlock[block & (toPresentBlock.Length - 1)] = Rest.None;
        }
        toEndOfBlock[At(now)] = Rest.None;
    }

    /// <inheritdoc/>
    public override Rest Since(long then)
    {
        ref readonly Rest own = ref toEndOfBlock[At(then)];
        long block = then >> blockBits;
        return block == now >> blockBits
            ? own
            : own.Then(toPresentBlock[block & (toPresentBlock.Length - 1)]).Then(toEndOfBlock[At(Beginning)]);
    }

    /// <inheritdoc/>
    public override unsafe void Prefetch(long then)
    {
        if (Sse.IsSupported)
            Sse.Prefetch0(Unsafe.AsPointer(ref toEndOfBlock[At(then)]));
    }

    // The first step of the present block.
    long Beginning => now >> blockBits << blockBits;

    int At(long step) => (int)(step & (toEndOfBlock.Length - 1));
}
