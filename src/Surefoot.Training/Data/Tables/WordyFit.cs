namespace Surefoot.Training.Data.Tables;

/// <summary>
/// Fits a column whose values have several words: categories where each is read and has rows enough, else free text.
/// </summary>
/// <param name="categories">What it would be as categories.</param>
/// <param name="text">What it would be as free text.</param>
/// <param name="meanWords">How many words its values have on average.</param>
sealed class WordyFit(CategoryColumn.Fit categories, TextColumn.Fit text, double meanWords) : ColumnFit(categories.Name)
{
    /// <inheritdoc/>
    protected override bool SawValue => categories.Present > 0;

    /// <inheritdoc/>
    protected override void ObserveValue(in Cell cell)
    {
        categories.Observe(cell);
        text.Observe(cell);
    }

    /// <inheritdoc/>
    protected override void ObserveMissing(in Cell cell) => categories.Observe(cell);

    /// <inheritdoc/>
    protected override Column? FinishValues(out LeftOut why, out string? note)
    {
        if (!categories.LosesValues || text.Finish(out _, out _) is not TextColumn column)
            return categories.Finish(out why, out note);
        why = LeftOut.No;
        note =
            $"Column {Name} is read as free text: {categories.Different} different values in "
            + $"{NoteText.Count(categories.Present, "row")}, "
            + $"of {NoteText.Rounded(Math.Round(meanWords, 1))} words on average. "
            + $"{NoteText.Count(column.Reading.Numbers.Count)} {column.Reading.What} are read.";
        return column;
    }
}
