using Surefoot.Training.Formats;
using Surefoot.Training.Models;
using Surefoot.Training.Tensors;

namespace Surefoot.Training.Data.Tables;

/// <summary>A table's columns, each as it was fitted, and its target.</summary>
sealed class TablePreprocessing : Preprocessing
{
    const int LongestNumber = 32;

    /// <summary>A target and the columns to learn it from.</summary>
    internal TablePreprocessing(TargetColumn target, IReadOnlyList<Column> columns)
    {
        Target = target;
        Columns = columns;
        InputShape = new(columns.Sum(column => column.Width));
        var bags = new List<WordBag>();
        int start = 0;
        foreach (var column in columns)
        {
            if (column is TextColumn { Reading.Vocabulary: > 0 and var words })
                bags.Add(new(start, column.Width, words));
            start += column.Width;
        }
        Bags = bags;
    }

    /// <summary>The column to learn.</summary>
    internal TargetColumn Target { get; }

    /// <summary>The columns to learn from, in the order of the network's inputs.</summary>
    internal IReadOnlyList<Column> Columns { get; }

    /// <summary>
    /// The names of the columns that the training table had and that are not learned from; a row to predict may have
    /// them. Files of earlier versions do not say.
    /// </summary>
    internal IReadOnlyList<string> LeftOut { get; init; } = [];

    /// <summary>
    /// The names that stand for the fields of a training table without a header, in their order; null where it had one.
    /// </summary>
    internal IReadOnlyList<string>? Fields { get; init; }

    /// <inheritdoc/>
    public override TaskKind Task => Target.Task;

    /// <inheritdoc/>
    public override Shape InputShape { get; }

    /// <inheritdoc/>
    public override int Vocabulary => Columns is [TextColumn text] ? text.Reading.Vocabulary : 0;

    /// <inheritdoc/>
    public override IReadOnlyList<WordBag> Bags { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Classes => Target.Classes;

    /// <inheritdoc/>
    public override string TargetName => Target.Name;

    /// <inheritdoc/>
    public override double TargetMean => Target.Mean;

    /// <inheritdoc/>
    public override double TargetScale => Target.Scale;

    /// <inheritdoc/>
    public override IDataset Open(string path, bool requireTargets, ICollection<string> notes) =>
        Open(path, requireTargets, notes, keepMissing: false);

    /// <summary>The same; rows without a target may be kept, with NaN for it.</summary>
    internal IDataset Open(string path, bool requireTargets, ICollection<string> notes, bool keepMissing)
    {
        var layout = TableLayout.DetectFor(path, this);
        var result = TableEncoding.Read(layout, this, requireTargets, stream: false, keepMissing);
        foreach (string note in layout.Notes)
            notes.Add(note);
        foreach (string note in result.Notes)
            notes.Add(note);
        return result.Rows;
    }

    /// <summary>Whether the training table had a column of this name.</summary>
    internal bool HasColumn(string name) => AllNames().Contains(ColumnNames.Key(name));

    // By how they look.
    HashSet<string> AllNames() =>
        new(
            [
                .. Columns.Select(column => ColumnNames.Key(column.Name)),
                ColumnNames.Key(TargetName),
                .. LeftOut.Select(ColumnNames.Key),
            ],
            StringComparer.Ordinal
        );

    /// <inheritdoc/>
    internal override int RowLength => HoldsNumbersOnly ? Columns.Count : 0;

    /// <summary>Whether a row is nothing but numbers; also where it is nothing but its target.</summary>
    internal bool HoldsNumbersOnly => Columns.All(column => column is NumberColumn or PresenceColumn);

    /// <summary>A target of numbers as the network forecasts it; NaN stays.</summary>
    internal float EncodeTarget(float target)
    {
        if (float.IsNaN(target))
            return target;
        Span<byte> text = stackalloc byte[LongestNumber];
        return Target.Encode(
            new Cell(Written(target, Target.Mark, Target.Unit, text), TargetName, Place.OfRow("the row", 0))
        );
    }

    /// <inheritdoc/>
    internal override bool RowsMayMiss => true;

    /// <inheritdoc/>
    internal override string RowForm =>
        $"a record or a dictionary with {NoteText.List([.. Columns.Select(column => column.Name)])}";

    /// <inheritdoc/>
    /// <remarks>By way of the shortest text, as a file would hold it: 0.1f is the number 0.1.</remarks>
    internal override void Encode(ReadOnlySpan<float> row, Span<float> input)
    {
        var place = Place.OfRow("the row", 0);
        Span<byte> text = stackalloc byte[LongestNumber];
        for (int i = 0; i < row.Length; i++)
        {
            var column = Columns[i] as NumberColumn;
            var written = Written(row[i], column?.Mark ?? DecimalMark.Unsaid, column?.Unit, text);
            Columns[i].Encode(new Cell(written, Columns[i].Name, place), input[..Columns[i].Width]);
            input = input[Columns[i].Width..];
        }
    }

    static ReadOnlySpan<byte> Written(float number, DecimalMark mark, string? unit, Span<byte> text)
    {
        number.TryFormat(text, out int length, "R", System.Globalization.CultureInfo.InvariantCulture);
        // Where the file had a comma before the decimals, a point would be one between thousands.
        if (mark == DecimalMark.Comma)
            text[..length].Replace((byte)'.', (byte)',');
        // The sign that stands with the column's numbers; what is missing has none.
        if (unit is not null && float.IsFinite(number))
            length += System.Text.Encoding.UTF8.GetBytes(unit, text[length..]);
        return text[..length];
    }

    /// <summary>The same for a file whose numbers are written otherwise.</summary>
    internal TablePreprocessing With(TargetColumn target, IReadOnlyList<Column> columns) =>
        new(target, columns) { LeftOut = LeftOut, Fields = Fields };

    /// <inheritdoc/>
    internal override StoredPreprocessing Stored =>
        new StoredTable(
            Target.Stored,
            [.. Columns.Select(column => column.Stored)],
            LeftOut.Count > 0 ? LeftOut : null,
            Fields
        );
}

/// <summary>A <see cref="TablePreprocessing"/> as a file holds it.</summary>
sealed record StoredTable(
    StoredTarget Target,
    StoredColumn[] Columns,
    IReadOnlyList<string>? LeftOut = null,
    IReadOnlyList<string>? Fields = null
) : StoredPreprocessing
{
    /// <inheritdoc/>
    protected override Preprocessing Make()
    {
        // A series by itself has none: its windows read its own past.
        Require(Columns.Length <= ModelBounds.Columns, "columns");
        Require(LeftOut is not { Count: > ModelBounds.Columns }, "leftOut");
        Require(Fields is not { Count: > ModelBounds.Columns }, "fields");
        return new TablePreprocessing(Target.Made, Array.ConvertAll(Columns, column => column.Made))
        {
            LeftOut = LeftOut ?? [],
            Fields = Fields,
        };
    }
}
