using System.Globalization;
using Surefoot.Training.Data;
using Surefoot.Training.Data.Tables;

namespace Surefoot.Training.Explaining;

/// <summary>
/// A table's dates, which are read as parts: what comes back as a point on a circle, the year and the elapsed time as a
/// number. Each part is tried by itself.
/// </summary>
sealed class DateValues : ColumnValues
{
    readonly DateColumn column;
    readonly Part[] parts;

    internal DateValues(DateColumn column)
    {
        this.column = column;
        parts = new Part[column.Parts.Count];
        int start = 0;
        for (int i = 0; i < parts.Length; i++)
        {
            parts[i] = Made(column.Parts[i], start);
            start += parts[i].Width;
        }
    }

    internal override int Width => column.Width;

    internal override string Text(ReadOnlySpan<float> numbers)
    {
        if (IsMissing(column, numbers))
            return Missing;
        var texts = new string[parts.Length];
        for (int i = 0; i < parts.Length; i++)
            texts[i] = parts[i].Text(numbers.Slice(parts[i].Start, parts[i].Width));
        return string.Join(' ', texts.Reverse());
    }

    internal override IEnumerable<DependenceGrid> Grids(ReadOnlyMemory<float> rows, int most) =>
        parts.Select(part => new DependenceGrid(part.Name, null, part.Start, [.. part.Points(Of(rows, part), most)]));

    // What the rows that have a date have in a part.
    float[][] Of(ReadOnlyMemory<float> rows, Part part)
    {
        List<float[]> found = [];
        for (int start = 0; start < rows.Length; start += Width)
        {
            ReadOnlySpan<float> row = rows.Span.Slice(start, Width);
            if (!IsMissing(column, row))
                found.Add(row.Slice(part.Start, part.Width).ToArray());
        }
        return [.. found];
    }

    Part Made(DatePart part, int start) =>
        part switch
        {
            DatePart.TimeOfDay => new Turn("time of day", start, 24, 24 * 60, Clock),
            DatePart.Weekday => new Turn("weekday", start, 7, 7, Names.DayNames.ElementAt),
            DatePart.Month => new Turn("month", start, 12, 12, Names.MonthNames.ElementAt),
            DatePart.DayOfYear => new Turn("day of year", start, 12, 366, DayOfYear),
            DatePart.Year => new Line("year", start, column.ScaleOf(part), year => Text(Math.Round(year))),
            _ => new Line("elapsed", start, column.ScaleOf(part), Day),
        };

    static DateTimeFormatInfo Names => CultureInfo.InvariantCulture.DateTimeFormat;

    static string Clock(int minutes) =>
        string.Create(CultureInfo.InvariantCulture, $"{minutes / 60}:{minutes % 60:00}");

    // Of a leap year, which alone has all 366.
    static string DayOfYear(int day) => new DateTime(2000, 1, 1).AddDays(day).ToString("d MMM", Names);

    static string Day(double days) => DateTime.UnixEpoch.AddDays(Math.Round(days)).ToString("yyyy-MM-dd", Names);

    abstract record Part(string Name, int Start, int Width)
    {
        internal abstract string Text(ReadOnlySpan<float> numbers);

        internal abstract IEnumerable<GridPoint> Points(float[][] rows, int most);
    }

    /// <summary>What comes back after a full turn.</summary>
    /// <param name="Name">What it is.</param>
    /// <param name="Start">Where its two numbers begin.</param>
    /// <param name="Tried">How many places of the turn are tried.</param>
    /// <param name="Steps">How many places it has.</param>
    /// <param name="Label">The name of a place.</param>
    sealed record Turn(string Name, int Start, int Tried, int Steps, Func<int, string> Label) : Part(Name, Start, 2)
    {
        internal override string Text(ReadOnlySpan<float> numbers)
        {
            double turn = Math.Atan2(numbers[0], numbers[1]) / (2 * Math.PI);
            return Label((int)Math.Round(((turn + 1) % 1) * Steps) % Steps);
        }

        internal override IEnumerable<GridPoint> Points(float[][] rows, int most)
        {
            for (int i = 0; i < Tried; i++)
            {
                int place = i * Steps / Tried;
                var (sine, cosine) = Math.SinCos(2 * Math.PI * place / Steps);
                yield return new(Label(place), null, [(float)sine, (float)cosine]);
            }
        }
    }

    /// <summary>What goes on and on, as a standardized number.</summary>
    /// <param name="Name">What it is.</param>
    /// <param name="Start">Where its number stands.</param>
    /// <param name="Scale">How it is standardized.</param>
    /// <param name="Label">The number as people write it.</param>
    sealed record Line(string Name, int Start, DateScale Scale, Func<double, string> Label) : Part(Name, Start, 1)
    {
        internal override string Text(ReadOnlySpan<float> numbers) => Label(Number(numbers[0]));

        internal override IEnumerable<GridPoint> Points(float[][] rows, int most) =>
            DependenceGrid.Quantiles(
                [.. rows.Select(row => row[0])],
                most,
                row => new(Text(rows[row]), Rounded(Number(rows[row][0])), rows[row])
            );

        double Number(float standardized) => Scale.Mean + (Scale.Scale * standardized);
    }
}
