using System.Globalization;
using Surefoot.Training.Data;

namespace Surefoot.Training.Tests.Data;

/// <summary>Dates with years of two digits and with names of months.</summary>
public sealed class ShortDateTests : IDisposable
{
    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    TrainingData Load(Func<DateTime, string> text) =>
        DataLoader.Load(
            folder.Write(
                "t.csv",
                "when;b;y\n"
                    + string.Concat(
                        Enumerable
                            .Range(0, 90)
                            .Select(i =>
                                $"{text(new DateTime(2021, 1, 1).AddDays(i / 3))};{i * i};{(i % 2 == 0 ? "a" : "b")}\n"
                            )
                    )
            ),
            new()
        );

    [Theory]
    [InlineData(
        "dd/MM/yy",
        "Column when: dates are read like 31.12.15 23:59, and years of two digits as 1969 to 2068."
    )]
    [InlineData("d.M.yy", "Column when: dates are read like 31.12.15 23:59, and years of two digits as 1969 to 2068.")]
    [InlineData(
        "MM/dd/yy",
        "Column when: dates are read like 12/31/15 23:59, and years of two digits as 1969 to 2068."
    )]
    [InlineData("dd MMM yyyy", "Column when: dates are read like 31 Dec 2015 23:59, with English names of months.")]
    [InlineData("d-MMM-yy", "Column when: dates are read like 31 Dec 2015 23:59, with English names of months.")]
    [InlineData("MMMM d, yyyy", "Column when: dates are read like Dec 31, 2015 23:59, with English names of months.")]
    [InlineData(
        "MMM d, yyyy HH:mm",
        "Column when: dates are read like Dec 31, 2015 23:59, with English names of months."
    )]
    public void They_are_dates_like_those_of_four_digits(string format, string note)
    {
        var plain = Load(day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        var data = Load(day => day.ToString(format, CultureInfo.InvariantCulture));
        Assert.Equal(plain.Training.AllInputs(), data.Training.AllInputs());
        Assert.Contains(note, data.Notes);
        Assert.Contains(
            data.Notes,
            line => line.StartsWith("The dates of when never go back", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Where_day_and_month_could_be_exchanged_a_note_says_so() =>
        Assert.Contains(
            Load(day => $"0{1 + (day.Day % 9)}/0{1 + (day.Day % 7)}/21").Notes,
            note => note.Contains("could be exchanged; they are read like 12/31/15", StringComparison.Ordinal)
        );

    [Fact]
    public void A_day_that_the_month_has_not_is_no_date() =>
        Assert.Contains(
            "is not a date like the others",
            Assert
                .Throws<DataException>(() => Load(day => day.Day == 9 ? "31 Feb 2021" : $"{day.Day} jan 2021"))
                .Message
        );
}
