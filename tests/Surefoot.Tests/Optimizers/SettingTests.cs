using FsCheck;
using FsCheck.Xunit;
using Surefoot.Clipping;
using Surefoot.Memory;
using Surefoot.Optimizers;
using Surefoot.Rules;
using Surefoot.Stranger;

namespace Surefoot.Tests.Optimizers;

/// <summary>
/// Every setting takes what it should and refuses all else, NaN included, with its name and the value; so does the
/// memory handed in.
/// </summary>
public class SettingTests
{
    static readonly (string Name, Func<double, double> Set, Func<double, bool> Takes)[] Settings =
    [
        ("LearningRate", x => new RmsPropOptions { LearningRate = x }.LearningRate, NotNegative),
        ("WeightDecay", x => new RmsPropOptions { WeightDecay = x }.WeightDecay, NotNegative),
        ("Decay", x => new RmsPropOptions { Decay = x }.Decay, Share),
        ("Epsilon", x => new RmsPropOptions { Epsilon = x }.Epsilon, NotNegative),
        ("Momentum", x => new RmsPropOptions { Momentum = x }.Momentum, Share),
        ("InitialMeanSquare", x => new RmsPropOptions { InitialMeanSquare = x }.InitialMeanSquare, NotNegative),
        ("LearningRate", x => new AdaGradOptions { LearningRate = x }.LearningRate, NotNegative),
        ("Epsilon", x => new AdaGradOptions { Epsilon = x }.Epsilon, NotNegative),
        ("RateDecay", x => new AdaGradOptions { RateDecay = x }.RateDecay, NotNegative),
        ("InitialSum", x => new AdaGradOptions { InitialSum = x }.InitialSum, NotNegative),
        ("Beta1", x => new AdamOptions { Beta1 = x }.Beta1, Share),
        ("Beta2", x => new AdamOptions { Beta2 = x }.Beta2, Share),
        ("Epsilon", x => new AdamOptions { Epsilon = x }.Epsilon, NotNegative),
        ("WeightDecay", x => new AdamOptions { WeightDecay = x }.WeightDecay, NotNegative),
        ("Momentum", x => new SgdOptions { Momentum = x }.Momentum, Share),
        ("Dampening", x => new SgdOptions { Dampening = x }.Dampening, Share),
        ("Beta1", x => new NAdamOptions { Beta1 = x }.Beta1, Share),
        ("Beta2", x => new NAdamOptions { Beta2 = x }.Beta2, Share),
        ("Epsilon", x => new NAdamOptions { Epsilon = x }.Epsilon, NotNegative),
        ("MomentumDecay", x => new NAdamOptions { MomentumDecay = x }.MomentumDecay, NotNegative),
        ("Decay", x => new AdadeltaOptions { Decay = x }.Decay, Share),
        ("Epsilon", x => new AdadeltaOptions { Epsilon = x }.Epsilon, Positive),
        ("Beta1", x => new LionOptions { Beta1 = x }.Beta1, Share),
        ("Beta2", x => new LionOptions { Beta2 = x }.Beta2, Share),
        ("LearningRate", x => new RmsProp { LearningRate = x }.LearningRate, NotNegative),
        ("LearningRate", x => new RmsProp(x).LearningRate, NotNegative),
        ("GradientScale", x => new RmsProp { GradientScale = x }.GradientScale, Positive),
        ("limit", x => GradientClipping.ByValue(x).Limit, Positive),
        ("limit", x => GradientClipping.ByNorm(x).Limit, Positive),
        ("limit", x => GradientClipping.ByGlobalNorm(x).Limit, Positive),
        ("Beta1", x => new AdaBeliefOptions { Beta1 = x }.Beta1, Share),
        ("Beta2", x => new AdaBeliefOptions { Beta2 = x }.Beta2, Share),
        ("Epsilon", x => new AdaBeliefOptions { Epsilon = x }.Epsilon, Positive),
    ];

    // FsCheck draws NaN, the infinities and the ends of the range; the rest comes around 0 and 1, where the borders
    // are.
    [Property(MaxTest = 300, QuietOnSuccess = true)]
    public bool Any_double_is_taken_or_refused_by_name_and_value(double x) =>
        Settings.All(setting =>
            Holds(setting.Name, setting.Set, setting.Takes, x)
            && Holds(setting.Name, setting.Set, setting.Takes, Math.Sin(x) * 1.5)
        );

    static readonly double[] Borders =
    [
        0,
        -0.0,
        1,
        Math.BitDecrement(1),
        Math.BitIncrement(1),
        -1,
        double.Epsilon,
        -double.Epsilon,
        double.MaxValue,
        double.MinValue,
        double.NaN,
        double.PositiveInfinity,
        double.NegativeInfinity,
    ];

    [Fact]
    public void The_borders_are_where_they_are_said_to_be()
    {
        foreach (var setting in Settings)
            Assert.All(
                Borders,
                x => Assert.True(Holds(setting.Name, setting.Set, setting.Takes, x), $"{setting.Name} = {x:R}")
            );
    }

    // A number that is added to a record needs a row above, with the range that is meant.
    [Fact]
    public void Every_number_that_a_record_of_the_house_has_of_its_own_is_among_them()
    {
        var own = OptimizerKind
            .All.DistinctBy(kind => kind.Key)
            .SelectMany(kind => kind.Own.Where(setting => setting.IsNumber))
            .CountBy(setting => setting.Key)
            .ToDictionary();
        Assert.NotEmpty(own);
        Assert.All(
            own,
            pair =>
                Assert.InRange(
                    Settings.Count(row => row.Name.Equals(pair.Key, StringComparison.OrdinalIgnoreCase)),
                    pair.Value,
                    int.MaxValue
                )
        );
    }

    [Fact]
    public void The_range_that_the_list_of_settings_says_is_the_one_that_the_record_checks()
    {
        foreach (OptimizerKind kind in OptimizerKind.All)
        foreach (OptimizerSetting setting in kind.Settings.Where(setting => setting.IsNumber))
            Assert.All(
                Borders,
                x =>
                    Assert.True(
                        Holds(setting.Key, y => setting.Get(setting.Set(kind.Defaults, y)), setting.Range!.Holds, x),
                        $"{kind}, {setting.Key} = {x:R}"
                    )
            );
    }

    [Fact]
    public void Combinations_that_mean_nothing_are_refused()
    {
        Refuses("Momentum", () => new RmsPropOptions { Nesterov = true }.Create<float>());
        Refuses(
            "Dampening",
            () =>
                new SgdOptions
                {
                    Nesterov = true,
                    Momentum = 0.9,
                    Dampening = 0.1,
                }.Create<float>()
        );
        Refuses("Momentum", () => Formula.Of(new SgdOptions { Nesterov = true }));
    }

    [Property(MaxTest = 50, QuietOnSuccess = true)]
    public bool Unequal_lengths_are_refused_with_both(NonNegativeInt parameters, NonNegativeInt gradients)
    {
        var (p, g) = (parameters.Get, gradients.Get);
        if (p == g)
            return true;
        string message = Message(() => new RmsProp().Step(new float[p], new float[g]));
        return message.Contains($"{p} parameters", StringComparison.Ordinal)
            && message.Contains($"{g} gradients", StringComparison.Ordinal);
    }

    [Property(MaxTest = 50, QuietOnSuccess = true)]
    public bool Another_length_than_before_is_refused_with_both(PositiveInt before, NonNegativeInt now)
    {
        var (b, n) = (before.Get, now.Get);
        if (b == n)
            return true;
        var optimizer = new RmsProp();
        optimizer.Step(new float[b], new float[b]);
        string message = Message(() => optimizer.Step(new float[n], new float[n]));
        return optimizer.Steps == 1
            && message.Contains($"for {b} parameters", StringComparison.Ordinal)
            && message.Contains($"{n} were given", StringComparison.Ordinal);
    }

    [Property(MaxTest = 50, QuietOnSuccess = true)]
    public bool Overlapping_memory_is_refused_by_name(PositiveInt length, NonNegativeInt shift)
    {
        int n = length.Get,
            by = shift.Get % n;
        var memory = new float[n + by];
        string message = Message(() => new RmsProp().Step(memory.AsSpan(0, n), memory.AsSpan(by, n)));
        return message.Contains("parameters", StringComparison.Ordinal)
            && message.Contains("gradients", StringComparison.Ordinal)
            && message.Contains("overlap", StringComparison.Ordinal);
    }

    [Fact]
    public void A_list_refuses_memory_that_it_holds_already()
    {
        float[] weights = new float[10],
            gradients = new float[10];
        using var list = new TensorList<float>();
        list.Add("first", weights.AsMemory(0, 6), gradients.AsMemory(0, 6));
        Refuses("first", () => list.Add("second", weights.AsMemory(5, 5), new float[5]));
        Refuses("first", () => list.Add("second", new float[4], weights.AsMemory(0, 4)));
        Refuses("first", () => list.Add("second", gradients.AsMemory(5, 5), new float[5]));
        // Two tensors may share a gradient, and what was refused was not added.
        list.Add("second", weights.AsMemory(6, 4), gradients.AsMemory(0, 4));
        Assert.Equal(2, list.Count);
        Assert.Equal(10, list.Layout.Length);
    }

    [Fact]
    public void A_layout_of_another_length_is_refused_with_both()
    {
        var layout = new ParameterLayout();
        layout.Add("weights", 5);
        Refuses(
            "names 5 weights, but there are 4",
            () => new RmsProp { Layout = layout }.Step(new float[4], new float[4])
        );
    }

    static bool Holds(string name, Func<double, double> set, Func<double, bool> takes, double x)
    {
        if (takes(x))
            return set(x) == x;
        var refused = Assert.Throws<ArgumentOutOfRangeException>(() => set(x));
        return refused.Message.Contains(name, StringComparison.OrdinalIgnoreCase)
            && refused.Message.Contains($"{x}", StringComparison.Ordinal)
            && refused.ActualValue is double value
            && value.Equals(x);
    }

    static string Message(Action act) => Assert.ThrowsAny<ArgumentException>(act).Message;

    static void Refuses(string part, Action act) => Assert.Contains(part, Message(act), StringComparison.Ordinal);

    static bool NotNegative(double x) => double.IsFinite(x) && x >= 0;

    static bool Positive(double x) => double.IsFinite(x) && x > 0;

    static bool Share(double x) => x is >= 0 and < 1;
}
