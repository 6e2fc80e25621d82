using System.Numerics;
using System.Runtime.CompilerServices;
using Surefoot.Memory;
using Surefoot.Sweeps;

namespace Surefoot.Optimizers;

/// <summary>
/// The weights of an optimizer cut into segments, each of which is stepped with one set of settings; tensors that lie
/// apart are segments of their own.
/// </summary>
internal sealed unsafe class SegmentList<T>(ParameterGroups groups)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    Segment<T>[] segments = [];

    // The parameters that the state is for, once their names are known, and the list that was last seen to hold just
    // those.
    ParameterRange[]? named;
    (TensorList<T>? List, int Count) fitting;
    ParameterRange[] parameters = [];

    /// <summary>The segments; none before the weights were cut.</summary>
    public Span<Segment<T>> All => segments;

    /// <summary>The parameters, in the order of the arena.</summary>
    public ReadOnlySpan<ParameterRange> Parameters => parameters;

    /// <summary>The parameter that holds a weight.</summary>
    public ParameterRange ParameterAt(int place) =>
        Array.Find(parameters, range => place >= range.Offset && place < range.Offset + range.Length);

    /// <summary>Whether the segments are those of tensors that lie apart.</summary>
    public bool AreApart { get; private set; }

    /// <summary>Cuts weights; where they may be joined, neighbours of one group are one segment.</summary>
    public void Cut(int length, ParameterLayout? layout, bool apart, bool joins)
    {
        if (layout is not null && layout.Length != length)
            throw new ArgumentException(
                $"The layout names {layout.Length} weights, but there are {length}.",
                nameof(layout)
            );
        var cut = new List<Segment<T>>();
        parameters = layout is null ? [new ParameterRange("the parameters", 0, length)] : [.. layout.Entries];
        foreach (var entry in parameters)
        {
            int group = groups.Of(entry);
            if (joins && cut.Count > 0 && cut[^1].Group == group)
                cut[^1] = cut[^1] with { Length = cut[^1].Length + entry.Length };
            else
                cut.Add(new Segment<T>(entry.Offset, entry.Length, group));
        }
        if (layout is not null)
            named = parameters;
        (segments, AreApart) = ([.. cut], apart);
    }

    /// <summary>Says where the weights lie at this step.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Point(T* θ, T* g)
    {
        foreach (ref var segment in segments.AsSpan())
        {
            segment.Parameters = θ + segment.Offset;
            segment.Gradients = g + segment.Offset;
        }
    }

    /// <summary>
    /// Refuses a list of other tensors. One of the same total cut otherwise would be read and written past its tensors'
    /// ends; one in another order would take the state of other weights.
    /// </summary>
    public void RequireFitting(TensorList<T> tensors, ParameterLayout? layout)
    {
        if (fitting == (tensors, tensors.Count))
            return;
        IReadOnlyList<ParameterRange>? known = named ?? layout?.Entries;
        IReadOnlyList<ParameterRange> given = tensors.Layout.Entries;
        for (int i = 0; i < Math.Max(known?.Count ?? 0, given.Count) && known is not null; i++)
        {
            string was = Describe(known, i),
                now = Describe(given, i);
            if (was != now)
                throw new ArgumentException(
                    $"The optimizer's tensor {i + 1} is {was}, but in this list it is {now}. Give the same "
                        + "tensors in the same order, or use another optimizer.",
                    nameof(tensors)
                );
        }
        fitting = (tensors, tensors.Count);

        static string Describe(IReadOnlyList<ParameterRange> tensors, int i) =>
            i < tensors.Count ? $"\"{tensors[i].Name}\" of {tensors[i].Length} weights" : "missing";
    }
}
