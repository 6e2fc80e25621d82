namespace Surefoot.Training.Runs;

/// <summary>
/// Values in the order of their keys, each key once, in bounded memory: when there are too many, those whose number is
/// odd are left out, then those whose number is no multiple of four, and so on. The first, the one that came last, and
/// the one to keep stay.
/// </summary>
/// <param name="most">How many are kept at most, beside those that stay anyway.</param>
/// <param name="key">What puts them in order.</param>
/// <param name="number">Their number in the series, counted from 1.</param>
/// <param name="weight">What one counts for.</param>
/// <param name="isToKeep">Whether a value takes the place of the one to keep.</param>
/// <typeparam name="T">The values.</typeparam>
sealed class ThinnedSeries<T>(
    int most,
    Func<T, long> key,
    Func<T, long> number,
    Func<T, long> weight,
    Func<T, bool> isToKeep
)
    where T : class
{
    readonly SortedDictionary<long, T> told = [];
    long stride = 1,
        weighed;
    T? last,
        kept;

    /// <summary>The values that are kept, in order.</summary>
    public IReadOnlyList<T> All => [.. told.Values];

    /// <summary>Whether a value with this key is kept.</summary>
    public bool Has(long place) => told.ContainsKey(place);

    /// <summary>Takes a value; one with the same key gives way.</summary>
    public void Add(T value)
    {
        T? before = last;
        last = value;
        if (isToKeep(value))
        {
            T? gives = kept;
            kept = value;
            LeaveOut(gives);
        }
        Remove(key(value));
        told[key(value)] = value;
        weighed += weight(value);
        LeaveOut(before);
        while (weighed > most && told.Count > 3)
        {
            // Numbers that are no numbers of a series, such as 1 for each, leave it to the order who goes.
            if (stride > int.MaxValue)
            {
                Remove(told.Keys.First());
                continue;
            }
            stride *= 2;
            foreach (T one in told.Values.ToArray())
                LeaveOut(one);
        }
    }

    /// <summary>Forgets values, such as those that a run went back from.</summary>
    public void RemoveWhere(Func<T, bool> isToGo)
    {
        foreach (T one in told.Values.Where(isToGo).ToArray())
            Remove(key(one));
        if (last is not null && isToGo(last))
            last = null;
        if (kept is not null && isToGo(kept))
            kept = null;
    }

    void LeaveOut(T? value)
    {
        if (value is null || number(value) is 1 || number(value) % stride == 0 || Is(value, last) || Is(value, kept))
            return;
        Remove(key(value));
    }

    bool Is(T value, T? other) => other is not null && key(value) == key(other);

    void Remove(long place)
    {
        if (told.Remove(place, out T? gone))
            weighed -= weight(gone);
    }
}
