using System.Numerics;
using System.Runtime.CompilerServices;
using Surefoot.Memory;
using Surefoot.Rules;
using Surefoot.Sweeps;

namespace Surefoot.Optimizers;

/// <summary>
/// The state slots of a rule: up to three named blocks with a number for every weight, made, saved and restored
/// together.
/// </summary>
internal sealed unsafe class StateSlots<T>(RuleSweep<T> rule)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    // Null for a slot that the rule does not have, and for all before they are made.
    readonly Block<T>?[] blocks = new Block<T>?[3];

    /// <summary>The blocks that there are, by name.</summary>
    public IReadOnlyList<StateSlot<T>> List
    {
        get
        {
            var list = new List<StateSlot<T>>();
            for (int i = 0; i < blocks.Length; i++)
            {
                if (blocks[i] is { } block)
                    list.Add(new StateSlot<T>(rule.SlotName(i)!, block.Memory));
            }
            return list;
        }
    }

    /// <summary>The names of the slots that the rule has.</summary>
    public string[] Names => [.. Enumerable.Range(0, blocks.Length).Select(rule.SlotName).OfType<string>()];

    /// <summary>Makes the blocks, of zeros.</summary>
    public void Make(int length)
    {
        for (int i = 0; i < blocks.Length; i++)
            blocks[i] = rule.SlotName(i) is null ? null : new Block<T>(length);
    }

    /// <summary>Gives a range of weights the state that their settings begin with.</summary>
    public void Fill(int offset, int length, OptimizerOptions options)
    {
        for (int i = 0; i < blocks.Length; i++)
            blocks[i]?.Span.Slice(offset, length).Fill(T.CreateTruncating(options.InitialValue(rule.SlotName(i)!)));
    }

    /// <summary>Forgets the blocks.</summary>
    public void Clear() => Array.Clear(blocks);

    /// <summary>Where a range of weights lies, its gradients and its state.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Streams<T> Streams(T* parameters, T* gradients, nint offset) =>
        new(parameters, gradients, At(0, offset), At(1, offset), At(2, offset));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    T* At(int slot, nint offset) => blocks[slot] is { } block ? block.Pointer + offset : null;

    /// <summary>A copy of each block.</summary>
    public Dictionary<string, T[]> Copy() => List.ToDictionary(slot => slot.Name, slot => slot.Values.ToArray());

    /// <summary>Takes the numbers of saved slots.</summary>
    public void Restore(IReadOnlyDictionary<string, T[]> saved)
    {
        foreach (var slot in List)
            saved[slot.Name].CopyTo(slot.Values.Span);
    }
}
