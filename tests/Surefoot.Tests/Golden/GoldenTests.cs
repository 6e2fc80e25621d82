using System.Numerics;
using Surefoot.Memory;
using Surefoot.Optimizers;
using Surefoot.Rules;

namespace Surefoot.Tests.Golden;

/// <summary>Every stored trajectory is followed, weight by weight and slot by slot.</summary>
public class GoldenTests
{
    public static TheoryData<string> Cases => [.. GoldenCase.Ids];

    [Fact]
    public void All_66_are_here() => Assert.Equal(66, GoldenCase.Ids.Count());

    [Theory]
    [MemberData(nameof(Cases))]
    public void Double_follows_within_1e_12(string id)
    {
        var golden = GoldenCase.Load(id);
        var optimizer = Follow<double>(golden, "float64", _ => 1e-12);
        foreach (var (name, expected, tolerance) in ExpectedState(golden))
        {
            var actual = optimizer.State.Single(slot => slot.Name == name).Values.Span;
            for (int i = 0; i < expected.Length; i++)
                Assert.True(
                    Math.Abs(actual[i] - expected[i]) <= Math.Max(tolerance[i], 1e-290),
                    $"{name}[{i}] is {actual[i]:R}, expected {expected[i]:R}"
                );
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Float_follows_within_2e_5(string id)
    {
        var golden = GoldenCase.Load(id);
        Follow<float>(golden, golden.Has("float32") ? "float32" : "float64", column => FloatReach.Of(id, column));
    }

    // All in double, the two settings rounded to float: what no step in float can make up for.
    [Fact]
    public void Float_settings_alone_miss_the_column_that_comes_near_zero()
    {
        var golden = GoldenCase.Load(FloatReach.NearZero);
        var keras = (RmsPropOptions)golden.Options;
        const int Step = 10,
            Column = FloatReach.NearZeroColumn;
        var optimizer = new Optimizer<double>(
            keras with
            {
                Momentum = (float)keras.Momentum,
                LearningRate = (float)keras.LearningRate,
            }
        );
        double[] weights = [.. golden.Initial];
        for (int step = 1; step <= Step; step++)
            optimizer.Step(weights, golden.Gradients[step - 1]);
        double expected = golden.Parameters("float64", Step)![Column];
        Assert.InRange(Math.Abs(expected), 1e-4, 3e-4);
        Assert.InRange(Math.Abs(weights[Column] - expected) / 1e-3, 2e-5, 3e-5);
    }

    [Fact]
    public void Float_has_few_digits_for_the_squares_of_the_faint_columns()
    {
        float g = 1.1e-20f,
            square = g * g;
        Assert.True(float.IsSubnormal(square));
        Assert.True(Math.Abs((square / ((double)g * g)) - 1) > 1e-6);
    }

    static Optimizer<T> Follow<T>(GoldenCase golden, string precision, Func<int, double> tolerance)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var layout = new ParameterLayout();
        layout.Add("weights", golden.Initial.Length);
        var optimizer = new Optimizer<T>(golden.Options) { Clipping = golden.Clipping, Layout = layout };
        T[] weights = [.. golden.Initial.Select(T.CreateChecked)];
        int compared = 0;
        for (int step = 1; step <= golden.Gradients.Length; step++)
        {
            optimizer.Step(weights, golden.Gradients[step - 1].Select(T.CreateChecked).ToArray());
            if (golden.Parameters(precision, step) is not { } stored)
                continue;
            for (int i = 0; i < stored.Length; i++)
            {
                bool faint = typeof(T) == typeof(float) && FloatReach.IsTooFaint(golden, i);
                double expected = faint
                    ? FloatReach.InFloat(
                        golden,
                        i,
                        golden.Options.LearningRate,
                        ((RmsPropOptions)golden.Options).Decay
                    )[step - 1]
                    : stored[i];
                double difference = Math.Abs(double.CreateChecked(weights[i]) - expected);
                Assert.True(
                    difference <= tolerance(i) * Math.Max(Math.Abs(expected), 1e-3),
                    $"step {step}, weight {i}: {weights[i]}, expected {expected:R}"
                );
                compared++;
            }
        }
        Assert.Equal(5 * golden.Initial.Length, compared);
        return optimizer;
    }

    // The reference's slots under our names, with what each may differ by.
    static IEnumerable<(string Name, double[] Values, double[] Tolerance)> ExpectedState(GoldenCase golden)
    {
        var options = golden.Options as RmsPropOptions;
        bool adam = golden.Family.StartsWith("torch-adam", StringComparison.Ordinal);
        double[]? mean =
            golden.State("grad_avg")
            ?? golden.State("average_gradient")
            ?? golden.State("mu")
            ?? golden.State("mg")
            ?? golden.State("g")
            ?? golden.State("exp_avg");
        double[]? square =
            golden.State("square_avg")
            ?? golden.State("velocity")
            ?? golden.State("nu")
            ?? golden.State("rms")
            ?? golden.State("n")
            ?? golden.State("mean_square")
            ?? golden.State("exp_avg_sq");
        double[]? buffer =
            golden.State("momentum_buffer")
            ?? golden.State("momentum")
            ?? golden.State("trace")
            ?? golden.State("delta");

        // Centered, our ḡ is kept corrected.
        double c = options is { Centered: true } ? 1 - Math.Pow(options.Decay, golden.Gradients.Length) : 1;
        if (mean is not null)
            yield return ("mean_gradient", [.. mean.Select(m => m / c)], Relative(mean, 1e-12 / c));
        if (square is not null && options is { Centered: true })
        {
            // We keep s = v − m², or with bias correction v − m²/c; the reference's own difference loses what both have
            // in common.
            yield return (
                "variance",
                [.. square.Zip(mean!, (v, m) => v - (m * m / (options.BiasCorrection ? c : 1)))],
                Relative(square, 1e-11)
            );
        }
        else if (square is not null)
        {
            yield return ("mean_square", square, Relative(square, 1e-12));
        }
        if (golden.State("max_exp_avg_sq") is { } largest)
            yield return ("largest_mean_square", largest, Relative(largest, 1e-12));
        if (golden.State("sum") is { } sum)
            yield return ("sum_of_squares", sum, Relative(sum, 1e-12));
        // TensorFlow 1 keeps a buffer at momentum 0 as well; ours is then not there.
        if (
            buffer is not null
            && !adam
            && golden.Options is RmsPropOptions { Momentum: > 0 } or SgdOptions { Momentum: > 0 }
        )
        {
            // Optax and Graves keep the move itself, which goes down the gradient; ours is what is subtracted.
            if (golden.Family is "optax-rmsprop" or "graves-rmsprop")
                buffer = [.. buffer!.Select(b => -b)];
            yield return ("momentum", buffer!, [.. buffer!.Select(b => 1e-12 * Math.Max(Math.Abs(b), 1e-3))]);
        }
    }

    static double[] Relative(double[] values, double tolerance) =>
        [.. values.Select(value => tolerance * Math.Abs(value))];
}
