using Surefoot.Optimizers;
using Surefoot.Randomness;
using Surefoot.Rules;
using Surefoot.Threading;
using Surefoot.Training.Autodiff;
using Surefoot.Training.Autodiff.Operations;
using Surefoot.Training.Configuration;
using Surefoot.Training.Layers;
using Surefoot.Training.Losses;
using Surefoot.Training.Models;
using Surefoot.Training.Tensors;

namespace Surefoot.Training.Tests.Layers;

public sealed class RecurrentTests : IDisposable
{
    readonly WorkerPool pool = new(2);
    readonly Tape<double> tape;

    public RecurrentTests() => tape = new(pool);

    public void Dispose()
    {
        tape.Dispose();
        pool.Dispose();
    }

    static RecurrentLayer<double> Layer(string kind, int features, int units, bool sequences, bool padded = false) =>
        kind switch
        {
            "lstm" => new Lstm<double>(features, units, sequences, padded, name: "rnn1"),
            "gru" => new Gru<double>(features, units, sequences, padded, name: "rnn1"),
            _ => new SimpleRnn<double>(features, units, sequences, padded, name: "rnn1"),
        };

    static Network<double> Filled(RecurrentLayer<double> layer, ulong seed = 5)
    {
        var network = new Network<double>(layer, new(1), seed);
        var random = new RandomStream(seed, 9);
        for (int i = 0; i < network.Parameters.Length; i++)
            network.Parameters[i] = 0.6 * random.Normal((ulong)i);
        return network;
    }

    static void Fill(Tensor<double> x, ulong seed)
    {
        var random = new RandomStream(seed, 10);
        for (int i = 0; i < x.Value.Length; i++)
            x.Value[i] = random.Normal((ulong)i);
    }

    /// <summary>One example, step by step, as the papers write it.</summary>
    static double[][] Reference(string kind, RecurrentLayer<double> layer, double[][] x, int units)
    {
        int gates = kind switch
        {
            "lstm" => 4,
            "gru" => 3,
            _ => 1,
        };
        double[] h = new double[units],
            c = new double[units];
        var all = new List<double[]>();
        foreach (double[] now in x)
        {
            double[] z = Sum(now, layer.Weight, layer.Bias),
                q = Sum(h, layer.StateWeight, kind == "gru" ? ((Gru<double>)layer).StateBias : null),
                next = new double[units];
            for (int j = 0; j < units; j++)
            {
                double Z(int gate) => z[(gate * units) + j] + q[(gate * units) + j];
                if (kind == "lstm")
                {
                    c[j] = (Sigmoid(Z(1)) * c[j]) + (Sigmoid(Z(0)) * Math.Tanh(Z(2)));
                    next[j] = Sigmoid(Z(3)) * Math.Tanh(c[j]);
                }
                else if (kind == "gru")
                {
                    double u = Sigmoid(Z(1)),
                        n = Math.Tanh(z[(2 * units) + j] + (Sigmoid(Z(0)) * q[(2 * units) + j]));
                    next[j] = ((1 - u) * n) + (u * h[j]);
                }
                else
                {
                    next[j] = Math.Tanh(Z(0));
                }
            }
            all.Add(h = next);
        }
        return [.. all];

        double[] Sum(double[] from, Parameter<double> weight, Parameter<double>? bias)
        {
            int wide = gates * units;
            double[] sums = bias is null ? new double[wide] : bias.Value.ToArray();
            for (int k = 0; k < from.Length; k++)
            for (int j = 0; j < wide; j++)
                sums[j] += from[k] * weight.Value[(k * wide) + j];
            return sums;
        }

        static double Sigmoid(double value) => 1 / (1 + Math.Exp(-value));
    }

    [Theory]
    [InlineData("lstm")]
    [InlineData("gru")]
    [InlineData("simple")]
    public void States_are_those_of_the_formula_step_by_step(string kind)
    {
        const int count = 3,
            times = 6,
            features = 4,
            units = 5;
        var layer = Layer(kind, features, units, sequences: true);
        var network = Filled(layer);
        var x = tape.Input(new(count, times, features));
        Fill(x, 2);
        var y = network.Forward(tape, x);
        Assert.Equal(new Shape(count, times, units), y.Shape);
        for (int i = 0; i < count; i++)
        {
            int start = i;
            double[][] expected = Reference(
                kind,
                layer,
                [
                    .. Enumerable
                        .Range(0, times)
                        .Select(t => x.Value.Slice(((start * times) + t) * features, features).ToArray()),
                ],
                units
            );
            for (int t = 0; t < times; t++)
            for (int j = 0; j < units; j++)
                Assert.Equal(expected[t][j], y.Value[(((i * times) + t) * units) + j], 1e-13);
        }
    }

    [Theory]
    [InlineData("lstm")]
    [InlineData("gru")]
    [InlineData("simple")]
    public void Slopes_agree_with_central_differences(string kind)
    {
        foreach (
            var (count, times, features, units) in new[] { (1, 1, 1, 1), (2, 3, 1, 5), (3, 5, 4, 3), (5, 2, 3, 9) }
        )
        {
            for (int variant = 0; variant < 4; variant++)
            {
                bool sequences = variant % 2 == 0;
                int[] lengths = variant < 2 ? [] : [.. Enumerable.Range(0, count).Select(i => (i * 2) % (times + 1))];
                var layer = Layer(kind, features, units, sequences);
                // The dense layer in front learns only through the slope in the recurrent layer's input, which is
                // checked with it.
                var network = new Network<double>(
                    new Wrapped(new Dense<double>(features, features, name: "dense1"), layer, lengths),
                    new(1),
                    3
                );
                var worst = GradientCheck.Check(
                    network,
                    on =>
                    {
                        var x = on.Input(new(count, times, features));
                        Fill(x, 4);
                        var y = network.Forward(on, x);
                        var flat = ReshapeOperation<double>.Apply(on, y, new(1, y.Shape.Length));
                        var weights = on.Input(new(y.Shape.Length, 1));
                        for (int i = 0; i < weights.Value.Length; i++)
                            weights.Value[i] = 0.5 + (i % 7 * 0.25);
                        return LinearOperation<double>.Apply(on, flat, weights);
                    },
                    threads: 1 + (variant % 2),
                    samples: 23
                );
                Assert.True(worst.Relative <= 1e-6, $"{kind} {count} {times} {features} {units} {variant}: {worst}");
            }
        }
    }

    sealed class Wrapped : Layer<double>
    {
        readonly Layer<double> first;
        readonly RecurrentLayer<double> second;
        readonly int[] lengths;

        public Wrapped(Layer<double> first, RecurrentLayer<double> second, int[] lengths)
            : base("wrapped") => (this.first, this.second, this.lengths) = (Declare(first), Declare(second), lengths);

        public override string Kind => "wrapped";

        public override Tensor<double> Forward(Tape<double> tape, Tensor<double> x)
        {
            x = first.Forward(tape, x);
            return lengths.Length == 0 ? second.Forward(tape, x) : second.Forward(tape, x, lengths);
        }

        protected override void AddSettings(Config config) { }
    }

    [Theory]
    [InlineData("lstm")]
    [InlineData("gru")]
    [InlineData("simple")]
    public void Padding_changes_nothing(string kind)
    {
        const int features = 3,
            units = 5;
        int[] lengths = [4, 0, 7, 1];
        foreach (bool sequences in new[] { false, true })
        {
            var layer = Layer(kind, features, units, sequences, padded: true);
            var network = Filled(layer);
            var x = tape.Input(new(4, 7, features));
            Fill(x, 8);
            for (int i = 0; i < 4; i++)
                x.Value.Slice(((i * 7) + lengths[i]) * features, (7 - lengths[i]) * features).Clear();
            double[] found = network.Forward(tape, x).Value.ToArray();
            Assert.Equal(found, layer.Forward(tape, x, lengths).Value.ToArray());
            int row = found.Length / 4;
            for (int i = 0; i < 4; i++)
            {
                double[] expected = new double[row];
                if (lengths[i] > 0)
                {
                    var alone = tape.Input(new(1, lengths[i], features));
                    x.Value.Slice(i * 7 * features, alone.Value.Length).CopyTo(alone.Value);
                    layer.Forward(tape, alone, [lengths[i]]).Value.CopyTo(expected);
                }
                Assert.Equal(expected, found[(i * row)..((i + 1) * row)]);
            }
        }
    }

    [Fact]
    public void What_does_not_fit_is_named()
    {
        var layer = Layer("gru", 3, 5, sequences: false);
        var network = Filled(layer);
        Says(
            "rnn1 expected an input of shape [n, time, 3] with at least one time step; [2, 3] came.",
            () => network.Forward(tape, tape.Input(new(2, 3)))
        );
        Says(
            "rnn1 expected an input of shape [n, time, 3] with at least one time step; [2, 0, 3] came.",
            () => network.Forward(tape, tape.Input(new(2, 0, 3)))
        );
        Says(
            "rnn1 needs a length for each example; 1 came for 2.",
            () => layer.Forward(tape, tape.Input(new(2, 4, 3)), [4])
        );
        Says(
            "rnn1: the length of example 1 is 5; it must lie between 0 and the 4 time steps of the input.",
            () => layer.Forward(tape, tape.Input(new(2, 4, 3)), [4, 5])
        );

        static void Says(string message, Func<Tensor<double>> call) =>
            Assert.StartsWith(message, Assert.Throws<ArgumentException>(call).Message);
    }

    [Fact]
    public void The_gates_that_forget_begin_open()
    {
        var layer = new Lstm<float>(2, 3, name: "lstm1");
        var network = new Network<float>(layer, new(4, 2), 1);
        Assert.Equal([0, 0, 0, 1, 1, 1, 0, 0, 0, 0, 0, 0], layer.Bias.Value.ToArray());
    }

    /// <summary>
    /// The adding problem of Hochreiter and Schmidhuber (1997): the sum of the two marked numbers; saying 1 always
    /// leaves an error of 1/6.
    /// </summary>
    [Theory]
    [InlineData("lstm")]
    [InlineData("gru")]
    public void It_adds_two_numbers_that_lie_far_apart(string kind)
    {
        const int times = 20,
            batch = 50;
        Layer<float> recurrent =
            kind == "lstm" ? new Lstm<float>(2, 24, name: "rnn1") : new Gru<float>(2, 24, name: "rnn1");
        var network = new Network<float>(
            new Sequential<float>(recurrent, new Dense<float>(24, 1, name: "dense1")),
            new(times, 2),
            1
        );
        using var steps = new Tape<float>(pool);
        var optimizer = new Optimizer<float>(new RmsPropOptions { LearningRate = 0.005, Decay = 0.95 });
        var targets = new float[batch];
        double recent = 1;
        for (int step = 0; step < 1500 && recent > 0.01; step++)
        {
            steps.Rewind();
            var x = steps.Input(new(batch, times, 2));
            AddingProblem.Fill(x.Value, targets, times, new RandomStream(1, 1, (ulong)step));
            network.ZeroGradients();
            var loss = new MeanSquared<float>().Apply(steps, network.Forward(steps, x), targets);
            steps.Backward(loss);
            optimizer.Step(network.Parameters, network.Gradients);
            recent += 0.05 * (loss.Value[0] - recent);
        }
        Assert.True(recent <= 0.01, $"a mean squared error of {recent}");
    }
}
