using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using Surefoot.Memory;
using Surefoot.Sweeps;

namespace Surefoot.Optimizers;

/// <summary>
/// The state slots of a rule: up to three named blocks with a number for every weight, made, saved and restored
/// together.
/// </summary>
/// <typeparam name="T">float or double.</typeparam>
/// <param name="rule">The rule, which names them.</param>
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

    /// <summary>Refuses saved slots that are not those of the rule.</summary>
    /// <param name="saved">The saved slots.</param>
    /// <param name="length">How many weights there are; null where the slots say it.</param>
    /// <param name="finite">Whether a number that is not finite is refused: it would stay there for ever.</param>
    /// <exception cref="ArgumentException">One is missing, is too many, or holds what it should not.</exception>
    public void RequireFitting(IReadOnlyDictionary<string, T[]> saved, int? length, bool finite)
    {
        string[] needed = Names;
        foreach (string name in needed)
        {
            if (!saved.TryGetValue(name, out var values))
                throw new ArgumentException(
                    $"The saved state has no slot \"{name}\", which these settings need; it has {Quoted(saved.Keys)}."
                );
            int wanted = length ?? saved[needed[0]].Length;
            if (values.Length != wanted)
                throw new ArgumentException(
                    $"The slot \"{name}\" of the saved state holds {values.Length} numbers; {wanted} are needed."
                );
        }
        if (saved.Keys.FirstOrDefault(name => !needed.Contains(name)) is { } extra)
            throw new ArgumentException(
                $"The saved state has a slot \"{extra}\" that these settings do not use; they use {Quoted(needed)}."
            );
        if (finite)
            RequireFinite(saved);
    }

    /// <summary>Takes the numbers of saved slots.</summary>
    public void Restore(IReadOnlyDictionary<string, T[]> saved)
    {
        foreach (var slot in List)
            saved[slot.Name].CopyTo(slot.Values.Span);
    }

    static void RequireFinite(IReadOnlyDictionary<string, T[]> saved)
    {
        foreach (var (name, values) in saved)
        {
            int index = Array.FindIndex(values, value => !T.IsFinite(value));
            if (index >= 0)
                throw new ArgumentException(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"The slot \"{name}\" of the saved state holds {values[index]} at index {index}; "
                            + $"state must be finite numbers."
                    )
                );
        }
    }

    static string Quoted(IEnumerable<string> names) =>
        names.Any() ? string.Join(", ", names.Select(name => $"\"{name}\"")) : "none";
}
