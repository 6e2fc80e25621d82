using Surefoot.Training.Comparing;

namespace Surefoot.Training.Tests.Comparing;

public sealed class RateSearchTests
{
    [Theory]
    [InlineData(0.001)]
    [InlineData(0.02)]
    [InlineData(0.3)]
    [InlineData(1e-4)]
    public void A_valley_is_found_within_a_quarter_decade(double right)
    {
        List<RateTrial> trials = RateSearch.Run(0.01, 9, (rate, _) => 1 + Math.Pow(Math.Log10(rate / right), 2));
        Assert.InRange(trials.Count, 5, 9);
        Assert.InRange(Math.Abs(Math.Log10(RateSearch.Best(trials).Rate / right)), 0, 0.25);
    }

    [Fact]
    public void Where_everything_diverges_it_goes_down()
    {
        List<RateTrial> trials = RateSearch.Run(1, 6, (rate, _) => rate > 0.05 ? double.NaN : rate);
        Assert.True(trials[^1].Rate < 0.1);
        Assert.All(
            trials.Where(trial => trial.Rate > 0.05),
            trial => Assert.Equal(double.PositiveInfinity, trial.ValidationLoss)
        );
        Assert.True(double.IsFinite(RateSearch.Best(trials).ValidationLoss));
    }

    [Fact]
    public void No_rate_is_tried_twice_the_first_is_the_start_and_the_search_ends_once_the_neighbours_are_known()
    {
        List<int> numbers = [];
        List<RateTrial> trials = RateSearch.Run(
            0.00123,
            50,
            (rate, number) =>
            {
                numbers.Add(number);
                return Math.Abs(Math.Log(rate));
            }
        );
        Assert.Equal(0.00123, trials[0].Rate);
        Assert.Equal(trials.Count, trials.Select(trial => trial.Rate).Distinct().Count());
        Assert.Equal(Enumerable.Range(1, trials.Count), numbers);
        Assert.InRange(trials.Count, 9, 15);
    }
}
