using Surefoot.Training.Comparing;

namespace Surefoot.Training.Tests.Comparing;

public sealed class SpreadTests
{
    [Fact]
    public void Mean_and_deviation_of_the_sample_leave_out_what_is_not_finite() =>
        Assert.Equal(new Spread(3, 2, 3), Spread.Of([1, double.NaN, 3, 5, double.PositiveInfinity]));

    [Fact]
    public void One_value_has_no_deviation_and_none_has_no_mean()
    {
        Assert.Equal(new Spread(7, double.NaN, 1), Spread.Of([7]));
        Assert.Equal(new Spread(double.NaN, double.NaN, 0), Spread.Of([]));
        Assert.Equal("{\"mean\":null,\"deviation\":null,\"count\":0}", Spread.Of([]).ToJson().ToJsonString());
    }
}
