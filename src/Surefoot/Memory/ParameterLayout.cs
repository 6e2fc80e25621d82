namespace Surefoot.Memory;

/// <summary>
/// Names the ranges of an arena: which parameter lies where. Errors and reports use it to say which weight they mean.
/// </summary>
public sealed class ParameterLayout
{
    readonly List<ParameterRange> entries = [];

    /// <summary>How many numbers the arena holds.</summary>
    public int Length { get; private set; }

    /// <summary>The ranges, in the order of the arena, without holes.</summary>
    public IReadOnlyList<ParameterRange> Entries => entries;

    /// <summary>Puts a parameter at the end of the arena.</summary>
    /// <param name="name">A name that no other parameter has, such as "dense1.weight".</param>
    /// <param name="length">How many numbers it holds.</param>
    /// <returns>Where it starts.</returns>
    /// <exception cref="ArgumentException">The name is empty or taken.</exception>
    public int Add(string name, int length)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        if (entries.Exists(entry => entry.Name == name))
            throw new ArgumentException($"There is a parameter named \"{name}\" already.", nameof(name));
        int offset = Length;
        Length = checked(Length + length);
        entries.Add(new ParameterRange(name, offset, length));
        return offset;
    }

    /// <summary>The parameter that holds element <paramref name="index"/> of the arena.</summary>
    /// <param name="index">0 to Length − 1.</param>
    public ParameterRange Find(int index)
    {
        if ((uint)index >= (uint)Length)
            throw new ArgumentOutOfRangeException(nameof(index), index, $"The arena holds {Length} numbers.");
        int low = 0,
            high = entries.Count - 1;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (index >= entries[middle].Offset + entries[middle].Length)
                low = middle + 1;
            else
                high = middle;
        }
        return entries[low];
    }
}

/// <summary>One parameter's place in an arena.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Offset">Where it starts.</param>
/// <param name="Length">How many numbers it holds.</param>
public readonly record struct ParameterRange(string Name, int Offset, int Length);
