using Surefoot.Clipping;
using Surefoot.Optimizers;
using Surefoot.Threading;
using Surefoot.Training.Autodiff;
using Surefoot.Training.Layers;
using Surefoot.Training.Losses;
using Surefoot.Training.Models;
using Surefoot.Training.Runs;

namespace Surefoot.Training.Tests.Runs;

/// <summary>
/// A network with a row-sparse table, clipped by global norm, moves as if all its weights lay in one arena.
/// </summary>
public class GlobalNormTests
{
    const int Rows = 9,
        Width = 4,
        Places = 3,
        Count = 5;

    [Fact]
    public void Tables_and_arena_are_clipped_as_one()
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
        var tables = new TableOptimizers<double>(network, arena);
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
            whole.Step(weights, [.. network.Gradients, .. network.Tables.SelectMany(DenseGradient)]);
            tables.Step(arena, network);
        }
        foreach (var table in network.Tables)
            table.Flush();
        double[] apart = Weights(network);
        for (int i = 0; i < weights.Length; i++)
            Assert.Equal(weights[i], apart[i], 1e-11);
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
