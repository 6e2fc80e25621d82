using System.Runtime.InteropServices;
using System.Text;

namespace Surefoot.Training.Data.Tables;

/// <summary>
/// A column of text, one-hot: a number for each category, 1 for the row's own and 0 for the others; all zeros for one
/// that training did not see.
/// </summary>
sealed class CategoryColumn : Column
{
    // More are rarely worth a weight each: the commonest are kept, and the others are read as unseen.
    internal const int MostCategories = 256;

    const int MostValues = 1 << 16,
        FewestValues = 5,
        ShortText = 256;

    readonly string[] values;
    readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> places;

    /// <summary>A column of the given categories, in the order of their numbers.</summary>
    internal CategoryColumn(string name, bool saysMissing, string[] values)
        : base(name, values.Length, saysMissing)
    {
        this.values = values;
        var index = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int i = 0; i < values.Length; i++)
            index.TryAdd(values[i], i);
        places = index.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    internal IReadOnlyList<string> Values => values;

    /// <inheritdoc/>
    protected override bool EncodeValue(in Cell cell, Span<float> into)
    {
        Span<char> text = cell.Text.Length <= ShortText ? stackalloc char[ShortText] : new char[cell.Text.Length];
        if (!places.TryGetValue(text[..Encoding.UTF8.GetChars(cell.Text, text)], out int place))
            return false;
        into[place] = 1;
        return true;
    }

    /// <inheritdoc/>
    internal override StoredColumn Stored => new StoredCategories(Name, SaysMissing, values);

    /// <summary>Fits a column of text.</summary>
    /// <param name="name">The column's name.</param>
    internal sealed class Fit(string name) : ColumnFit(name)
    {
        readonly Dictionary<string, int> counts = new(StringComparer.Ordinal);
        int present;

        // Whether there are so many values that the column is left out, whatever comes; they are then no longer held.
        bool tooMany;

        /// <summary>The most rows that will be seen, where that is known and memory is to be spared.</summary>
        internal int MostRows { private get; set; } = int.MaxValue;

        /// <summary>How many values were there.</summary>
        internal int Present => present;

        /// <summary>How many different ones, as a note says it.</summary>
        internal string Different => tooMany ? $"more than {NoteText.Count(Bound)}" : NoteText.Count(counts.Count);

        /// <summary>Whether some are not read as categories: they are too many, or all of them are.</summary>
        internal bool LosesValues => tooMany || counts.Count > MostCategories || IsRare;

        bool IsRare => counts.Count > FewestValues && counts.Count * 2 > present;

        int Bound => Math.Max(FewestValues, Math.Min(MostValues, MostRows / 2));

        /// <inheritdoc/>
        protected override bool SawValue => present > 0;

        /// <inheritdoc/>
        protected override void ObserveValue(in Cell cell)
        {
            present++;
            if (tooMany)
                return;
            Span<char> text = cell.Text.Length <= ShortText ? stackalloc char[ShortText] : new char[cell.Text.Length];
            int length = Encoding.UTF8.GetChars(cell.Text, text);
            CollectionsMarshal.GetValueRefOrAddDefault(
                counts.GetAlternateLookup<ReadOnlySpan<char>>(),
                text[..length],
                out _
            )++;
            if (counts.Count <= Bound)
                return;
            tooMany = true;
            counts.Clear();
            counts.TrimExcess();
        }

        /// <inheritdoc/>
        protected override Column? FinishValues(out LeftOut why, out string? note)
        {
            note = null;
            why =
                present == 0 ? LeftOut.Empty
                : counts.Count == 1 ? LeftOut.Constant
                : LeftOut.No;
            if (tooMany || IsRare)
            {
                why = LeftOut.ManyValues;
                note =
                    $"Column {Name} is left out: text with "
                    + $"{Different} different values in {NoteText.Count(present, "row")}, too many to learn from.";
            }
            if (why != LeftOut.No)
                return null;
            if (counts.Count > MostCategories)
                note =
                    $"Column {Name} has {NoteText.Count(counts.Count)} categories; the {MostCategories} "
                    + "commonest are read, the others as unseen.";
            string[] kept =
            [
                .. counts
                    .OrderByDescending(pair => pair.Value)
                    .ThenBy(pair => pair.Key, StringComparer.Ordinal)
                    .Take(MostCategories)
                    .Select(pair => pair.Key),
            ];
            Array.Sort(kept, StringComparer.Ordinal);
            return new CategoryColumn(Name, SawMissing, kept);
        }
    }
}

/// <summary>A <see cref="CategoryColumn"/> as a file holds it.</summary>
sealed record StoredCategories(string Name, bool Missing, string[] Values) : StoredColumn
{
    /// <inheritdoc/>
    protected override Column Make()
    {
        Require(Values.Length is > 0 and <= CategoryColumn.MostCategories, "values");
        return new CategoryColumn(Name, Missing, Values);
    }
}
