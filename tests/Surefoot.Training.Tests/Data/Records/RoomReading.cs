using System.Data;
using System.Globalization;
using System.Text;

namespace Surefoot.Training.Tests.Data.Records;

/// <summary>Where a room lies.</summary>
public enum Side
{
    /// <summary>North.</summary>
    North,

    /// <summary>South.</summary>
    South,

    /// <summary>West.</summary>
    West,
}

/// <summary>
/// A small table of the kind of the occupancy data: a date a minute, numbers some of which are missing, categories,
/// truths, and whether somebody is there.
/// </summary>
public sealed record RoomReading(
    int Id,
    DateTime Date,
    double Temperature,
    float Humidity,
    decimal? Light,
    double? CO2,
    Side Side,
    bool Heated,
    string Remark,
    TimeOnly Cleaned,
    DateOnly Bill,
    long Occupancy
)
{
    /// <summary>Rows that are always the same.</summary>
    public static RoomReading[] Make(int count = 240)
    {
        var rows = new RoomReading[count];
        var day = new DateTime(2015, 2, 4, 17, 51, 0);
        string[] remarks = ["", "window, open", "said \"hot\"", " draught ", "na", "two\nlines"];
        for (int i = 0; i < count; i++)
        {
            long there = (i / 17 % 3) == 1 ? 1 : 0;
            rows[i] = new(
                140 + i,
                day.AddSeconds((i * 61) + (i / 100 * 86_400)),
                20 + (Math.Sin(i) * 1.7) + there,
                26.125f + (i * 0.1f % 3),
                i % 19 == 3 ? null : (decimal)((there * 400) + (i % 7)) / 4m,
                i % 11 == 5 ? null : 690.1 + (i * 1.3 % 200) + (there * 300),
                (Side)(i % 3),
                i % 5 < 2,
                remarks[i % remarks.Length],
                new TimeOnly(6 + (i % 4), 30),
                new DateOnly(2015, 1, 1 + (i % 28)),
                there
            );
        }
        return rows;
    }

    /// <summary>The CSV file that a .NET program writes of them.</summary>
    public static string Csv(IEnumerable<RoomReading> rows)
    {
        var text = new StringBuilder(
            "Id,Date,Temperature,Humidity,Light,CO2,Side,Heated,Remark,Cleaned,Bill,Occupancy\n"
        );
        foreach (var row in rows)
        {
            string remark = row.Remark.Trim(),
                quoted = remark.IndexOfAny([',', '"', '\n']) >= 0
                    ? $"\"{remark.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
                    : remark;
            text.Append(
                CultureInfo.InvariantCulture,
                $"{row.Id},{row.Date:yyyy-MM-dd HH:mm:ss},{row.Temperature},{row.Humidity},{row.Light},"
                    + $"{row.CO2},{row.Side},{row.Heated},{quoted},{row.Cleaned:HH:mm:ss},{row.Bill:yyyy-MM-dd},"
                    + $"{row.Occupancy}\n"
            );
        }
        return text.ToString();
    }

    /// <summary>The same as a table of System.Data.</summary>
    public static DataTable Table(IEnumerable<RoomReading> rows)
    {
        var table = new DataTable("rooms") { Locale = CultureInfo.InvariantCulture };
        foreach (
            var (name, type) in ((string, Type)[])
                [
                    ("Id", typeof(int)),
                    ("Date", typeof(DateTime)),
                    ("Temperature", typeof(double)),
                    ("Humidity", typeof(float)),
                    ("Light", typeof(decimal)),
                    ("CO2", typeof(double)),
                    ("Side", typeof(Side)),
                    ("Heated", typeof(bool)),
                    ("Remark", typeof(string)),
                    ("Cleaned", typeof(TimeSpan)),
                    ("Bill", typeof(DateOnly)),
                    ("Occupancy", typeof(long)),
                ]
        )
            table.Columns.Add(name, type);
        foreach (var row in rows)
        {
            table.Rows.Add(
                row.Id,
                row.Date,
                row.Temperature,
                row.Humidity,
                row.Light ?? (object)DBNull.Value,
                row.CO2 ?? (object)DBNull.Value,
                row.Side,
                row.Heated,
                row.Remark,
                row.Cleaned.ToTimeSpan(),
                row.Bill,
                row.Occupancy
            );
        }
        return table;
    }
}
