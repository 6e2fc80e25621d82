using FsCheck.Xunit;
using Surefoot.Lab.Charts;

namespace Surefoot.Cli.Tests.Charts;

public sealed class TicksTests
{
    [Theory]
    [InlineData(0, 1, 5, "0 0.2 0.4 0.6 0.8 1.0")]
    [InlineData(0.91, 0.9952, 5, "0.92 0.94 0.96 0.98")]
    [InlineData(-30, 45, 4, "-20 0 20 40")]
    [InlineData(1, 24, 6, "5 10 15 20")]
    [InlineData(0, 60000, 6, "0 10,000 20,000 30,000 40,000 50,000 60,000")]
    [InlineData(0, 3e-7, 3, "0 1e-7 2e-7 3e-7")]
    [InlineData(0, 3e9, 3, "0 1e9 2e9 3e9")]
    public void Linear_ticks_are_round(double low, double high, int wanted, string labels) =>
        Assert.Equal(labels, string.Join(' ', Ticks.Linear(low, high, wanted).Labels));

    [Theory]
    [InlineData(1, 2, "1 2")]
    [InlineData(1, 4, "1 2 3 4")]
    public void Counts_have_no_tick_between_whole_numbers(double low, double high, string labels) =>
        Assert.Equal(labels, string.Join(' ', Ticks.Linear(low, high, 10, whole: true).Labels));

    [Theory]
    [InlineData(0.001, 10, 6, "0.001 0.01 0.1 1 10")]
    [InlineData(0.02, 3, 6, "0.03 0.1 0.3 1 3")]
    [InlineData(1e-12, 1e12, 6, "1e-12 1e-7 0.01 1,000 1e8")]
    [InlineData(2.1, 2.9, 5, "2.2 2.4 2.6 2.8")]
    public void Logarithmic_ticks_are_powers_of_ten_and_what_lies_between_where_there_is_room(
        double low,
        double high,
        int wanted,
        string labels
    ) => Assert.Equal(labels, string.Join(' ', Ticks.Logarithmic(low, high, wanted).Labels));

    [Fact]
    public void Shares_are_labelled_in_percent() =>
        Assert.Equal(
            "98.0\u00A0% 98.5\u00A0% 99.0\u00A0%",
            string.Join(' ', Ticks.Linear(0.98, 0.99, 2, percent: true).Labels)
        );

    [Property(MaxTest = 500)]
    public void Ticks_of_any_range_lie_in_it_ascend_and_are_few(double a, double b)
    {
        if (!double.IsFinite(a) || !double.IsFinite(b) || a == b)
            return;
        (double low, double high) = (
            Math.Clamp(Math.Min(a, b), -1e300, 1e300),
            Math.Clamp(Math.Max(a, b), -1e300, 1e300)
        );
        AssertTicks(Ticks.Linear(low, high, 5), low, high);
        if (low > 0)
            AssertTicks(Ticks.Logarithmic(low, high, 5), low, high);
    }

    static void AssertTicks(Ticks ticks, double low, double high)
    {
        double air = (high / 2 - low / 2) * 1e-6;
        Assert.InRange(ticks.Values.Length, 0, 24);
        Assert.All(
            ticks.Values,
            value => Assert.InRange(value, low - air - Math.Abs(low) * 1e-9, high + air + Math.Abs(high) * 1e-9)
        );
        Assert.Equal(ticks.Values.Order(), ticks.Values);
        Assert.Equal(ticks.Values.Length, ticks.Labels.Length);
    }
}
