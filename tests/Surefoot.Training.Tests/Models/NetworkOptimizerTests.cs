using Surefoot.Clipping;
using Surefoot.Optimizers;
using Surefoot.Rules;
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
