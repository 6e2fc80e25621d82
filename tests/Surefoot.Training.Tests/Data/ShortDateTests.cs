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

    string Months(string name, string format) =>
        folder.Write(
            name,
            "when,y\n"
                + string.Concat(
                    Enumerable
                        .Range(0, 60)
                        .Select(i =>
                            new DateTime(1949, 1, 1).AddMonths(i).ToString(format, CultureInfo.InvariantCulture)
                            + $",{100 + i}.5\n"
                        )
                )
        );

    [Theory]
    [InlineData("yyyy-MM", "year-month", null)]
    [InlineData("MM/yyyy", "month-year", null)]
    [InlineData("MMM yyyy", "name-year", "Column when: dates are read like Dec 2015, with English names of months.")]
    [InlineData("MMMM-yyyy", "name-year", "Column when: dates are read like Dec 2015, with English names of months.")]
    public void Months_without_a_day_are_read_as_the_month_of_the_year(string format, string order, string? rule)
    {
        string path = Months("m.csv", format);
        var data = DataLoader.Load(path, new());
        Assert.Contains("Column when is a month: the month of the year is read, as points on a circle.", data.Notes);
        Assert.Contains(
            data.Notes,
            line => line.StartsWith("The dates of when never go back", StringComparison.Ordinal)
        );
        if (rule is not null)
            Assert.Contains(rule, data.Notes);
        // April is a quarter of the circle from January.
        Assert.Equal([1f, 0f], data.Training.Inputs(3).Select(x => MathF.Round(x, 6)));
        Assert.Equal(data.Training.AllInputs(), DataLoader.Load(path, new() { Stream = true }).Training.AllInputs());
        var json = data.Preprocessing.ToJson();
        Assert.Equal(order, (string?)json["columns"]![0]!["order"]);
        var restored = Preprocessing.FromJson(json);
        Assert.Equal(
            data.Training.AllInputs(),
            restored.Open(path, requireTargets: false).AllInputs()[..data.Training.AllInputs().Length]
        );
        Assert.Contains(
            ", line 2, column when: 1949-01-05 is not a date like the others of this column, such as",
            Assert
                .Throws<DataException>(() => restored.Open(folder.Write("o.csv", "when\n1949-01-05\n"), false))
                .Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_moment_of_a_program_fits_a_column_of_months()
    {
        var data = DataLoader.Load(Months("m.csv", "yyyy-MM"), new());
        var network = Surefoot.Training.Models.Network<float>.Build(new("mlp", data.Training.InputShape, 1), 1);
        using var predictor = new Surefoot.Training.Predicting.Predictor(new(network, data.Preprocessing));
        Assert.Equal(
            predictor.Predict(new { when = "1950-04" }).Value,
            predictor.Predict(new { when = new DateTime(2024, 4, 30, 12, 0, 0) }).Value
        );
        Assert.NotEqual(
            predictor.Predict(new { when = "1950-04" }).Value,
            predictor.Predict(new { when = new DateOnly(2024, 7, 1) }).Value
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
