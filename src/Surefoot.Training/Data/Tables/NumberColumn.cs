using System.Text.Json.Nodes;

namespace Surefoot.Training.Data.Tables;

/// <summary>
/// A column of numbers, standardised: less the mean, divided by the standard deviation, both of the training rows.
/// </summary>
/// <param name="name">The column's name.</param>
/// <param name="saysMissing">Whether there is a number for missing values.</param>
/// <param name="mean">The mean, which also stands for a missing value.</param>
/// <param name="scale">The standard deviation, above 0.</param>
/// <param name="mark">The decimal mark, if the training file said which.</param>
sealed class NumberColumn(
    string name,
    bool saysMissing,
    double mean,
    double scale,
    DecimalMark mark = DecimalMark.Unsaid
) : Column(name, parts: 1, saysMissing)
{
    internal const string JsonKind = "number";

    internal double Mean => mean;

    internal double Scale => scale;

    internal DecimalMark Mark => mark;

    /// <summary>The same column for a file with a decimal mark of its own.</summary>
    internal NumberColumn With(DecimalMark other) => new(Name, SaysMissing, mean, scale, other);

    /// <inheritdoc/>
    protected override string Kind => JsonKind;

    /// <summary>What was stored.</summary>
    internal static NumberColumn Restore(string name, bool saysMissing, StoredJson json) =>
        new(name, saysMissing, json["mean"].Number(), json["scale"].Positive(), RestoreMark(json));

    /// <summary>A number standardised, computed in double.</summary>
    /// <exception cref="DataException">
    /// It lies so far from the training rows that no 32-bit number holds the distance.
    /// </exception>
    internal static float Standardised(
        in Cell cell,
        double mean,
        double scale,
        DecimalMark mark,
        string remedy = Cell.InputRemedy
    )
    {
        float value = (float)((cell.Number(mark, remedy) - mean) / scale);
        return float.IsFinite(value)
            ? value
            : throw cell.Refuse(
                $"lies too far from the values of the training rows (mean {NoteText.Rounded(mean)}, standard "
                    + $"deviation {NoteText.Rounded(scale)}). {remedy}"
            );
    }

    /// <inheritdoc/>
    protected override bool EncodeValue(in Cell cell, Span<float> into)
    {
        into[0] = Standardised(cell, mean, scale, mark);
        return true;
    }

    /// <inheritdoc/>
    protected override void Store(JsonObject json)
    {
        json["mean"] = mean;
        json["scale"] = scale;
        StoreMark(json, mark);
    }

    /// <summary>Adds a decimal mark, if it is known.</summary>
    internal static void StoreMark(JsonObject json, DecimalMark mark)
    {
        if (mark != DecimalMark.Unsaid)
            json["decimal"] = mark == DecimalMark.Comma ? "comma" : "point";
    }

    /// <summary>What <see cref="StoreMark"/> stored.</summary>
    internal static DecimalMark RestoreMark(StoredJson json) =>
        json["decimal"] is { Node: not null } stored
            ? stored.Choice(("comma", DecimalMark.Comma), ("point", DecimalMark.Point))
            : DecimalMark.Unsaid;

    /// <summary>Fits a column of numbers.</summary>
    /// <param name="name">The column's name.</param>
    /// <param name="reading">The decimal mark to read by.</param>
    /// <param name="mark">The one to store.</param>
    internal sealed class Fit(string name, DecimalMark reading, DecimalMark mark) : ColumnFit(name)
    {
        Moments moments = new();

        /// <inheritdoc/>
        protected override bool SawValue => moments.Count > 0;

        /// <inheritdoc/>
        protected override void ObserveValue(in Cell cell) => moments.Add(cell.Number(reading));

        /// <inheritdoc/>
        protected override Column? FinishValues(out LeftOut why, out string? note)
        {
            note = null;
            why =
                moments.Count == 0 ? LeftOut.Empty
                : moments.IsNoise ? LeftOut.Rounding
                : moments.IsConstant ? LeftOut.Constant
                : LeftOut.No;
            return why == LeftOut.No ? new NumberColumn(Name, SawMissing, moments.Mean, moments.Deviation, mark) : null;
        }
    }
}
