using Surefoot.Clipping;
using Surefoot.Optimizers;
using Surefoot.Rules;
using Surefoot.Schedules;
using Surefoot.Sparse;
using Surefoot.Threading;
using Surefoot.Training.Autodiff;
using Surefoot.Training.Layers;
using Surefoot.Training.Losses;
using Surefoot.Training.Models;

namespace Surefoot.Training.Tests.Models;

/// <summary>
/// A network with a row-sparse table, clipped by global norm, moves as if all its weights lay in one arena; whatever
/// rate and scale the arena has, and however often an optimizer of the network was made of it.
/// </summary>
public class NetworkOptimizerTests
{
    const int Rows = 9,
        Width = 4,
        Places = 3,
        Count = 5;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Tables_and_arena_are_clipped_as_one(int made)
    {
        var embedding = new Embedding<double>(Rows, Width, name: "embedding1");
        var network = new Network<double>(
            new Sequential<double>(
                embedding,
                new Flatten<double>(),
                new Dense<double>(Places * Width, 3, name: "dense1")
            ),
            new(1),
            3
        );
        var options = new RmsPropOptions
        {
            LearningRate = 0.01,
            Momentum = 0.9,
            Epsilon = 1e-3,
        };
        var clipping = GradientClipping.ByGlobalNorm(0.05);
        var arena = new Optimizer<double>(options) { Layout = network.Layout, Clipping = clipping };
        var optimizer = new NetworkOptimizer<double>(network, arena);
        for (int i = 1; i < made; i++)
            optimizer = new NetworkOptimizer<double>(network, arena);
        var whole = new Optimizer<double>(options) { Clipping = clipping };
        double[] weights = Weights(network);
        using var pool = new WorkerPool(1);
        using var tape = new Tape<double>(pool);
        float[] targets = [.. Enumerable.Range(0, Count).Select(i => (float)(i % 3))];
        for (int step = 0; step < 50; step++)
        {
            tape.Rewind();
            var x = tape.Input(new(Count, Places));
            for (int i = 0; i < x.Value.Length; i++)
                x.Value[i] = ((i * i) + (step * (i + 1))) % Rows;
            network.ZeroGradients();
            tape.Backward(new SoftmaxCrossEntropy<double>().Apply(tape, network.Forward(tape, x), targets));
            arena.LearningRate = whole.LearningRate = 0.01 / (1 + step);
            arena.GradientScale = whole.GradientScale = 1.0 / (1 + (step % 3));
            whole.Step(weights, [.. network.Gradients, .. network.Tables.SelectMany(DenseGradient)]);
            optimizer.Step();
        }
        foreach (var table in network.Tables)
            table.Flush();
        double[] apart = Weights(network);
        for (int i = 0; i < weights.Length; i++)
            Assert.Equal(weights[i], apart[i], 1e-11);
    }

    [Fact]
    public void A_table_with_an_optimizer_of_its_own_keeps_to_it()
    {
        var embedding = new Embedding<double>(Rows, Width, name: "embedding1");
        var network = new Network<double>(new Sequential<double>(embedding), new(1), 3);
        var own = new RowSparseOptimizer<double>(new SgdOptions { LearningRate = 1 }, Rows, Width);
        network.Tables[0].Optimizer = own;
        var arena = new Optimizer<double>(new SgdOptions { LearningRate = 0.25 })
        {
            Layout = network.Layout,
            Clipping = GradientClipping.ByGlobalNorm(0.1),
            GradientScale = 0.5,
        };
        var optimizer = new NetworkOptimizer<double>(network, arena);
        double before = network.Tables[0].Weight.Value[0];
        network.Tables[0].Use([0]).Fill(3);
        optimizer.Step();
        Assert.Same(own, network.Tables[0].Optimizer);
        Assert.Equal((1, 1), (own.LearningRate, own.GradientScale));
        Assert.Equal(before - 3, network.Tables[0].Weight.Value[0], 1e-12);
    }

    // Whichever has it, the arena or a table, before it or behind it.
    [Theory]
    [InlineData(NonFinitePolicy.Skip, 0)]
    [InlineData(NonFinitePolicy.Skip, 1)]
    [InlineData(NonFinitePolicy.Skip, 2)]
    [InlineData(NonFinitePolicy.Stop, 0)]
    [InlineData(NonFinitePolicy.Stop, 1)]
    [InlineData(NonFinitePolicy.Stop, 2)]
    public void A_gradient_that_is_not_finite_is_met_by_all_alike(NonFinitePolicy policy, int where)
    {
        foreach (GradientClipping? clipping in (GradientClipping?[])[null, GradientClipping.ByGlobalNorm(1)])
        {
            (Network<double> network, Optimizer<double> arena, NetworkOptimizer<double> optimizer) = Two(
                policy,
                clipping
            );
            (Network<double> twin, _, NetworkOptimizer<double> other) = Two(policy, clipping);
            Take(network, optimizer, double.NaN, -1);
            Take(twin, other, double.NaN, -1);
            double[] before = Weights(network);
            if (policy == NonFinitePolicy.Stop)
                Assert.Equal(
                    where == 0 ? "dense1.weight" : $"embedding{where}.table",
                    Assert
                        .Throws<NonFiniteGradientException>(() => Take(network, optimizer, double.NaN, where))
                        .Parameter
                );
            else
                Take(network, optimizer, double.PositiveInfinity, where);
            Assert.Equal(before, Weights(network));
            int skipped = policy == NonFinitePolicy.Skip ? 1 : 0;
            Assert.Equal((1, skipped), (arena.Steps, arena.SkippedSteps));
            Assert.All(
                network.Tables,
                table => Assert.Equal((1, skipped), (table.Optimizer!.Steps, table.Optimizer.SkippedSteps))
            );
            // And nothing is left behind that the next step would meet.
            Take(network, optimizer, 0, -1);
            Take(twin, other, 0, -1);
            Assert.NotEqual(before, Weights(network));
            Assert.Equal(Weights(twin), Weights(network));
        }
    }

    // A policy of its own is the table's; what all do about it is one thing.
    [Fact]
    public void Where_one_of_them_skips_all_skip()
    {
        (Network<double> network, Optimizer<double> arena, NetworkOptimizer<double> optimizer) = Two(
            NonFinitePolicy.Stop,
            null
        );
        network.Tables[1].Optimizer = new(arena.Options, Rows, Width) { NonFinite = NonFinitePolicy.Skip };
        double[] before = Weights(network);
        Take(network, optimizer, double.NaN, 2);
        Assert.Equal(before, Weights(network));
        Assert.Equal((0, 1), (arena.Steps, arena.SkippedSteps));
        Assert.Equal((0, 1), (network.Tables[0].Optimizer!.Steps, network.Tables[0].Optimizer!.SkippedSteps));
    }

    [Fact]
    public void A_schedule_that_gives_no_rate_moves_none_of_them()
    {
        (Network<double> network, Optimizer<double> arena, NetworkOptimizer<double> optimizer) = Two(
            NonFinitePolicy.Stop,
            null
        );
        network.Tables[1].Optimizer = new(arena.Options, Rows, Width) { Schedule = new NoRate() };
        double[] before = Weights(network);
        Assert.Throws<InvalidOperationException>(() => Take(network, optimizer, 0, -1));
        Assert.Equal(before, Weights(network));
        Assert.Equal(0, arena.Steps);
    }

    sealed record NoRate : Schedule
    {
        public override double Factor(long steps) => double.NaN;
    }

    static (Network<double> Network, Optimizer<double> Arena, NetworkOptimizer<double> Optimizer) Two(
        NonFinitePolicy policy,
        GradientClipping? clipping
    )
    {
        var network = new Network<double>(
            new Sequential<double>(
                new Embedding<double>(Rows, Width, name: "embedding1"),
                new Flatten<double>(),
                new Embedding<double>(Rows, Width, name: "embedding2"),
                new Flatten<double>(),
                new Dense<double>(Width * Width, 1, name: "dense1")
            ),
            new(1),
            3
        );
        var arena = new Optimizer<double>(new RmsPropOptions { Momentum = 0.9 })
        {
            Layout = network.Layout,
            NonFinite = policy,
            Clipping = clipping,
        };
        return (network, arena, new(network, arena));
    }

    // A step on gradients of 1, those of rows 1 (twice) and 4 of each table, with one other number in the arena (0) or
    // in a table (1, 2).
    static void Take(Network<double> network, NetworkOptimizer<double> optimizer, double odd, int where)
    {
        network.ZeroGradients();
        network.Gradients.Fill(1);
        if (where == 0)
            network.Gradients[3] = odd;
        for (int i = 0; i < 2; i++)
        {
            Span<double> slopes = network.Tables[i].Use([1, 4, 1]);
            slopes.Fill(1);
            if (where == i + 1)
                slopes[Width + 1] = odd;
        }
        optimizer.Step();
    }

    // Squares of such norms overflow.
    [Fact]
    public void Norms_too_large_to_square_are_shared_too()
    {
        var network = new Network<double>(
            new Sequential<double>(
                new Embedding<double>(Rows, Width),
                new Flatten<double>(),
                new Dense<double>(Width, 1)
            ),
            new(1),
            3
        );
        var arena = new Optimizer<double>(new SgdOptions { LearningRate = 1 })
        {
            Layout = network.Layout,
            Clipping = GradientClipping.ByGlobalNorm(5),
        };
        var optimizer = new NetworkOptimizer<double>(network, arena);
        double[] before = Weights(network);
        network.ZeroGradients();
        network.Gradients[0] = 3e200;
        Span<double> slopes = network.Tables[0].Use([1]);
        slopes.Clear();
        slopes[0] = 4e200;
        optimizer.Step();
        double[] moves = [.. Weights(network).Zip(before, (now, was) => was - now)];
        Assert.Equal(3, moves[0], 1e-12);
        Assert.Equal(4, moves[network.Parameters.Length + Width], 1e-12);
        Assert.Equal(7, moves.Sum(), 1e-12);
    }

    static double[] Weights(Network<double> network) =>
        [.. network.Parameters, .. network.Tables.SelectMany(table => table.Weight.Value.ToArray())];

    static double[] DenseGradient(RowSparseTable<double> table)
    {
        var dense = new double[table.Rows * table.Width];
        for (int i = 0; i < table.Gradients.Length; i++)
            dense[(table.UsedRows[i / table.Width] * table.Width) + (i % table.Width)] += table.Gradients[i];
        return dense;
    }
}
