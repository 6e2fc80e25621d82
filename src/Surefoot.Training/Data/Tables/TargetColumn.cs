using System.Globalization;
using System.Text;
using Surefoot.Training.Formats;

namespace Surefoot.Training.Data.Tables;

/// <summary>The column to learn: one of its classes, or a number standardised over the training rows.</summary>
sealed class TargetColumn
{
    const int ShortLabel = 128;

    readonly Dictionary<string, int> indices = new(StringComparer.Ordinal);
    readonly bool numericLabels;
    readonly DecimalMark mark;
    readonly string? unit;

    TargetColumn(
        string name,
        TaskKind task,
        string[] classes,
        bool numericLabels,
        double mean,
        double scale,
        DecimalMark mark,
        string? unit
    )
    {
        this.unit = unit;
        (Name, Task, Classes, Mean, Scale) = (name, task, classes, mean, scale);
        this.numericLabels = numericLabels;
        this.mark = mark;
        for (int i = 0; i < classes.Length; i++)
            indices.TryAdd(classes[i], i);
    }

    /// <summary>The column's name.</summary>
    internal string Name { get; }

    /// <summary>What is learned.</summary>
    internal TaskKind Task { get; }

    /// <summary>The classes in order; empty for regression.</summary>
    internal IReadOnlyList<string> Classes { get; }

    /// <summary>The mean of a regression target; else 0.</summary>
    internal double Mean { get; }

    /// <summary>The standard deviation of a regression target; else 1.</summary>
    internal double Scale { get; }

    /// <summary>Whether its values are numbers, which may have a decimal mark.</summary>
    internal bool HoldsNumbers => numericLabels || Task == TaskKind.Regression;

    /// <summary>The decimal mark, if the training file said which.</summary>
    internal DecimalMark Mark => mark;

    /// <summary>The sign that stands with every number of it, which is left out; null for none.</summary>
    internal string? Unit => unit;

    /// <summary>The same target for a file with a decimal mark of its own.</summary>
    internal TargetColumn With(DecimalMark other) =>
        new(Name, Task, [.. Classes], numericLabels, Mean, Scale, other, unit);

    /// <summary>A target of classes: numbers rising, text in the order of its letters' codes.</summary>
    /// <param name="name">The column's name.</param>
    /// <param name="labels">The labels that occur.</param>
    /// <param name="numericLabels">Whether labels are numbers, so that 1 and 1.0 are the same.</param>
    /// <param name="mark">The decimal mark of such numbers.</param>
    /// <param name="unit">The sign that stands with every one of them; null for none.</param>
    internal static TargetColumn OfClasses(
        string name,
        IEnumerable<string> labels,
        bool numericLabels,
        DecimalMark mark = DecimalMark.Unsaid,
        string? unit = null
    )
    {
        string[] classes = [.. labels.Distinct(StringComparer.Ordinal)];
        if (numericLabels)
            Array.Sort(classes, Compare);
        else
            Array.Sort(classes, StringComparer.Ordinal);
        return new(name, TaskKind.Classification, classes, numericLabels, mean: 0, scale: 1, mark, unit);
    }

    /// <summary>A target of numbers.</summary>
    internal static TargetColumn OfNumbers(
        string name,
        double mean,
        double scale,
        DecimalMark mark = DecimalMark.Unsaid,
        string? unit = null
    ) => new(name, TaskKind.Regression, [], numericLabels: false, mean, scale, mark, unit);

    /// <summary>The label of a number: its shortest text, in which 1.0 is 1 and −0 is 0.</summary>
    internal static string Label(double number) => (number + 0.0).ToString("R", CultureInfo.InvariantCulture);

    /// <summary>
    /// The label of a number in a file: that of <see cref="Label(double)"/>, but of a whole number beyond 2⁵³, which a
    /// double rounds, its digits. Null where it is no number.
    /// </summary>
    internal static string? NumberLabel(scoped ReadOnlySpan<byte> text, DecimalMark mark, string? unit)
    {
        Span<byte> bare = stackalloc byte[unit is null ? 0 : NumberText.Longest];
        if (unit is not null)
        {
            if (!new Cell(text, "", default).TryWithout(unit, bare, out var number))
                return null;
            return NumberLabel(number.Text, mark);
        }
        return NumberLabel(text, mark);
    }

    static string? NumberLabel(ReadOnlySpan<byte> text, DecimalMark mark)
    {
        if (!new Cell(text, "", new("", 0, DecimalComma: true)).TryNumber(mark, out double number))
            return null;
        Span<byte> clean = stackalloc byte[NumberText.Longest];
        var digits = NumberText.Clean(text, mark, clean);
        if (Math.Abs(number) < TargetValues.LargestExact)
            return Label(number);
        if (digits is [(byte)'+', ..])
            digits = digits[1..];
        bool negative = digits is [(byte)'-', ..];
        if (negative)
            digits = digits[1..];
        if (digits.IndexOf((byte)'.') is >= 0 and var point && !digits[(point + 1)..].ContainsAnyExcept((byte)'0'))
            digits = digits[..point];
        if (digits.ContainsAnyExceptInRange((byte)'0', (byte)'9'))
            return Label(number);
        return (negative ? "-" : "") + Encoding.UTF8.GetString(digits.TrimStart((byte)'0'));
    }

    /// <summary>
    /// Whether a value that stands for a missing one can also name a class: NA, N/A and None do; where the user said
    /// that the column is text, whatever is written there.
    /// </summary>
    internal static bool CouldBeClass(in Cell cell, bool asText) =>
        asText
            ? !cell.Text.IsEmpty
            : Ascii.EqualsIgnoreCase(cell.Text, "na"u8)
                || Ascii.EqualsIgnoreCase(cell.Text, "n/a"u8)
                || Ascii.EqualsIgnoreCase(cell.Text, "none"u8);

    /// <summary>Whether the row has no target: a word for a missing value that is not one of the classes.</summary>
    internal bool IsMissing(in Cell cell) =>
        cell.IsMissing && (Task == TaskKind.Regression || numericLabels || !TryIndex(cell, out _));

    /// <summary>The index of the row's class, or its standardised value; NaN where it is missing.</summary>
    /// <exception cref="DataException">The value is no number, or no class that training saw.</exception>
    internal float Encode(in Cell cell)
    {
        if (IsMissing(cell))
            return float.NaN;
        if (Task == TaskKind.Regression)
            return NumberColumn.Standardised(cell, Mean, Scale, mark, unit, Cell.TargetRemedy);
        return TryIndex(cell, out int index)
            ? index
            : throw cell.Refuse(
                $"is not a class that was trained; those are {NoteText.List(Classes)}. Correct it, leave the "
                    + "row out, or train again with it."
            );
    }

    /// <summary>The index of a class by its label as <see cref="Label(double)"/> or a file gives it.</summary>
    internal bool TryIndex(string label, out int index) => indices.TryGetValue(label, out index);

    /// <summary>
    /// The same by one of two labels: models of before have rounded ones for whole numbers beyond 2⁵³.
    /// </summary>
    internal bool TryIndex(string label, string rounded, out int index) =>
        indices.TryGetValue(label, out index) || indices.TryGetValue(rounded, out index);

    // The same as looking up the label's text, which need not be made.
    bool TryIndex(in Cell cell, out int index)
    {
        var byLetters = indices.GetAlternateLookup<ReadOnlySpan<char>>();
        Span<char> text = stackalloc char[ShortLabel];
        if (numericLabels)
        {
            Span<byte> into = stackalloc byte[unit is null ? 0 : NumberText.Longest];
            var bare = cell.Without(unit, into, Cell.TargetRemedy);
            double number = bare.Number(mark, Cell.TargetRemedy);
            if (Math.Abs(number) >= TargetValues.LargestExact)
                return TryIndex(NumberLabel(bare.Text, mark) ?? "", Label(number), out index);
            return (number + 0.0).TryFormat(text, out int digits, "R", CultureInfo.InvariantCulture)
                & byLetters.TryGetValue(text[..digits], out index);
        }
        return cell.Text.Length > ShortLabel
            ? indices.TryGetValue(cell.ToString(), out index)
            : byLetters.TryGetValue(text[..Encoding.UTF8.GetChars(cell.Text, text)], out index);
    }

    /// <summary>A target of classes in the order that they have.</summary>
    internal static TargetColumn OfStored(
        string name,
        string[] classes,
        bool numericLabels,
        DecimalMark mark,
        string? unit
    ) => new(name, TaskKind.Classification, classes, numericLabels, mean: 0, scale: 1, mark, unit);

    /// <summary>Everything there is to store.</summary>
    internal StoredTarget Stored =>
        Task == TaskKind.Regression
            ? new(Name, Task, Mean, Scale, Decimal: mark == DecimalMark.Unsaid ? null : mark, Unit: unit)
            : new(
                Name,
                Task,
                Numbers: numericLabels,
                Classes: [.. Classes],
                Decimal: mark == DecimalMark.Unsaid ? null : mark,
                Unit: unit
            );

    // Whole numbers that are the same as doubles by their digits.
    static int Compare(string a, string b)
    {
        int order = Number(a).CompareTo(Number(b));
        if (order != 0)
            return order;
        order = a.Length != b.Length ? a.Length.CompareTo(b.Length) : string.CompareOrdinal(a, b);
        return a.StartsWith('-') ? -order : order;
    }

    static double Number(string label) => double.Parse(label, NumberStyles.Float, CultureInfo.InvariantCulture);
}

/// <summary>A <see cref="TargetColumn"/> as a file holds it.</summary>
sealed record StoredTarget(
    string Name,
    TaskKind Task,
    double? Mean = null,
    double? Scale = null,
    bool? Numbers = null,
    string[]? Classes = null,
    DecimalMark? Decimal = null,
    string? Unit = null
) : Stored<TargetColumn>
{
    /// <inheritdoc/>
    protected override TargetColumn Make()
    {
        DecimalMark mark = Decimal ?? DecimalMark.Unsaid;
        string? unit = NumberUnit.Checked(Unit);
        if (Task == TaskKind.Regression)
        {
            Require(Mean is not null, "mean");
            Require(Scale > 0, "scale");
            return TargetColumn.OfNumbers(Name, Mean!.Value, Scale!.Value, mark, unit);
        }
        Require(Numbers is not null, "numbers");
        Require(
            Classes is { Length: >= 2 and <= ModelBounds.Classes }
                && Classes.Distinct(StringComparer.Ordinal).Count() == Classes.Length,
            "classes"
        );
        return TargetColumn.OfStored(Name, Classes!, Numbers!.Value, mark, unit);
    }
}
