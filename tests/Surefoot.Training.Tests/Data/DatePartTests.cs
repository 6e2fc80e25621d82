using System.Text;
using System.Text.Json.Nodes;
using Surefoot.Training.Data;
using Surefoot.Training.Data.Tables;

namespace Surefoot.Training.Tests.Data;

/// <summary>What is read of dates where the user says what, and the forms that dates have.</summary>
public sealed class DatePartTests : IDisposable
{
    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    static readonly DateTime Start = new(2019, 12, 30, 6, 0, 0, DateTimeKind.Unspecified);

    // A row every 31 hours; the date of row 5 is missing.
    string Table() =>
        folder.Write(
            "t.csv",
            "when,y\n"
                + string.Concat(
                    Enumerable
                        .Range(0, 60)
                        .Select(i =>
                            (i == 5 ? "" : Start.AddHours(31 * i).ToString("yyyy-MM-dd HH:mm")) + $",{i * i % 17}.5\n"
                        )
                )
        );

    static DataOptions Parts(params DatePart[] parts) => new() { DateParts = parts, Task = TaskKind.Regression };

    [Fact]
    public void Each_part_is_read_as_it_was_asked_for_in_one_order()
    {
        string path = Table();
        var data = DataLoader.Load(
            path,
            Parts(
                DatePart.Elapsed,
                DatePart.Year,
                DatePart.DayOfYear,
                DatePart.Month,
                DatePart.Weekday,
                DatePart.TimeOfDay
            )
        );
        Assert.Equal(11, data.Preprocessing.InputShape.Length);
        // The last rows validate; what is standardised is so by the training rows.
        double[] days =
        [
            .. Enumerable
                .Range(0, data.Training.Count)
                .Where(i => i != 5)
                .Select(i => (Start.AddHours(31 * i) - DateTime.UnixEpoch).TotalDays),
        ];
        double mean = days.Average(),
            deviation = Math.Sqrt(days.Sum(day => (day - mean) * (day - mean)) / days.Length);
        double[] years =
        [
            .. Enumerable
                .Range(0, data.Training.Count)
                .Where(i => i != 5)
                .Select(i => (double)Start.AddHours(31 * i).Year),
        ];
        double yearMean = years.Average(),
            yearDeviation = Math.Sqrt(years.Sum(year => (year - yearMean) * (year - yearMean)) / years.Length);
        DateTime when = Start.AddHours(31 * 40);
        double[] turns =
        [
            when.TimeOfDay.TotalDays,
            (int)when.DayOfWeek / 7.0,
            (when.Month - 1) / 12.0,
            (when.DayOfYear - 1) / 366.0,
        ];
        float[] expected =
        [
            .. turns.SelectMany(turn =>
                (float[])[(float)Math.Sin(2 * Math.PI * turn), (float)Math.Cos(2 * Math.PI * turn)]
            ),
            (float)((when.Year - yearMean) / yearDeviation),
            (float)(((when - DateTime.UnixEpoch).TotalDays - mean) / deviation),
            0,
        ];
        float[] row = data.Training.Inputs(40);
        for (int i = 0; i < row.Length; i++)
            Assert.Equal(expected[i], row[i], 1e-5f);
        Assert.Equal([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1], data.Training.Inputs(5));
        Assert.Contains(
            "Column when is a date: time of day, weekday, month of the year and day of the year are read, as points on "
                + "a circle; the year and the elapsed time are read, as numbers.",
            data.Notes
        );
        string json = data.Preprocessing.ToJson().ToJsonString();
        var restored = Preprocessing.FromJson(JsonNode.Parse(json)!);
        Assert.Equal(json, restored.ToJson().ToJsonString());
        Assert.Equal(
            data.Training.AllInputs(),
            restored.Open(path, requireTargets: false).Inputs([.. Enumerable.Range(0, data.Training.Count)])
        );
    }

    [Fact]
    public void Unless_told_otherwise_dates_are_read_and_kept_as_before()
    {
        var data = DataLoader.Load(Table(), new() { Task = TaskKind.Regression });
        JsonNode column = data.Preprocessing.ToJson()["columns"]![0]!;
        Assert.Equal(
            """{"kind":"date","name":"when","missing":true,"order":"year-month-day","timeOfDay":true,"weekday":true}""",
            column.ToJsonString()
        );
        Assert.Equal(5, data.Preprocessing.InputShape.Length);
    }

    [Fact]
    public void A_part_that_is_the_same_in_every_row_or_that_a_column_has_not_is_left_out()
    {
        string path = folder.Write(
            "m.csv",
            "when,y\n"
                + string.Concat(Enumerable.Range(0, 40).Select(i => $"{1980 + (i / 12)}-{1 + (i % 12):00},{i}.5\n"))
        );
        var data = DataLoader.Load(path, Parts(DatePart.TimeOfDay, DatePart.Weekday, DatePart.Month, DatePart.Year));
        Assert.Equal(3, data.Preprocessing.InputShape.Length);
        Assert.Contains(
            "Column when is a month: the month of the year is read, as points on a circle; the year is read, as a "
                + "number.",
            data.Notes
        );
        Assert.Contains(
            "no column left to learn",
            Assert.Throws<DataException>(() => DataLoader.Load(path, Parts(DatePart.Weekday))).Message
        );
    }

    [Fact]
    public void Parts_of_dates_that_there_are_none_of_are_refused()
    {
        string path = folder.Write("n.csv", "x,y\n1,2.5\n2,3\n3,4\n4,1\n5,7\n");
        Assert.Contains(
            "has no column of dates",
            Assert.Throws<DataException>(() => DataLoader.Load(path, Parts(DatePart.Year))).Message
        );
        Assert.Contains(
            "is no table and has no dates",
            Assert.Throws<DataException>(() => DataLoader.Load(null, new() { DateParts = [DatePart.Year] })).Message
        );
    }

    [Theory]
    [InlineData("year", """{"mean":1,"scale":0}""")]
    [InlineData("elapsed", """{"mean":1,"scale":-1}""")]
    public void A_damaged_scale_is_refused(string member, string value)
    {
        var json = DataLoader.Load(Table(), Parts(DatePart.Year, DatePart.Elapsed)).Preprocessing.ToJson();
        json["columns"]![0]![member] = JsonNode.Parse(value);
        Assert.Contains(
            $"preprocessing.columns[0].{member} is not as expected",
            Assert.Throws<DataException>(() => Preprocessing.FromJson(json)).Message
        );
    }

    [Theory]
    [InlineData("1949-01", "1949-01-01")]
    [InlineData("1949/1", "1949-01-01")]
    [InlineData("1/1949", "1949-01-01")]
    [InlineData("Jan 2024", "2024-01-01")]
    [InlineData("January 2024", "2024-01-01")]
    [InlineData("jan-2024", "2024-01-01")]
    [InlineData("Jan-49", "2049-01-01")]
    [InlineData("Sep-69", "1969-09-01")]
    [InlineData("1-Jan-2024", "2024-01-01")]
    [InlineData("31 January 2024", "2024-01-31")]
    [InlineData("Jan 31, 2024", "2024-01-31")]
    [InlineData("1-Jan-24", "2024-01-01")]
    [InlineData("31.12.68", "2068-12-31")]
    [InlineData("31.12.69", "1969-12-31")]
    [InlineData("68-12-31", "2068-12-31")]
    [InlineData("Jan 24", null)]
    [InlineData("Jan-4", null)]
    [InlineData("Jam-49", null)]
    [InlineData("1949-13", null)]
    [InlineData("1949-01 10:00", null)]
    public void A_date_has_these_forms(string text, string? expected)
    {
        var readings = Enum.GetValues<DateOrder>()
            .Where(order => order != DateOrder.TimeOnly)
            .Select(order =>
                DateReading.TryParse(Encoding.UTF8.GetBytes(text), order, out var reading)
                    ? reading.Local.ToString("yyyy-MM-dd")
                    : null
            )
            .OfType<string>()
            .Distinct();
        if (expected is null)
            Assert.Empty(readings);
        else
            Assert.Equal(expected, readings.First());
    }
}
