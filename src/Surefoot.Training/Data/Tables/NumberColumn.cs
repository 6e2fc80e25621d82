namespace Surefoot.Training.Data.Tables;

/// <summary>
/// A column of numbers, standardised: less the mean, divided by the standard deviation, both of the training rows.
/// </summary>
/// <param name="name">The column's name.</param>
/// <param name="saysMissing">Whether there is a number for missing values.</param>
/// <param name="mean">The mean, which also stands for a missing value.</param>
/// <param name="scale">The standard deviation, above 0.</param>
/// <param name="mark">The decimal mark, if the training file said which.</param>
/// <param name="unit">The sign that stands with every number, which is left out; null for none.</param>
/// <param name="bins">What it becomes besides; null where it is nothing.</param>
sealed class NumberColumn(
    string name,
    bool saysMissing,
    double mean,
    double scale,
    DecimalMark mark = DecimalMark.Unsaid,
    string? unit = null,
    NumberBins? bins = null
) : Column(name, parts: 1 + (bins?.Count ?? 0), saysMissing)
{
    internal double Mean => mean;

    internal double Scale => scale;

    internal DecimalMark Mark => mark;

    internal string? Unit => unit;

    /// <summary>What it becomes beside itself; null where it is nothing.</summary>
    internal NumberBins? Bins => bins;

    /// <summary>The same column for a file with a decimal mark of its own.</summary>
    internal NumberColumn With(DecimalMark other) => new(Name, SaysMissing, mean, scale, other, unit, bins);

    /// <summary>A number standardised, computed in double.</summary>
    /// <exception cref="DataException">
    /// It lies so far from the training rows that no 32-bit number holds the distance.
    /// </exception>
    internal static float Standardised(
        in Cell cell,
        double mean,
        double scale,
        DecimalMark mark,
        string? unit,
        string remedy = Cell.InputRemedy
    )
    {
        double number = Number(cell, mark, unit, remedy);
        return Standardised(cell, number, mean, scale, remedy);
    }

    static double Number(in Cell cell, DecimalMark mark, string? unit, string remedy)
    {
        Span<byte> bare = stackalloc byte[unit is null ? 0 : NumberText.Longest];
        return cell.Without(unit, bare, remedy).Number(mark, remedy);
    }

    static float Standardised(in Cell cell, double number, double mean, double scale, string remedy)
    {
        float value = (float)((number - mean) / scale);
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
        double number = Number(cell, mark, unit, Cell.InputRemedy);
        into[0] = Standardised(cell, number, mean, scale, Cell.InputRemedy);
        bins?.Write(number, into[1..]);
        return true;
    }

    /// <inheritdoc/>
    /// <remarks>As the mean, which has its place among the bins.</remarks>
    protected override void EncodeMissing(Span<float> into) => bins?.Write(mean, into[1..]);

    /// <inheritdoc/>
    internal override StoredColumn Stored =>
        new StoredNumbers(Name, SaysMissing, mean, scale, mark == DecimalMark.Unsaid ? null : mark, unit)
        {
            Edges = bins is null ? null : [.. bins.Edges],
        };

    /// <summary>Fits a column of numbers.</summary>
    /// <param name="name">The column's name.</param>
    /// <param name="reading">The decimal mark to read by.</param>
    /// <param name="mark">The one to store.</param>
    /// <param name="unit">The sign that stands with every number; null for none.</param>
    /// <param name="bins">In how many bins it is read besides, at most; 0 to read it by itself.</param>
    internal sealed class Fit(string name, DecimalMark reading, DecimalMark mark, string? unit, int bins)
        : ColumnFit(name)
    {
        Moments moments = new();
        readonly NumberBinsFit? places = bins > 0 ? new(bins) : null;

        /// <inheritdoc/>
        protected override bool SawValue => moments.Count > 0;

        /// <inheritdoc/>
        protected override void ObserveValue(in Cell cell)
        {
            Span<byte> text = stackalloc byte[unit is null ? 0 : NumberText.Longest];
            double number = cell.Without(unit, text).Number(reading);
            moments.Add(number);
            places?.Add(number);
        }

        /// <inheritdoc/>
        protected override Column? FinishValues(out LeftOut why, out string? note)
        {
            note = null;
            why =
                moments.Count == 0 ? LeftOut.Empty
                : moments.IsNoise ? LeftOut.Rounding
                : moments.IsConstant ? LeftOut.Constant
                : LeftOut.No;
            return why == LeftOut.No
                ? new NumberColumn(Name, SawMissing, moments.Mean, moments.Deviation, mark, unit, places?.Finish())
                : null;
        }
    }
}

/// <summary>
/// A <see cref="NumberColumn"/> as a file holds it. Files of earlier versions have neither a unit nor edges.
/// </summary>
sealed record StoredNumbers(
    string Name,
    bool Missing,
    double Mean,
    double Scale,
    DecimalMark? Decimal = null,
    string? Unit = null
) : StoredColumn
{
    /// <summary>Where the bins begin and the last one ends; null where there are none.</summary>
    public double[]? Edges { get; init; }

    /// <inheritdoc/>
    protected override Column Make()
    {
        Require(Scale > 0, "scale");
        Require(Edges is null || (Edges.Length is > 1 and <= NumberBins.MostEdges && NumberBins.Rise(Edges)), "edges");
        return new NumberColumn(
            Name,
            Missing,
            Mean,
            Scale,
            Decimal ?? DecimalMark.Unsaid,
            NumberUnit.Checked(Unit),
            Edges is null ? null : new(Edges)
        );
    }
}
