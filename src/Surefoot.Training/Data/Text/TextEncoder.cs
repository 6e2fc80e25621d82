namespace Surefoot.Training.Data.Text;

/// <summary>
/// Turns lines of text into the numbers that a network reads; one for each thread. Once it has held the longest line it
/// allocates nothing.
/// </summary>
/// <param name="form">What becomes of a line.</param>
/// <param name="nGrams">Up to how many neighbouring words are joined.</param>
/// <param name="numbers">The numbers of words.</param>
/// <param name="places">How many numbers a row has.</param>
sealed class TextEncoder(TextForm form, int nGrams, WordNumbers numbers, int places)
{
    readonly Words words = new(nGrams);
    readonly List<int> known = [];

    /// <summary>The numbers of a line's words that have one, in their order; valid until the next line.</summary>
    internal ReadOnlySpan<int> Numbers(ReadOnlySpan<byte> line)
    {
        words.Read(line);
        known.Clear();
        for (int i = 0; i < words.Count; i++)
        {
            if (numbers[words[i]] is >= 0 and var number)
                known.Add(number);
        }
        return System.Runtime.InteropServices.CollectionsMarshal.AsSpan(known);
    }

    /// <summary>Writes a line as a row of its own.</summary>
    internal void Encode(ReadOnlySpan<byte> line, Span<float> into)
    {
        var found = Numbers(line);
        if (form == TextForm.Indices)
        {
            int count = Math.Min(found.Length, places);
            for (int i = 0; i < count; i++)
                into[i] = found[i];
            into[count..].Fill(-1);
            return;
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
    }

    /// <summary>Adds a line to rows that hold only what is not 0.</summary>
    internal void Encode(ReadOnlySpan<byte> line, Sparse.SparseRows rows)
    {
        var found = Numbers(line);
        known.Sort();
        for (int i = 0, next; i < found.Length; i = next)
        {
            for (next = i + 1; next < found.Length && found[next] == found[i]; )
                next++;
            rows.Add(found[i], Value(next - i));
        }
        rows.EndRow();
    }

    float Value(float count) => form == TextForm.Presence ? 1 : MathF.Log(1 + count);
}
