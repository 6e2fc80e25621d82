using System.Numerics;
using System.Runtime.InteropServices;
using Surefoot.Clipping;
using Surefoot.Memory;
using Surefoot.Optimizers;
using Surefoot.Probe;
using Surefoot.Rules;
using Surefoot.Sparse;
using Surefoot.Threading;

namespace Surefoot.Tests.Optimizers;

/// <summary>
/// A gradient that is no finite number, or whose square is not, reaches neither weights nor state, wherever it stands.
/// </summary>
public class NonFiniteTests
{
    public static TheoryData<string> Variants => [.. Variant.All.Select(variant => variant.Name)];

    [Theory]
    [MemberData(nameof(Variants))]
    public void Stop_and_Skip_leave_every_byte(string name)
    {
        foreach (int length in new[] { 1, 7, 64, 300 })
        {
            Untouched<float>(Variant.Named(name), length, null);
            Untouched<double>(Variant.Named(name), length, null);
        }
    }

    [Theory]
    [InlineData("rmsprop")]
    [InlineData("rmsprop graves")]
    [InlineData("adam amsgrad")]
    public void And_so_they_do_when_threads_share_the_step(string name)
    {
        using var pool = new WorkerPool(3);
        Untouched<float>(Variant.Named(name), 33_003, pool, stride: 9_700);
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void What_is_let_pass_leaves_everything_finite(string name)
    {
        LargestPasses<float>(Variant.Named(name));
        LargestPasses<double>(Variant.Named(name));
    }

    [Fact]
    public void Allow_lets_it_through()
    {
        var optimizer = new RmsProp { NonFinite = NonFinitePolicy.Allow };
        float[] weights = [1, 1];
        optimizer.Step(weights, [float.NaN, 1]);
        Assert.True(float.IsNaN(weights[0]));
        Assert.True(float.IsFinite(weights[1]));
    }

    [Fact]
    public void A_gradient_that_clipping_by_value_will_shorten_need_only_be_finite()
    {
        var optimizer = new RmsProp { Clipping = GradientClipping.ByValue(1) };
        float[] weights = [1];
        optimizer.Step(weights, [float.MaxValue]);
        Assert.True(float.IsFinite(weights[0]));
        Assert.Throws<NonFiniteGradientException>(() => optimizer.Step(weights, [float.PositiveInfinity]));
    }

    [Theory]
    [InlineData(ClippingKind.Norm)]
    [InlineData(ClippingKind.GlobalNorm)]
    public void A_gradient_that_clipping_by_norm_will_shorten_may_be_too_large_to_square(ClippingKind kind)
    {
        var clipping = kind == ClippingKind.Norm ? GradientClipping.ByNorm(1) : GradientClipping.ByGlobalNorm(1);
        var layout = new ParameterLayout();
        layout.Add("weights", 2);
        foreach (
            var options in new OptimizerOptions[]
            {
                new RmsPropOptions(),
                RmsPropOptions.Graves2013,
                new AdaGradOptions(),
                new AdamOptions(),
            }
        )
        {
            float[] huge = [0, 0],
                unit = [0, 0];
            var dense = new Optimizer<float>(options) { Layout = layout, Clipping = clipping };
            var small = new Optimizer<float>(options) { Layout = layout };
            dense.Step(huge, [3e20f, -4e20f]);
            small.Step(unit, [0.6f, -0.8f]);
            Near(unit, huge);
            Assert.Throws<NonFiniteGradientException>(() => dense.Step(huge, [1, float.PositiveInfinity]));
            Assert.Throws<NonFiniteGradientException>(() => dense.Step(huge, [1, float.NaN]));
            // Beyond this the factor would have no digits in float.
            Assert.Throws<NonFiniteGradientException>(() => dense.Step(huge, [1, 1e32f]));
            if (options is AdamOptions)
                continue;
            float[] table = [0, 0];
            new RowSparseOptimizer<float>(options, 1, 2) { Clipping = clipping }.Step(table, [0], [3e20f, -4e20f]);
            Near(unit, table);
        }
        // A limit that the rule itself cannot square opens nothing.
        var wide = new RmsProp { Layout = layout, Clipping = GradientClipping.ByGlobalNorm(1e25) };
        Assert.Throws<NonFiniteGradientException>(() => wide.Step(new float[2], [1, 1e20f]));

        static void Near(float[] expected, float[] actual)
        {
            for (int i = 0; i < expected.Length; i++)
                Assert.Equal(expected[i], actual[i], 1e-6 * Math.Abs(expected[i]));
        }
    }

    [Fact]
    public void A_norm_whose_square_overflows_still_shortens()
    {
        var layout = new ParameterLayout();
        layout.Add("a", 2);
        layout.Add("b", 1);
        foreach (double scale in new[] { 1, 0.01, 7 })
        {
            foreach (
                var (clipping, length) in new[]
                {
                    (GradientClipping.ByGlobalNorm(2), 3.0),
                    (GradientClipping.ByNorm(2), Math.Sqrt(5)),
                }
            )
            {
                double[] weights = [0, 0, 0],
                    table = [0, 0, 0];
                new Optimizer<double>(new SgdOptions { LearningRate = 1 })
                {
                    Layout = layout,
                    Clipping = clipping,
                    GradientScale = scale,
                }.Step(weights, [-1e200, -2e200, -2e200]);
                Assert.Equal(
                    [2 / length, 4 / length, clipping.Kind == ClippingKind.Norm ? 2 : 4 / length],
                    weights,
                    (x, y) => Math.Abs(x - y) < 1e-12
                );
                new RowSparseOptimizer<double>(new SgdOptions { LearningRate = 1 }, 3, 1)
                {
                    Clipping = clipping,
                    GradientScale = scale,
                }.Step(table, [0, 1, 2], [-1e200, -2e200, -2e200]);
                Assert.Equal([2 / 3.0, 4 / 3.0, 4 / 3.0], table, (x, y) => Math.Abs(x - y) < 1e-12);
            }
        }
    }

    static void Untouched<T>(Variant variant, int length, WorkerPool? pool, int stride = 97)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        // Two parameters, so that a place in the arena and a place in its parameter differ.
        var layout = new ParameterLayout();
        layout.Add("head", length / 3);
        layout.Add("tail", length - (length / 3));
        foreach (int goodSteps in new[] { 0, 3 })
        {
            foreach (var policy in new[] { NonFinitePolicy.Stop, NonFinitePolicy.Skip })
            {
                Optimizer<T> Make() =>
                    new(variant.Options)
                    {
                        Clipping = variant.Clipping,
                        GradientScale = variant.GradientScale,
                        Layout = layout,
                        Pool = pool,
                        NonFinite = policy,
                    };
                Optimizer<T> optimizer = Make(),
                    undisturbed = Make();
                T[] weights = new T[length],
                    gradients = new T[length];
                Gradients.Weights<T>(weights);
                T[] calm = [.. weights];
                for (int step = 1; step <= goodSteps; step++)
                {
                    Gradients.Fill<T>(gradients, step);
                    optimizer.Step(weights, gradients);
                    undisturbed.Step(calm, gradients);
                }
                Gradients.Fill<T>(gradients, goodSteps + 1);
                int skipped = 0;
                foreach (int place in Places(length, stride))
                {
                    foreach (T bad in Bad<T>(variant))
                    {
                        T good = gradients[place];
                        gradients[place] = bad;
                        if (policy == NonFinitePolicy.Skip)
                        {
                            optimizer.Step(weights, gradients);
                            Assert.Equal(++skipped, optimizer.SkippedSteps);
                        }
                        else
                        {
                            var refused = Assert.Throws<NonFiniteGradientException>(() =>
                                optimizer.Step(weights, gradients)
                            );
                            var parameter = layout.Find(place);
                            Assert.Equal(
                                (parameter.Name, place - parameter.Offset, goodSteps + 1),
                                (refused.Parameter, refused.Index, (int)refused.Step)
                            );
                            Assert.Equal(double.CreateTruncating(bad), refused.Value);
                            Assert.Contains(parameter.Name, refused.Message, StringComparison.Ordinal);
                        }
                        gradients[place] = good;
                        Assert.Equal(goodSteps, optimizer.Steps);
                        SameBytes(calm, weights);
                        if (goodSteps > 0)
                            AllSame(
                                Trajectory.Everything<T>(undisturbed, calm),
                                Trajectory.Everything<T>(optimizer, weights)
                            );
                    }
                }
                // The step that follows is as if nothing had been.
                optimizer.Step(weights, gradients);
                undisturbed.Step(calm, gradients);
                AllSame(Trajectory.Everything<T>(undisturbed, calm), Trajectory.Everything<T>(optimizer, weights));
            }
        }
    }

    static void LargestPasses<T>(Variant variant)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var optimizer = variant.Create<T>(2);
        double largest =
            Math.Min(Largest<T>(), variant.Options.GradientLimit(Largest<T>())) / Math.Max(1, variant.GradientScale);
        // Gradient descent itself moves a weight by η·g; a tenth of the range leaves room for the momentum of ten
        // steps.
        if (variant.Options is SgdOptions)
            largest /= 10;
        T[] weights = [T.One, T.One];
        for (int step = 0; step < 10; step++)
        {
            T g = T.CreateTruncating(0.99 * largest);
            optimizer.Step(weights, [g, step % 2 == 0 ? g : -g]);
        }
        foreach (T value in Trajectory.Everything<T>(optimizer, weights).SelectMany(values => values))
            Assert.True(T.IsFinite(value), $"{typeof(T).Name}: {value}");
    }

    static double Largest<T>() => typeof(T) == typeof(float) ? float.MaxValue : double.MaxValue;

    static IEnumerable<int> Places(int length, int stride)
    {
        yield return 0;
        for (int place = stride; place < length - 1; place += stride)
            yield return place;
        if (length > 1)
            yield return length - 1;
    }

    static IEnumerable<T> Bad<T>(Variant variant)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        yield return T.NaN;
        yield return T.PositiveInfinity;
        yield return T.NegativeInfinity;
        double largest = Largest<T>(),
            limit = variant.Options.GradientLimit(largest);
        // Too large to square; gradient descent squares nothing, and clipping comes first.
        if (limit < largest && variant.Clipping is null)
            yield return T.CreateTruncating(-1.01 * limit / variant.GradientScale);
    }

    static void AllSame<T>(T[][] expected, T[][] actual)
        where T : unmanaged
    {
        for (int i = 0; i < expected.Length; i++)
            SameBytes(expected[i], actual[i]);
    }

    static void SameBytes<T>(T[] expected, T[] actual)
        where T : unmanaged =>
        Assert.True(MemoryMarshal.AsBytes<T>(expected).SequenceEqual(MemoryMarshal.AsBytes<T>(actual)));
}
