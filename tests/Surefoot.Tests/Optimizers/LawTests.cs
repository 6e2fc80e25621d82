using System.Numerics;
using System.Runtime.InteropServices;
using Surefoot.Clipping;
using Surefoot.Memory;
using Surefoot.Optimizers;
using Surefoot.Probe;
using Surefoot.Rules;
using Surefoot.Schedules;

namespace Surefoot.Tests.Optimizers;

/// <summary>
/// What holds for every optimizer, over one table of them all, in float and in double: a row added to the table buys
/// every law.
/// </summary>
public class LawTests
{
    const int Length = 203;

    public static TheoryData<string> Variants => [.. Variant.All.Select(variant => variant.Name)];

    public static TheoryData<string> WithoutEpsilon =>
        ["rmsprop hinton", "rmsprop no epsilon, momentum", "adagrad no epsilon", "adam no epsilon"];

    [Theory]
    [MemberData(nameof(Variants))]
    public void It_lowers_a_quadratic_and_Rosenbrocks_function(string name)
    {
        var variant = Variant.Named(name);
        // Plain descent must stay below 2/curvature, which in Rosenbrock's valley is 2/1000 and less.
        // Lion moves by its rate alone: at its own, 1e-4, a thousand steps go 0.1 at most.
        double rate = variant.Options is LionOptions ? 1e-3 : variant.Options.LearningRate,
            gentle = variant.Options is SgdOptions ? 1e-4 : rate;
        Lowers<float>(Problem.Quadratic, variant, rate, 1000, 0.5);
        Lowers<double>(Problem.Quadratic, variant, rate, 1000, 0.5);
        Lowers<float>(Problem.Rosenbrock, variant, gentle, 1000, 0.5);
        Lowers<double>(Problem.Rosenbrock, variant, gentle, 1000, 0.5);
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void Saved_and_restored_at_any_step_it_never_stopped(string name)
    {
        Resumes<float>(Variant.Named(name));
        Resumes<double>(Variant.Named(name));
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void And_so_with_a_schedule_a_rate_changed_by_hand_and_groups(string name)
    {
        ResumesWithAllAtOnce<float>(Variant.Named(name));
        ResumesWithAllAtOnce<double>(Variant.Named(name));
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void Maximising_the_negative_is_minimising(string name)
    {
        Turns<float>(Variant.Named(name));
        Turns<double>(Variant.Named(name));
    }

    [Theory]
    [MemberData(nameof(WithoutEpsilon))]
    public void Without_epsilon_the_scale_of_the_gradients_does_not_matter(string name)
    {
        Scales<float>(Variant.Named(name), 2e-5);
        Scales<double>(Variant.Named(name), 1e-13);
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void Groups_of_equal_settings_may_be_merged(string name)
    {
        Merges<float>(Variant.Named(name));
        Merges<double>(Variant.Named(name));
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void A_group_steps_as_an_optimizer_of_its_own_would(string name)
    {
        var variant = Variant.Named(name);
        // A global norm is the one thing that all groups share.
        if (variant.Clipping is { Kind: ClippingKind.GlobalNorm })
            return;
        Separates<float>(variant);
        Separates<double>(variant);
    }

    static void Lowers<T>(Problem problem, Variant variant, double learningRate, int steps, double to)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var row = variant with { Options = variant.Options with { LearningRate = learningRate } };
        var optimizer = row.Create<T>(problem.Start.Length);
        T[] weights = [.. problem.Start.Select(T.CreateTruncating)],
            gradients = new T[weights.Length];
        for (int step = 1; step <= steps; step++)
        {
            problem.GradientAt<T>(weights, gradients, variant.Options.Maximize ? -1 : 1);
            optimizer.Step(weights, gradients);
        }
        double before = problem.Value(problem.Start),
            after = problem.ValueAt<T>(weights);
        Assert.True(after < to * before, $"{problem.Name} in {typeof(T).Name}: from {before} to {after}");
    }

    static void Resumes<T>(Variant variant)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        const int Steps = 12;
        var whole = Trajectory.Run<T>(variant, Length, Steps);
        for (int stop = 0; stop <= Steps; stop++)
        {
            var first = variant.Create<T>(Length);
            T[] weights = new T[Length],
                gradients = new T[Length];
            Gradients.Weights<T>(weights);
            for (int step = 1; step <= stop; step++)
                Take(first, weights, gradients, step);
            var saved = first.Save();
            // What happens to the first optimizer afterwards must not reach the copy.
            Take(first, (T[])weights.Clone(), gradients, 99);
            var second = variant.Create<T>(Length);
            second.Restore(saved);
            for (int step = stop + 1; step <= Steps; step++)
                Take(second, weights, gradients, step);
            Assert.Equal(Steps, second.Steps);
            Same(whole, Trajectory.Everything<T>(second, weights), $"stopped after {stop}");
        }
    }

    // The rate follows a schedule, is lowered by hand on the way, and the middle parameter has settings of its own.
    static void ResumesWithAllAtOnce<T>(Variant variant)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        const int Steps = 8,
            Lowered = 3;
        T[] whole = new T[Length],
            gradients = new T[Length];
        Gradients.Weights<T>(whole);
        var never = Make();
        for (int step = 1; step <= Steps; step++)
            Go(never, whole, step);
        for (int stop = 0; stop <= Steps; stop++)
        {
            var first = Make();
            var weights = new T[Length];
            Gradients.Weights<T>(weights);
            for (int step = 1; step <= stop; step++)
                Go(first, weights, step);
            var second = Make();
            second.Restore(first.Save());
            Assert.Equal(first.LearningRate, second.LearningRate);
            for (int step = stop + 1; step <= Steps; step++)
                Go(second, weights, step);
            Same(
                Trajectory.Everything<T>(never, whole),
                Trajectory.Everything<T>(second, weights),
                $"stopped after {stop}"
            );
        }

        void Go(Optimizer<T> optimizer, T[] weights, int step)
        {
            if (step == Lowered)
                optimizer.LearningRate *= 0.3;
            Take(optimizer, weights, gradients, step);
        }

        Optimizer<T> Make()
        {
            var optimizer = new Optimizer<T>(variant.Options)
            {
                Clipping = variant.Clipping,
                GradientScale = variant.GradientScale,
                Layout = Layout(),
                Schedule = new WarmupSchedule(3, new CosineSchedule(Steps, last: 0.1)),
            };
            optimizer.AddGroup(
                "middle",
                variant.Options with
                {
                    LearningRate = variant.Options.LearningRate * 0.7,
                    WeightDecay = 0.03,
                },
                parameter => parameter.Name == "middle"
            );
            return optimizer;
        }
    }

    static void Turns<T>(Variant variant)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var turned = variant with { Options = variant.Options with { Maximize = !variant.Options.Maximize } };
        Optimizer<T> one = variant.Create<T>(Length),
            other = turned.Create<T>(Length);
        T[] a = new T[Length],
            b = new T[Length],
            g = new T[Length],
            minus = new T[Length];
        Gradients.Weights<T>(a);
        Gradients.Weights<T>(b);
        for (int step = 1; step <= 20; step++)
        {
            Gradients.Fill<T>(g, step);
            for (int i = 0; i < g.Length; i++)
                minus[i] = -g[i];
            one.Step(a, g);
            other.Step(b, minus);
        }
        Same(Trajectory.Everything<T>(one, a), Trajectory.Everything<T>(other, b), "turned");
    }

    static void Scales<T>(Variant variant, double tolerance)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Optimizer<T> one = variant.Create<T>(Length),
            other = variant.Create<T>(Length);
        T[] a = new T[Length],
            b = new T[Length],
            g = new T[Length],
            large = new T[Length];
        for (int step = 1; step <= 50; step++)
        {
            for (int i = 0; i < g.Length; i++)
            {
                g[i] = T.CreateTruncating(0.3 + Math.Sin((i * 0.37) + step));
                large[i] = T.CreateTruncating(1000) * g[i];
            }
            one.Step(a, g);
            other.Step(b, large);
        }
        for (int i = 0; i < Length; i++)
            Assert.Equal(
                double.CreateTruncating(a[i]),
                double.CreateTruncating(b[i]),
                tolerance * 50 * variant.Options.LearningRate * 10
            );
    }

    static void Merges<T>(Variant variant)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var layout = Layout();
        Optimizer<T> one = Over<T>(variant, layout),
            parted = Over<T>(variant, layout);
        parted.AddGroup("twins", variant.Options with { }, parameter => parameter.Name == "middle");
        T[] a = new T[Length],
            b = new T[Length],
            g = new T[Length];
        Gradients.Weights<T>(a);
        Gradients.Weights<T>(b);
        for (int step = 1; step <= 10; step++)
        {
            Gradients.Fill<T>(g, step);
            // A rate that was changed by hand is changed for both.
            if (step == 5)
                one.LearningRate = parted.LearningRate = one.LearningRate * 0.3;
            one.Step(a, g);
            parted.Step(b, g);
        }
        Same(Trajectory.Everything<T>(one, a), Trajectory.Everything<T>(parted, b), "merged");
    }

    static void Separates<T>(Variant variant)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var layout = Layout();
        var middle = layout.Entries[1];
        var own = variant with
        {
            Options = variant.Options with { LearningRate = variant.Options.LearningRate * 0.7, WeightDecay = 0.03 },
        };
        var single = new ParameterLayout();
        single.Add("middle", middle.Length);
        Optimizer<T> grouped = Over<T>(variant, layout),
            alone = Over<T>(own, single);
        grouped.AddGroup("middle", own.Options, parameter => parameter.Name == "middle");
        T[] a = new T[Length],
            g = new T[Length];
        Gradients.Weights<T>(a);
        T[] b = a[middle.Offset..(middle.Offset + middle.Length)];
        for (int step = 1; step <= 10; step++)
        {
            Gradients.Fill<T>(g, step);
            grouped.Step(a, g);
            alone.Step(b, g.AsSpan(middle.Offset, middle.Length));
        }
        Same([a[middle.Offset..(middle.Offset + middle.Length)]], [b], "group");
    }

    static ParameterLayout Layout()
    {
        var layout = new ParameterLayout();
        layout.Add("first", 17);
        layout.Add("middle", 101);
        layout.Add("last", Length - 118);
        return layout;
    }

    static Optimizer<T> Over<T>(Variant variant, ParameterLayout layout)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        new(variant.Options)
        {
            Clipping = variant.Clipping,
            GradientScale = variant.GradientScale,
            Layout = layout,
        };

    static void Take<T>(Optimizer<T> optimizer, T[] weights, T[] gradients, int step)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Gradients.Fill<T>(gradients, step);
        optimizer.Step(weights, gradients);
    }

    static void Same<T>(T[][] expected, T[][] actual, string what)
        where T : unmanaged
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
            Assert.True(
                MemoryMarshal.AsBytes<T>(expected[i]).SequenceEqual(MemoryMarshal.AsBytes<T>(actual[i])),
                $"{typeof(T).Name}, {what}: array {i} differs."
            );
    }
}
