using System.Numerics;
using System.Reflection;
using System.Text.Json.Nodes;
using Surefoot.Optimizers;
using Surefoot.Rules;
using Surefoot.Threading;
using Surefoot.Training.Autodiff;
using Surefoot.Training.Losses;
using Surefoot.Training.Models;

namespace Surefoot.Training.Tests.Equality;

/// <summary>
/// The same weights, batches and steps of RMSprop as in PyTorch give the same losses. In float a convolution's are
/// compared over ten steps: beyond, PyTorch differs from itself when the rows of a batch are turned around. The batches
/// of 2c2d are of four images, so that 100 steps of its 3.3 million weights take a second.
/// </summary>
public class LossForLossTests
{
    static readonly JsonNode Stored = JsonNode.Parse(
        Assembly.GetExecutingAssembly().GetManifestResourceStream("equality/losses")!
    )!;

    static readonly ModelDescription Mlp = new("mlp", new(784), 10) { Hidden = [128] };

    static readonly ModelDescription TwoConvolutions = new("2c2d", new(1, 28, 28), 10);

    [Fact]
    public void In_double_a_dense_network_makes_the_steps_of_pytorch() =>
        Compare<double>(Mlp, "double", 100, 1e-8, 1 / 16.0, 1 / 8.0);

    [Fact]
    public void In_double_2c2d_makes_the_steps_of_pytorch() =>
        Compare<double>(TwoConvolutions, "double", 100, 1e-8, 1 / 4.0, 1 / 16.0, 1 / 32.0, 1 / 16.0);

    [Fact]
    public void In_float_a_dense_network_makes_them_to_four_digits() =>
        Compare<float>(Mlp, "float", 100, 1e-4, 1 / 16.0, 1 / 8.0);

    [Fact]
    public void In_float_2c2d_begins_as_pytorch_does() =>
        Compare<float>(TwoConvolutions, "float", 10, 1e-4, 1 / 4.0, 1 / 16.0, 1 / 32.0, 1 / 16.0);

    static void Compare<T>(
        ModelDescription model,
        string precision,
        int steps,
        double tolerance,
        params double[] bounds
    )
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        JsonNode stored = Stored[model.Kind]!;
        double[] expected = [.. stored[precision]!.AsArray().Select(loss => (double)loss!)];
        Assert.Equal(steps, expected.Length);
        int rows = (int)stored["rows"]!;
        using var pool = new WorkerPool(1);
        using var tape = new Tape<T>(pool) { Training = true };
        var network = SeededNetwork.Build<T>(model, bounds);
        var optimizer = new Optimizer<T>(RmsPropOptions.PyTorch with { LearningRate = 1e-3 })
        {
            Layout = network.Layout,
            Pool = pool,
        };
        var loss = new SoftmaxCrossEntropy<T>();
        float[] targets = new float[rows];
        for (int step = 0; step < steps; step++)
        {
            tape.Rewind();
            Tensor<T> x = tape.Input(model.Input.Batch(rows));
            SeededNetwork.Batch(step, x.Value, targets);
            network.ZeroGradients();
            Tensor<T> value = loss.Apply(tape, network.Forward(tape, x), targets);
            tape.Backward(value);
            optimizer.Step(network.Parameters, network.Gradients);
            double apart = Math.Abs(double.CreateTruncating(value.Value[0]) - expected[step]) / expected[step];
            Assert.True(
                apart <= tolerance,
                $"step {step + 1}: {value.Value[0]}, and PyTorch {expected[step]}, {apart:E1} apart"
            );
        }
    }
}
