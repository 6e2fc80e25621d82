using System.Globalization;
using Surefoot.Clipping;
using Surefoot.Optimizers;
using Surefoot.Rules;
using Surefoot.Schedules;
using Surefoot.Sparse;

namespace Surefoot.Tests.Optimizers;

/// <summary>Numbers in texts have a decimal point wherever the program that uses the package runs.</summary>
public class CultureTests
{
    [Fact]
    public void Texts_have_a_decimal_point_under_a_culture_with_a_comma()
    {
        var before = CultureInfo.CurrentCulture;
        var comma = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        comma.NumberFormat.NumberDecimalSeparator = ",";
        CultureInfo.CurrentCulture = comma;
        try
        {
            Assert.Equal("0,5", $"{0.5}");
            Assert.All(
                new RmsPropOptions
                {
                    Momentum = 0.9,
                    Centered = true,
                    Epsilon = 1e-5,
                    EpsilonPlacement = EpsilonPlacement.Inside,
                }.Advice(),
                line => Assert.Matches("[0-9][.][0-9]", line)
            );
            Says("1.5", () => new RmsPropOptions { Decay = 1.5 });
            Says(
                "0.25",
                () =>
                    new SgdOptions
                    {
                        Nesterov = true,
                        Momentum = 0.25,
                        Dampening = 0.25,
                    }.Create<float>()
            );
            Says("-0.5", () => GradientClipping.ByNorm(-0.5));
            Says("1.5E+300", () => new RmsProp<double>().Step(new double[1], [1.5e300]));
            Says("-0.5", () => new RmsProp { Schedule = new Negative() }.Step(new float[1], [1f]));
            Says("0.25", () => new RowSparseOptimizer<float>(new RmsPropOptions { WeightDecay = 0.25 }, 2, 2));
            RmsPropOptions old = new() { Momentum = 0.5 },
                to = new() { Momentum = 0.25 };
            Says("0.25", () => RmsPropTranslation.Translate(new Optimizer<float>(old).Save(), old, to));
            Says(
                "0.75",
                () => RmsPropTranslation.Translate(new Optimizer<float>(old).Save(), old, old with { Decay = 0.75 })
            );
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    // The runtime adds a line of its own to an ArgumentOutOfRangeException.
    static void Says(string number, Action act) =>
        Assert.Contains(number, Assert.ThrowsAny<Exception>(act).Message.Split('\n')[0], StringComparison.Ordinal);

    sealed record Negative : Schedule
    {
        public override double Factor(long steps) => -0.5;
    }
}
