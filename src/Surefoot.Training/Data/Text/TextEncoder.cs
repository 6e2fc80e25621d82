using System.Runtime.InteropServices;

namespace Surefoot.Training.Data.Text;

/// <summary>
/// Turns texts into the numbers that a network reads; one for each thread. Once it has held the longest text it
/// allocates nothing.
/// </summary>
/// <param name="reading">How they are read.</param>
sealed class TextEncoder(TextReading reading)
{
    readonly Words words = new(reading.NGrams, reading.Letters);
    readonly List<int> known = [];

    // For each word the last text that listed it, where each is listed once.
    readonly int[] listed = new int[reading is { Form: TextForm.Indices, Distinct: true } ? reading.Numbers.Count : 0];
    int text;

    /// <summary>The numbers of a text's words that have one, in their order; valid until the next text.</summary>
    internal ReadOnlySpan<int> Numbers(ReadOnlySpan<byte> utf8)
    {
        words.Read(utf8);
        known.Clear();
        text++;
        for (int i = 0; i < words.Count; i++)
        {
            int number = reading.Numbers[words[i]];
            if (number < 0)
                continue;
            if (listed.Length > 0 && listed[number] == text)
                continue;
            if (listed.Length > 0)
                listed[number] = text;
            known.Add(number);
        }
        return CollectionsMarshal.AsSpan(known);
    }

    /// <summary>Writes a text as a row of its own.</summary>
    /// <returns>Whether a word of it is known.</returns>
    internal bool Encode(ReadOnlySpan<byte> utf8, Span<float> into)
    {
        var found = Numbers(utf8);
        if (reading.Form == TextForm.Indices)
        {
            int count = Math.Min(found.Length, reading.Places);
            for (int i = 0; i < count; i++)
                into[i] = found[i];
            into[count..].Fill(-1);
            return count > 0;
        }
        into.Clear();
        foreach (int number in found)
            into[number]++;
        foreach (int number in found)
        {
            // A word that was there before has its value already, with a minus before it until the end.
            if (into[number] > 0)
                into[number] = -Value(into[number]);
        }
        foreach (int number in found)
            into[number] = Math.Abs(into[number]);
        return !found.IsEmpty;
    }

    /// <summary>Adds a text to rows that hold only what is not 0.</summary>
    internal void Encode(ReadOnlySpan<byte> utf8, Sparse.SparseRows rows)
    {
        var found = Numbers(utf8);
        known.Sort();
        for (int i = 0, next; i < found.Length; i = next)
        {
            for (next = i + 1; next < found.Length && found[next] == found[i]; )
                next++;
            rows.Add(found[i], Value(next - i));
        }
        rows.EndRow();
    }

    float Value(float count) => reading.Form == TextForm.Presence ? 1 : MathF.Log(1 + count);
}
