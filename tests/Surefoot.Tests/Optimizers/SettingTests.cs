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
        .. OptimizerKind
            .All.SelectMany(kind => kind.Settings.Select(setting => (kind, setting)))
            .Where(pair => pair.setting.IsNumber)
            .Select(pair =>
                (
                    char.ToUpperInvariant(pair.setting.Key[0]) + pair.setting.Key[1..],
                    (Func<double, double>)(x => pair.setting.Get(pair.setting.Set(pair.kind.Defaults, x))),
                    (Func<double, bool>)pair.setting.Range!.Holds
                )
            ),
        ("LearningRate", x => new AdaGradOptions { LearningRate = x }.LearningRate, NotNegative),
        ("Decay", x => new RmsPropOptions { Decay = x }.Decay, Share),
        ("Epsilon", x => new RmsPropOptions { Epsilon = x }.Epsilon, NotNegative),
        ("LearningRate", x => new RmsProp { LearningRate = x }.LearningRate, NotNegative),
        ("LearningRate", x => new RmsProp(x).LearningRate, NotNegative),
        ("GradientScale", x => new RmsProp { GradientScale = x }.GradientScale, Positive),
        ("limit", x => GradientClipping.ByValue(x).Limit, Positive),
        ("limit", x => GradientClipping.ByNorm(x).Limit, Positive),
        ("limit", x => GradientClipping.ByGlobalNorm(x).Limit, Positive),
        ("Beta1", x => new AdaBeliefOptions { Beta1 = x }.Beta1, Share),
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

    [Fact]
    public void The_borders_are_where_they_are_said_to_be()
    {
        double[] borders =
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
        foreach (var setting in Settings)
            Assert.All(
                borders,
                x => Assert.True(Holds(setting.Name, setting.Set, setting.Takes, x), $"{setting.Name} = {x:R}")
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
