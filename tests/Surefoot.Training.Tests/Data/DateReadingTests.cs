using System.Globalization;
using System.Text;
using Surefoot.Training.Data.Tables;

namespace Surefoot.Training.Tests.Data;

public sealed class DateReadingTests
{
    static DateReading? Read(string text, DateOrder order) =>
        DateReading.TryParse(Encoding.UTF8.GetBytes(text), order, out var reading) ? reading : null;

    [Theory]
    [InlineData("2015-02-04", nameof(DateOrder.YearMonthDay), "2015-02-04 00:00:00")]
    [InlineData("2015/2/4", nameof(DateOrder.YearMonthDay), "2015-02-04 00:00:00")]
    [InlineData("2015-02-04 17:51", nameof(DateOrder.YearMonthDay), "2015-02-04 17:51:00")]
    [InlineData("2015-02-04 17:51:59", nameof(DateOrder.YearMonthDay), "2015-02-04 17:51:59")]
    [InlineData("2015-02-04T17:51:59.25Z", nameof(DateOrder.YearMonthDay), "2015-02-04 17:51:59.25")]
    [InlineData("2015-02-04T17:51:59.123456789+01:00", nameof(DateOrder.YearMonthDay), "2015-02-04 17:51:59.1234567")]
    [InlineData("4.2.2015 7:05", nameof(DateOrder.DayMonthYear), "2015-02-04 07:05:00")]
    [InlineData("2/4/2015 5:51 PM", nameof(DateOrder.MonthDayYear), "2015-02-04 17:51:00")]
    [InlineData("2/4/2015 12:01 AM", nameof(DateOrder.MonthDayYear), "2015-02-04 00:01:00")]
    [InlineData("2016-02-29", nameof(DateOrder.YearMonthDay), "2016-02-29 00:00:00")]
    [InlineData("17:51", nameof(DateOrder.TimeOnly), "0001-01-01 17:51:00")]
    [InlineData("1949-01", nameof(DateOrder.YearMonth), "1949-01-01 00:00:00")]
    [InlineData("1949/1", nameof(DateOrder.YearMonth), "1949-01-01 00:00:00")]
    [InlineData("1/1949", nameof(DateOrder.MonthYear), "1949-01-01 00:00:00")]
    [InlineData("Jan 2024", nameof(DateOrder.NameYear), "2024-01-01 00:00:00")]
    [InlineData("january-2024", nameof(DateOrder.NameYear), "2024-01-01 00:00:00")]
    [InlineData("1-Jan-2024", nameof(DateOrder.DayNameYear), "2024-01-01 00:00:00")]
    [InlineData("1-Jan-69", nameof(DateOrder.DayNameYear), "1969-01-01 00:00:00")]
    [InlineData("1-Jan-68", nameof(DateOrder.DayNameYear), "2068-01-01 00:00:00")]
    [InlineData("31.12.68", nameof(DateOrder.DayMonthShortYear), "2068-12-31 00:00:00")]
    [InlineData("12/31/69", nameof(DateOrder.MonthDayShortYear), "1969-12-31 00:00:00")]
    public void Dates_as_people_write_them(string text, string order, string expected) =>
        Assert.Equal(
            DateTime.Parse(expected, CultureInfo.InvariantCulture),
            Read(text, Enum.Parse<DateOrder>(order))!.Value.Local
        );

    [Theory]
    [InlineData("2015-02-29", nameof(DateOrder.YearMonthDay))]
    [InlineData("2015-13-01", nameof(DateOrder.YearMonthDay))]
    [InlineData("0000-01-01", nameof(DateOrder.YearMonthDay))]
    [InlineData("2015-02/04", nameof(DateOrder.YearMonthDay))]
    [InlineData("15-02-04", nameof(DateOrder.YearMonthDay))]
    [InlineData("2015-02-04 24:00", nameof(DateOrder.YearMonthDay))]
    [InlineData("2015-02-04 17:60", nameof(DateOrder.YearMonthDay))]
    [InlineData("2015-02-04 17", nameof(DateOrder.YearMonthDay))]
    [InlineData("2015-02-04x", nameof(DateOrder.YearMonthDay))]
    [InlineData("2015-02-04 17:51 +25:00", nameof(DateOrder.YearMonthDay))]
    [InlineData("2015-02-04 13:00 PM", nameof(DateOrder.YearMonthDay))]
    [InlineData("32.1.2015", nameof(DateOrder.DayMonthYear))]
    [InlineData("192.168.1.1", nameof(DateOrder.DayMonthYear))]
    [InlineData("2015-02-04", nameof(DateOrder.TimeOnly))]
    [InlineData("2015", nameof(DateOrder.YearMonthDay))]
    [InlineData("", nameof(DateOrder.YearMonthDay))]
    [InlineData("-", nameof(DateOrder.YearMonthDay))]
    [InlineData("1949-13", nameof(DateOrder.YearMonth))]
    [InlineData("1949-01 12:00", nameof(DateOrder.YearMonth))]
    [InlineData("1949-01-01", nameof(DateOrder.YearMonth))]
    [InlineData("13/1949", nameof(DateOrder.MonthYear))]
    [InlineData("Jan 24", nameof(DateOrder.NameYear))]
    [InlineData("Jan 2024 12:00", nameof(DateOrder.NameYear))]
    public void What_is_no_date_is_refused(string text, string order) =>
        Assert.Null(Read(text, Enum.Parse<DateOrder>(order)));

    [Fact]
    public void Offsets_put_instants_in_order_and_leave_the_clock_alone()
    {
        var summer = Read("2015-10-25T02:30:00+02:00", DateOrder.YearMonthDay)!.Value;
        var winter = Read("2015-10-25T02:15:00+01:00", DateOrder.YearMonthDay)!.Value;
        Assert.True(summer.Instant < winter.Instant);
        Assert.True(summer.Local > winter.Local);
    }

    [Fact]
    public void Every_date_written_is_read_back()
    {
        for (var day = new DateTime(1999, 12, 25); day.Year < 2002; day = day.AddDays(1).AddMinutes(101))
        {
            var expected = day.AddTicks(-(day.Ticks % TimeSpan.TicksPerSecond));
            Assert.Equal(
                expected,
                Read(
                    expected.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
                    DateOrder.YearMonthDay
                )!.Value.Local
            );
            Assert.Equal(
                expected,
                Read(
                    expected.ToString("d.M.yyyy H:mm:ss", CultureInfo.InvariantCulture),
                    DateOrder.DayMonthYear
                )!.Value.Local
            );
            Assert.Equal(
                expected,
                Read(
                    expected.ToString("M/d/yyyy h:mm:ss tt", CultureInfo.InvariantCulture),
                    DateOrder.MonthDayYear
                )!.Value.Local
            );
        }
    }
}
