using System.Globalization;
using Surefoot.Clipping;
using Surefoot.Memory;
using Surefoot.Optimizers;
using Surefoot.Rules;

namespace Surefoot.Tests.Optimizers;

/// <summary>Memory of one's own, a flat arena and a list of tensors are three ways to the same bits.</summary>
public class SpanAndListTests
{
    public static TheoryData<RmsPropOptions> Variants =>
        [
            new RmsPropOptions(),
            RmsPropOptions.Keras with
            {
                Momentum = 0.9,
                WeightDecay = 0.01,
            },
            RmsPropOptions.Graves2013,
            RmsPropOptions.Dqn,
            new RmsPropOptions
            {
                Centered = true,
                BiasCorrection = true,
                Epsilon = 1e-4,
            },
        ];

    [Theory]
    [MemberData(nameof(Variants))]
    public void Spans_and_lists_give_the_bits_of_the_flat_arena(RmsPropOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        int[] lengths = [1, 3, 64, 17];
        int total = lengths.Sum();
        float[] flat = Start(total),
            own = Start(total),
            v = new float[total],
            ḡ = new float[options.Centered ? total : 0],
            b = new float[options.Momentum > 0 ? total : 0];
        v.AsSpan().Fill((float)options.InitialMeanSquare);
        using var list = new TensorList<float>();
        var tensors = new List<(float[] Weights, float[] Gradients)>();
        int offset = 0;
        foreach (int length in lengths)
        {
            var tensor = (Start(total)[offset..(offset + length)], new float[length]);
            tensors.Add(tensor);
            list.Add($"tensor {tensors.Count}", tensor.Item1, tensor.Item2);
            offset += length;
        }
        var overFlat = new RmsProp(options);
        var overList = new RmsProp(options);
        for (int step = 1; step <= 30; step++)
        {
            float[] gradients = [.. Enumerable.Range(0, total).Select(i => MathF.Sin((step * 0.7f) + i))];
            overFlat.Step(flat, gradients);
            RmsProp.Step<float>(own, gradients, v, ḡ, b, options, step);
            offset = 0;
            foreach (var (weights, own2) in tensors)
            {
                gradients.AsSpan(offset, own2.Length).CopyTo(own2);
                offset += own2.Length;
            }
            overList.Step(list);
        }
        Assert.Equal(flat, own);
        Assert.Equal(flat, tensors.SelectMany(tensor => tensor.Weights));
    }

    [Fact]
    public void Missing_and_needless_state_is_refused_by_name()
    {
        float[] w = new float[4],
            g = new float[4],
            v = new float[4],
            other = new float[4];
        Contains(
            "There are 4 parameters but a momentum of 0",
            () => RmsProp.Step<float>(w, g, v, options: new() { Momentum = 0.9 })
        );
        Contains("A mean gradient of 4 numbers was given", () => RmsProp.Step<float>(w, g, v, other));
        Contains("a mean square of 3", () => RmsProp.Step<float>(w, g, v.AsSpan(0, 3)));
        Contains("parameters overlaps that of the mean square", () => RmsProp.Step<float>(w, g, w));
        Contains("4 parameters but 3 gradients", () => RmsProp.Step<float>(w, g.AsSpan(0, 3), v));
        Contains(
            "Centered RMSprop needs the number of the step",
            () => RmsProp.Step<float>(w, g, v, other, options: RmsPropOptions.Dqn)
        );
        Contains(
            "Bias-corrected RMSprop needs the number of the step",
            () => RmsProp.Step<float>(w, g, v, options: new() { BiasCorrection = true })
        );
        Contains("step must be a whole number, 1 or more; it is 0", () => RmsProp.Step<float>(w, g, v, step: 0));

        static void Contains(string part, Action act) =>
            Assert.Contains(part, Assert.ThrowsAny<ArgumentException>(act).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Groups_follow_settings_of_their_own()
    {
        var layout = new ParameterLayout();
        layout.Add("dense.weight", 2);
        layout.Add("dense.bias", 1);
        var options = new SgdOptions { LearningRate = 1, WeightDecay = 0.5 };
        var optimizer = new Optimizer<double>(options) { Layout = layout };
        optimizer.AddGroup(
            "biases",
            options with
            {
                WeightDecay = 0,
                LearningRate = 2,
            },
            parameter => parameter.Name.EndsWith(".bias", StringComparison.Ordinal)
        );
        double[] weights = [1, 2, 3];
        optimizer.Step(weights, [0.0, 0, 0.25]);
        Assert.Equal([0.5, 1, 2.5], weights);
        optimizer.LearningRate = 0.5;
        optimizer.Step(weights, [0.0, 0, 0.25]);
        Assert.Equal([0.375, 0.75, 2.25], weights);
        Assert.Throws<ArgumentException>(() =>
            new Optimizer<double>(options).AddGroup("momentum", options with { Momentum = 0.9 }, _ => true)
        );
        Assert.Throws<InvalidOperationException>(() => optimizer.AddGroup("late", options, _ => true));
    }

    [Fact]
    public void Clipping_by_norm_takes_each_parameter_and_by_global_norm_all_together()
    {
        Assert.Equal([0.6, 0.8, 0, 0.5], Moved(GradientClipping.ByNorm(1)), Near);
        Assert.Equal(
            [0.3 * 10 / Math.Sqrt(25.25), 0.4 * 10 / Math.Sqrt(25.25), 0, 0.5 / Math.Sqrt(25.25)],
            Moved(GradientClipping.ByGlobalNorm(1)),
            Near
        );
        Assert.Equal([1, 1, 0, 0.5], Moved(GradientClipping.ByValue(1)), Near);
        Assert.Equal([3, 4, 0, 0.5], Moved(GradientClipping.ByGlobalNorm(100)), Near);
        Assert.Equal([0.3, 0.4, 0, 0.05], Moved(GradientClipping.ByNorm(0.5), 0.1), Near);

        static bool Near(double a, double b) => Math.Abs(a - b) < 1e-12;

        static double[] Moved(GradientClipping clipping, double scale = 1)
        {
            var layout = new ParameterLayout();
            layout.Add("a", 2);
            layout.Add("b", 2);
            var optimizer = new Optimizer<double>(new SgdOptions { LearningRate = 1 })
            {
                Layout = layout,
                Clipping = clipping,
                GradientScale = scale,
            };
            double[] weights = new double[4];
            optimizer.Step(weights, [-3.0, -4, 0, -0.5]);
            return weights;
        }
    }

    [Fact]
    public void Effective_rates_are_those_of_the_formula_and_their_summary_is_within_one_percent()
    {
        const int Count = 10_000;
        var layout = new ParameterLayout();
        layout.Add("steep", Count / 2);
        layout.Add("gentle", Count / 2);
        var optimizer = new Optimizer<float>(new RmsPropOptions { LearningRate = 0.01, Decay = 0.9 })
        {
            Layout = layout,
        };
        float[] weights = new float[Count],
            gradients = [.. Enumerable.Range(0, Count).Select(i => (i < Count / 2 ? 100f : 0.01f) * (1 + (i % 100)))];
        for (int step = 0; step < 5; step++)
            optimizer.Step(weights, gradients);
        var rates = new float[Count];
        optimizer.EffectiveRates(rates);
        for (int i = 0; i < Count; i++)
            Assert.Equal(0.01 / (Math.Sqrt(optimizer.State[0].Values.Span[i]) + 1e-8), rates[i], 1e-6 * rates[i]);

        var all = optimizer.SummarizeRates();
        Array.Sort(rates);
        Assert.Equal(Count, all.Count);
        Assert.Equal(rates[0], all.Smallest, 1e-9);
        Assert.Equal(rates[^1], all.Largest, 1e-6 * rates[^1]);
        Assert.Equal(rates[(int)(0.1 * (Count - 1))], all.Tenth, 0.01 * all.Tenth);
        Assert.Equal(rates[(Count - 1) / 2], all.Median, 0.01 * all.Median);
        // A summary takes the same 128 KiB for any number of weights.
        long before = GC.GetAllocatedBytesForCurrentThread();
        optimizer.SummarizeRates();
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 132 << 10);
        Assert.True(optimizer.SummarizeRates("steep").Largest < optimizer.SummarizeRates("gentle").Smallest);
        Assert.Contains(
            "\"flat\"",
            Assert.Throws<ArgumentException>(() => optimizer.SummarizeRates("flat")).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Averaged_weights_follow_the_formula()
    {
        var average = new WeightAverage<double>(1, decay: 0.9, warmUp: false);
        foreach (double weight in new[] { 1.0, 2, 4 })
            average.Update([weight]);
        Assert.Equal(1 + 0.1 + (0.1 * (4 - 1.1)), average.Values[0], 12);
        var warm = new WeightAverage<double>(1);
        foreach (double weight in new[] { 1.0, 2 })
            warm.Update([weight]);
        Assert.Equal(1 + (9.0 / 11), warm.Values[0], 12);
        Assert.Contains(
            "of 1 weights, but 2",
            Assert.Throws<ArgumentException>(() => warm.Update([1.0, 2])).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Advice_holds_the_numbers_of_the_settings()
    {
        Assert.Contains("0.01, 10 times", new RmsPropOptions().Advice().Single(), StringComparison.Ordinal);
        Assert.Contains(
            "0.00316, 3.16 times",
            new RmsPropOptions { Decay = 0.9 }
                .Advice()
                .Single(),
            StringComparison.Ordinal
        );
        Assert.Contains(
            new RmsPropOptions { EpsilonPlacement = EpsilonPlacement.Inside }.Advice(),
            line => line.Contains("1E-08 inside the root acts like 0.0001", StringComparison.Ordinal)
        );
        Assert.Contains(
            new RmsPropOptions { Momentum = 0.9 }.Advice(),
            line =>
                line.Contains("10 times as long", StringComparison.Ordinal)
                && line.Contains("by 0.1.", StringComparison.Ordinal)
        );
        Assert.Contains(
            new RmsPropOptions { Centered = true }.Advice(),
            line => line.Contains("unbounded", StringComparison.Ordinal)
        );
        Assert.DoesNotContain(
            RmsPropOptions.Dqn.Advice(),
            line => line.Contains("unbounded", StringComparison.Ordinal)
        );
        // √(0.95·0.05): centered, the first variance is ρ·(1−ρ)·g².
        Assert.Contains(
            RmsPropOptions.Dqn.Advice(),
            line =>
                line.Contains(
                    "0.00115, 4.59 times the learning rate, where its gradient is well above 0.459",
                    StringComparison.Ordinal
                )
        );
        Assert.Contains(
            RmsPropOptions.Hinton.Advice(),
            line => line.Contains("however small its gradient is", StringComparison.Ordinal)
        );
        Assert.Contains(
            new RmsPropOptions
            {
                Centered = true,
                BiasCorrection = true,
                Epsilon = 0,
            }.Advice(),
            line => line.Contains("makes a first step of 0", StringComparison.Ordinal)
        );
        Assert.Contains(
            new RmsPropOptions { Centered = true, BiasCorrection = true }.Advice(),
            line => line.Contains("first variance is 0", StringComparison.Ordinal)
        );
        Assert.Empty((RmsPropOptions.TensorFlow1 with { EpsilonPlacement = EpsilonPlacement.Outside }).Advice());
    }

    public static TheoryData<RmsPropOptions> FirstSteps =>
        [
            new(),
            RmsPropOptions.Hinton,
            RmsPropOptions.Dqn,
            RmsPropOptions.Graves2013,
            new() { Momentum = 0.9, Nesterov = true },
            new()
            {
                Centered = true,
                Momentum = 0.5,
                Nesterov = true,
                MomentumForm = MomentumForm.RateInside,
            },
            new() { Epsilon = 1 },
        ];

    [Theory]
    [MemberData(nameof(FirstSteps))]
    public void The_first_step_is_what_the_advice_says(RmsPropOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        double[] weights = [0];
        options.Create<double>().Step(weights, [-1e6]);
        Assert.Contains(
            $"moves each weight by {weights[0].ToString("G3", CultureInfo.InvariantCulture)},",
            options.Advice()[0],
            StringComparison.Ordinal
        );
    }

    static float[] Start(int length) => [.. Enumerable.Range(0, length).Select(i => MathF.Cos(i))];
}
