using System.Numerics;
using Surefoot.Memory;
using Surefoot.Optimizers;

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
        var optimizer = Follow<double>(golden, "float64", 1e-12);
        foreach (var (name, expected, tolerance) in ExpectedState(golden))
        {
            var actual = optimizer.State.Single(slot => slot.Name == name).Values.Span;
            for (int i = 0; i < expected.Length; i++)
                Assert.True(Math.Abs(actual[i] - expected[i]) <= Math.Max(tolerance[i], 1e-290), $"{name}[{i}] is {actual[i]:R}, expected {expected[i]:R}");
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Float_follows_within_2e_5(string id)
    {
        var golden = GoldenCase.Load(id);
        // Where the reference ran in double only, float may differ from it by what float itself loses.
        if (golden.Has("float32")) Follow<float>(golden, "float32", 2e-5);
        else Follow<float>(golden, "float64", 5e-5);
    }

    static Optimizer<T> Follow<T>(GoldenCase golden, string precision, double tolerance)
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
            if (golden.Parameters(precision, step) is not { } expected) continue;
            for (int i = 0; i < expected.Length; i++)
            {
                // Without ε nothing hides that float cannot square 1e-20: those two columns are for double.
                if (golden.Family == "hinton-rmsprop" && typeof(T) == typeof(float) && i is 11 or 13) continue;
                double difference = Math.Abs(double.CreateChecked(weights[i]) - expected[i]);
                Assert.True(difference <= tolerance * Math.Max(Math.Abs(expected[i]), 1e-3), $"step {step}, weight {i}: {weights[i]}, expected {expected[i]:R}");
                compared++;
            }
        }
        Assert.True(compared >= 5 * 15);
        return optimizer;
    }

    // The reference's slots under our names, with what each may differ by.
    static IEnumerable<(string Name, double[] Values, double[] Tolerance)> ExpectedState(GoldenCase golden)
    {
        var options = golden.Options as RmsPropOptions;
        bool adam = golden.Family.StartsWith("torch-adam", StringComparison.Ordinal);
        double[]? mean = golden.State("grad_avg") ?? golden.State("average_gradient") ?? golden.State("mu") ?? golden.State("mg") ?? golden.State("g") ?? golden.State("exp_avg");
        double[]? square = golden.State("square_avg") ?? golden.State("velocity") ?? golden.State("nu") ?? golden.State("rms") ?? golden.State("n")
            ?? golden.State("mean_square") ?? golden.State("exp_avg_sq");
        double[]? buffer = golden.State("momentum_buffer") ?? golden.State("momentum") ?? golden.State("trace") ?? golden.State("delta");

        // Centered, our ḡ is kept corrected.
        double c = options is { Centered: true } ? 1 - Math.Pow(options.Decay, golden.Gradients.Length) : 1;
        if (mean is not null) yield return ("mean_gradient", [.. mean.Select(m => m / c)], Relative(mean, 1e-12 / c));
        if (square is not null && options is { Centered: true })
        {
            // We keep s = v − m², or with bias correction v − m²/c; the reference's own difference loses what both have in common.
            yield return ("variance", [.. square.Zip(mean!, (v, m) => v - (m * m / (options.BiasCorrection ? c : 1)))], Relative(square, 1e-11));
        }
        else if (square is not null)
        {
            yield return ("mean_square", square, Relative(square, 1e-12));
        }
        if (golden.State("max_exp_avg_sq") is { } largest) yield return ("largest_mean_square", largest, Relative(largest, 1e-12));
        if (golden.State("sum") is { } sum) yield return ("sum_of_squares", sum, Relative(sum, 1e-12));
        // TensorFlow 1 keeps a buffer at momentum 0 as well; ours is then not there.
        if (buffer is not null && !adam && golden.Options is RmsPropOptions { Momentum: > 0 } or SgdOptions { Momentum: > 0 })
        {
            // Optax and Graves keep the move itself, which goes down the gradient; ours is what is subtracted.
            if (golden.Family is "optax-rmsprop" or "graves-rmsprop") buffer = [.. buffer!.Select(b => -b)];
            yield return ("momentum", buffer!, [.. buffer!.Select(b => 1e-12 * Math.Max(Math.Abs(b), 1e-3))]);
        }
    }

    static double[] Relative(double[] values, double tolerance) => [.. values.Select(value => tolerance * Math.Abs(value))];
}
