using Surefoot.Optimizers;
using Surefoot.Randomness;
using Surefoot.Rules;
using Surefoot.Sparse;
using Surefoot.Threading;
using Surefoot.Training.Autodiff;
using Surefoot.Training.Layers;
using Surefoot.Training.Losses;
using Surefoot.Training.Models;
using Surefoot.Training.Tensors;

namespace Surefoot.Training.Tests.Layers;

public sealed class EmbeddingTests : IDisposable
{
    readonly WorkerPool pool = new(2);
    readonly Tape<double> tape;

    public EmbeddingTests() => tape = new(pool);

    public void Dispose()
    {
        tape.Dispose();
        pool.Dispose();
    }

    Tensor<double> Indices(Shape shape, params ReadOnlySpan<double> values)
    {
        var x = tape.Input(shape);
        values.CopyTo(x.Value);
        return x;
    }

    [Fact]
    public void Rows_are_looked_up_summed_and_averaged_and_negative_places_are_empty()
    {
        var embedding = new Embedding<double>(4, 2, name: "embedding1");
        var mean = new EmbeddingBag<double>(4, 2, name: "embedding2");
        var sum = new EmbeddingBag<double>(4, 2, mean: false, name: "embedding3");
        var root = new EmbeddingBag<double>(4, 2, BagReduction.SquareRoot, name: "embedding4");
        var network = new Network<double>(new Sequential<double>(embedding, mean, sum, root), new(1), 1);
        Assert.Equal((0, 32, 4), (network.Parameters.Length, network.ParameterCount, network.Tables.Count));
        foreach (var table in network.Tables)
            for (int i = 0; i < 8; i++)
                table.Weight.Value[i] = i;
        var x = Indices(new(3, 3), 1, -1, 3, -1, -2, -1, 2, 2, 0);
        var looked = embedding.Forward(tape, x);
        Assert.Equal(new Shape(3, 3, 2), looked.Shape);
        Assert.Equal([2, 3, 0, 0, 6, 7, 0, 0, 0, 0, 0, 0, 4, 5, 4, 5, 0, 1], looked.Value.ToArray());
        Assert.Equal([8, 10, 0, 0, 8, 11], sum.Forward(tape, x).Value.ToArray());
        Assert.Equal([4, 5, 0, 0, 8 * (1.0 / 3), 11 * (1.0 / 3)], mean.Forward(tape, x).Value.ToArray());
        double half = 1 / Math.Sqrt(2),
            third = 1 / Math.Sqrt(3);
        Assert.Equal([8 * half, 10 * half, 0, 0, 8 * third, 11 * third], root.Forward(tape, x).Value.ToArray());
    }

    [Fact]
    public void Slopes_agree_with_central_differences()
    {
        foreach (var (count, places, rows, width) in new[] { (1, 1, 1, 1), (2, 3, 5, 3), (5, 7, 4, 9), (70, 5, 9, 17) })
        {
            foreach (BagReduction reduction in Enum.GetValues<BagReduction>())
            {
                Check(
                    new Sequential<double>(
                        new EmbeddingBag<double>(rows, width, reduction, name: "embedding1"),
                        new Dense<double>(width, 3, Activation.Tanh, name: "dense1")
                    )
                );
                Check(
                    new Sequential<double>(
                        new Embedding<double>(rows, width, name: "embedding1"),
                        new SimpleRnn<double>(width, 3, padded: true, name: "rnn1")
                    )
                );
            }

            void Check(Layer<double> layer)
            {
                var network = new Network<double>(layer, new(1), 3);
                float[] targets = [.. Enumerable.Range(0, count).Select(i => (float)(i % 3))];
                var worst = GradientCheck.Check(
                    network,
                    on =>
                    {
                        var x = on.Input(new(count, places));
                        var random = new RandomStream(3, 3);
                        for (int i = 0; i < x.Value.Length; i++)
                            x.Value[i] = (int)(random.Uniform((ulong)i) * (rows + 1)) - 1;
                        return new SoftmaxCrossEntropy<double>().Apply(on, network.Forward(on, x), targets);
                    },
                    threads: 2,
                    samples: 40
                );
                Assert.True(worst.Relative <= 1e-6, $"{count} {places} {rows} {width}: {worst}");
            }
        }
    }

    [Fact]
    public void What_is_no_index_is_named()
    {
        var bag = new EmbeddingBag<double>(4, 2, name: "embedding1");
        var network = new Network<double>(bag, new(1), 1);
        Says(
            "The input's number 1, 4, is no index of embedding1.table, which has the rows 0 to 3; a negative "
                + "number stands for no row.",
            Indices(new(1, 2), 0, 4)
        );
        Says("The input's number 0, 0.5, is no index of embedding1.table", Indices(new(1, 2), 0.5, 1));
        Says("The input's number 1, NaN, is no index of embedding1.table", Indices(new(1, 2), 0, double.NaN));
        Says(
            "embedding1 expected an input of shape [n, places] with at least one place; [3] came.",
            Indices(new(3), 0, 1, 2)
        );
        Assert.Contains(
            "made for 5 × 2",
            Assert.Throws<ArgumentException>(() => bag.Table.Optimizer = new(new RmsPropOptions(), 5, 2)).Message
        );
        Assert.Contains("has no optimizer", Assert.Throws<InvalidOperationException>(bag.Table.Step).Message);
        Assert.Contains(
            "\"dense1.weight\"",
            Assert
                .Throws<ArgumentException>(() =>
                    new Network<double>(
                        new Sequential<double>(
                            new Dense<double>(1, 1, name: "dense1"),
                            new Dense<double>(1, 1, name: "dense1")
                        ),
                        new(1),
                        1
                    )
                )
                .Message
        );

        void Says(string message, Tensor<double> x) =>
            Assert.StartsWith(message, Assert.Throws<ArgumentException>(() => bag.Forward(tape, x)).Message);
    }

    /// <summary>
    /// The same network with its table as a dense weight, multiplied by counts: every row in every step, by the dense
    /// optimizer.
    /// </summary>
    [Theory]
    [InlineData(0)]
    [InlineData(0.8)]
    public void Training_it_is_training_a_dense_layer_over_counts(double momentum)
    {
        const int rows = 30,
            width = 5,
            places = 4,
            batch = 6;
        var bag = new EmbeddingBag<double>(rows, width, mean: false, name: "embedding1");
        var sparse = new Network<double>(
            new Sequential<double>(bag, new Dense<double>(width, 3, name: "dense1")),
            new(1),
            1
        );
        var dense = new Network<double>(
            new Sequential<double>(
                new Dense<double>(rows, width, name: "counts"),
                new Dense<double>(width, 3, name: "dense1")
            ),
            new(1),
            1
        );
        bag.Table.Weight.Value.CopyTo(dense.NamedParameters[0].Value);
        dense.NamedParameters[1].Value.Clear();
        sparse.Parameters.CopyTo(dense.Parameters[^sparse.Parameters.Length..]);

        var options = new RmsPropOptions { LearningRate = 0.01, Momentum = momentum };
        Optimizer<double> arena = new(options),
            whole = new(options);
        bag.Table.Optimizer = new RowSparseOptimizer<double>(options, rows, width);
        float[] targets = [0, 1, 2, 0, 1, 2];
        for (int step = 0; step < 60; step++)
        {
            tape.Rewind();
            var random = new RandomStream(4, 4, (ulong)step);
            int[] indices =
            [
                .. Enumerable.Range(0, batch * places).Select(i => (int)(Math.Pow(random.Uniform((ulong)i), 3) * rows)),
            ];
            var x = tape.Input(new(batch, places));
            for (int i = 0; i < indices.Length; i++)
                x.Value[i] = indices[i];
            sparse.ZeroGradients();
            dense.ZeroGradients();
            tape.Backward(new SoftmaxCrossEntropy<double>().Apply(tape, sparse.Forward(tape, x), targets));
            arena.Step(sparse.Parameters, sparse.Gradients);
            bag.Table.Step();
            tape.Rewind();
            var counts = tape.Input(new(batch, rows));
            counts.Value.Clear();
            for (int i = 0; i < indices.Length; i++)
                counts.Value[(i / places * rows) + indices[i]]++;
            tape.Backward(new SoftmaxCrossEntropy<double>().Apply(tape, dense.Forward(tape, counts), targets));
            dense.NamedParameters[1].Gradient.Clear();
            whole.Step(dense.Parameters, dense.Gradients);
        }
        bag.Table.Flush();
        for (int i = 0; i < rows * width; i++)
            Assert.Equal(dense.NamedParameters[0].Value[i], bag.Table.Weight.Value[i], 1e-11);
        for (int i = 0; i < sparse.Parameters.Length; i++)
            Assert.Equal(
                dense.Parameters[dense.Parameters.Length - sparse.Parameters.Length + i],
                sparse.Parameters[i],
                1e-11
            );
    }
}
