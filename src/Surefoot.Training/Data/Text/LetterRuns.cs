namespace Surefoot.Training.Data.Text;

/// <summary>
/// The runs of neighbouring letters of words, each word with a mark before and behind it, as fastText has them
/// (Bojanowski, Grave, Joulin and Mikolov 2017): "#&lt;te", "#tea", "#ea&gt;" of "tea". What begins with the sign # is
/// no word, so that the run of "tea" in "steam" is not the word "tea". Once it has held the longest line it allocates
/// nothing.
/// </summary>
/// <param name="longest">How many letters a run has at most, the marks included; below 3 there are none.</param>
sealed class LetterRuns(int longest)
{
    const int Shortest = TextOptions.FewestLetters;

    const char Sign = '#',
        Before = '<',
        Behind = '>';

    readonly List<(int Start, int End)> runs = [];

    // Where each letter of the marked word begins, and where the last ends; a letter may take two units.
    readonly List<int> letters = [];
    char[] marked = new char[64],
        text = new char[1 << 10];
    int end;

    /// <summary>How many runs there are.</summary>
    internal int Count => runs.Count;

    /// <summary>A run; valid until <see cref="Clear"/>.</summary>
    internal ReadOnlySpan<char> this[int index] => text.AsSpan(runs[index].Start..runs[index].End);

    /// <summary>Forgets the runs and keeps the memory.</summary>
    internal void Clear()
    {
        runs.Clear();
        end = 0;
    }

    /// <summary>Adds the runs of a word, the whole of it left out.</summary>
    internal void Add(ReadOnlySpan<char> word)
    {
        if (longest < Shortest)
            return;
        Mark(word);
        int whole = letters.Count - 1;
        for (int length = Shortest; length <= longest && length < whole; length++)
        {
            for (int first = 0; first + length <= whole; first++)
                Add(letters[first], letters[first + length]);
        }
    }

    void Mark(ReadOnlySpan<char> word)
    {
        if (marked.Length < word.Length + 2)
            marked = new char[2 * (word.Length + 2)];
        marked[0] = Before;
        word.CopyTo(marked.AsSpan(1));
        marked[word.Length + 1] = Behind;
        letters.Clear();
        for (int i = 0; i < word.Length + 2; i++)
        {
            if (!char.IsLowSurrogate(marked[i]))
                letters.Add(i);
        }
        letters.Add(word.Length + 2);
    }

    void Add(int from, int to)
    {
        int start = end;
        if (text.Length < start + 1 + to - from)
            Array.Resize(ref text, 2 * (start + 1 + to - from));
        text[start] = Sign;
        marked.AsSpan(from..to).CopyTo(text.AsSpan(start + 1));
        end = start + 1 + to - from;
        runs.Add((start, end));
    }
}
