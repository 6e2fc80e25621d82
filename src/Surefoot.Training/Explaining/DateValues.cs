using System.Globalization;
using Surefoot.Training.Data.Tables;

namespace Surefoot.Training.Explaining;

/// <summary>A table's dates, which are read as parts, each a point on a circle; each part is tried by itself.</summary>
sealed class DateValues : ColumnValues
{
    static readonly Part TimeOfDay = new("time of day", 24, 24 * 60, Clock),
        Weekday = new("weekday", 7, 7, CultureInfo.InvariantCulture.DateTimeFormat.DayNames.ElementAt),
        Month = new("month", 12, 12, CultureInfo.InvariantCulture.DateTimeFormat.MonthNames.ElementAt);

    readonly DateColumn column;
    readonly Part[] parts;

    internal DateValues(DateColumn column)
    {
        this.column = column;
        parts =
        [
            .. column.TimeOfDay ? [TimeOfDay] : (Part[])[],
            .. column.Weekday ? [Weekday] : (Part[])[],
            .. column.Month ? [Month] : (Part[])[],
        ];
    }

    internal override int Width => column.Width;

    internal override string Text(ReadOnlySpan<float> numbers)
    {
        if (IsMissing(column, numbers))
            return Missing;
        var texts = new string[parts.Length];
        for (int i = 0; i < parts.Length; i++)
            texts[i] = parts[i].Text(numbers[2 * i], numbers[(2 * i) + 1]);
        return string.Join(' ', texts.Reverse());
    }

    internal override IEnumerable<DependenceGrid> Grids(ReadOnlyMemory<float> rows, int most) =>
        parts.Select((part, i) => new DependenceGrid(part.Name, null, 2 * i, [.. part.Points()]));

    static string Clock(int minutes) =>
        string.Create(CultureInfo.InvariantCulture, $"{minutes / 60}:{minutes % 60:00}");

    /// <summary>What comes back after a full turn.</summary>
    /// <param name="Name">What it is.</param>
    /// <param name="Tried">How many places of the turn are tried.</param>
    /// <param name="Steps">How many places it has.</param>
    /// <param name="Label">The name of a place.</param>
    sealed record Part(string Name, int Tried, int Steps, Func<int, string> Label)
    {
        internal string Text(float sine, float cosine)
        {
            double turn = Math.Atan2(sine, cosine) / (2 * Math.PI);
            return Label((int)Math.Round(((turn + 1) % 1) * Steps) % Steps);
        }

        internal IEnumerable<GridPoint> Points()
        {
            for (int i = 0; i < Tried; i++)
            {
                var (sine, cosine) = Math.SinCos(2 * Math.PI * i / Tried);
                yield return new(Label(i * (Steps / Tried)), null, [(float)sine, (float)cosine]);
            }
        }
    }
}
