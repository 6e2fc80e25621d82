using System.Numerics;
using Surefoot.Optimizers;
using Surefoot.Probe;
using Surefoot.Rules;

namespace Surefoot.Tests.Rules;

/// <summary>
/// An ε too small for float is 0 there, and the step without gradient is 0 and not 0/0, as where ε itself is 0.
/// </summary>
public class RoundedEpsilonTests
{
    const int Length = 37;

    // 1e-50 is 0 in float, and a number like others in double.
    const double Tiny = 1e-50;

    /// <summary>Every variant of every rule that has an ε.</summary>
    public static TheoryData<string> WithEpsilon =>
        [.. Variant.All.Where(row => Epsilon(row) is not null).Select(row => row.Name)];

    [Fact]
    public void Every_optimizer_of_the_house_that_has_an_epsilon_is_among_them() =>
        Assert.Equal(
            ["rmsprop", "adagrad", "adam", "nadam", "adadelta"],
            OptimizerKind
                .All.DistinctBy(kind => kind.Key)
                .Where(kind => kind.Settings.Any(setting => setting.Key == "epsilon"))
                .Select(kind => kind.Name)
        );

    [Theory]
    [MemberData(nameof(WithEpsilon))]
    public void Without_a_gradient_nothing_moves(string name)
    {
        Rests<float>(name);
        Rests<double>(name);
    }

    [Theory]
    [MemberData(nameof(WithEpsilon))]
    public void In_float_it_is_no_epsilon(string name)
    {
        var row = Variant.Named(name);
        // Adadelta refuses 0 itself; that it has none is that its squared moves never grow.
        if (row.Options is AdadeltaOptions)
        {
            float[] weights = new float[Length],
                gradients = new float[Length];
            var adadelta = With(row, Tiny).Create<float>(Length);
            for (int step = 1; step <= 20; step++)
            {
                Gradients.Fill<float>(gradients, step);
                adadelta.Step(weights, gradients);
            }
            Assert.All(weights, weight => Assert.Equal(0, weight));
            Assert.All(Rates(adadelta), rate => Assert.Equal(0, rate));
            return;
        }
        Optimizer<float> tiny = With(row, Tiny).Create<float>(Length),
            none = With(row, 0).Create<float>(Length);
        float[] a = new float[Length],
            b = new float[Length],
            g = new float[Length];
        Gradients.Weights<float>(a);
        Gradients.Weights<float>(b);
        for (int step = 1; step <= 20; step++)
        {
            Gradients.Fill<float>(g, step);
            tiny.Step(a, g);
            none.Step(b, g);
        }
        Assert.Equal(b, a);
        Assert.Equal(Rates(none), Rates(tiny));
        Assert.All(a, weight => Assert.True(float.IsFinite(weight)));
    }

    static void Rests<T>(string name)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var row = Variant.Named(name);
        var optimizer = With(row with { Options = row.Options with { WeightDecay = 0 } }, Tiny).Create<T>(Length);
        T[] weights = new T[Length],
            before = new T[Length];
        Gradients.Weights<T>(before);
        before.CopyTo(weights, 0);
        for (int step = 1; step <= 3; step++)
            optimizer.Step(weights, new T[Length]);
        Assert.Equal(before, weights);
        Assert.All(Rates(optimizer), rate => Assert.False(T.IsNaN(rate)));
        Assert.All(
            optimizer.State,
            slot => Assert.All(slot.Values.ToArray(), value => Assert.True(T.IsFinite(value), slot.Name))
        );
    }

    static T[] Rates<T>(Optimizer<T> optimizer)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var rates = new T[Length];
        optimizer.EffectiveRates(rates);
        return rates;
    }

    static OptimizerSetting? Epsilon(Variant row) =>
        OptimizerKind.Of(row.Options)?.Settings.SingleOrDefault(setting => setting.Key == "epsilon");

    static Variant With(Variant row, double epsilon) => row with { Options = Epsilon(row)!.Set(row.Options, epsilon) };
}
