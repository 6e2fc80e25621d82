using System.Reflection;
using Surefoot.Threading;
using Surefoot.Training.Autodiff;
using Surefoot.Training.Models;
using Surefoot.Training.Runs;
using Surefoot.Training.Tensors;

namespace Surefoot.Stranger.Networks;

/// <summary>A layer, a loss and a model written outside the library.</summary>
public class NetworkTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Their_slopes_agree_with_central_differences(int threads)
    {
        Network<double> network = WaveModel.Build<double>(7, seed: 1);
        float[] targets = [0.5f, -3, 0.1f];
        GradientDifference worst = GradientCheck.Check(
            network,
            tape =>
            {
                Tensor<double> x = tape.Input(new Shape(3, 1));
                new double[] { -0.7, 0.3, 1.9 }.CopyTo(x.Value);
                return new LogCosh<double>().Apply(tape, network.Forward(tape, x), targets);
            },
            threads
        );
        Assert.True(worst.Relative < 1e-6, worst.ToString());
    }

    [Fact]
    public void It_learns_a_wave()
    {
        float[] inputs = [.. Enumerable.Range(0, 400).Select(i => (i - 200) / 50f)],
            values = [.. inputs.Select(x => MathF.Sin(2 * x) + x)];
        Network<float> network = WaveModel.Build<float>(16, seed: 1);
        RunResult result = WaveModel.Train(network, inputs, values, epochs: 60);
        Assert.Equal(RunOutcome.Completed, result.Outcome);
        // The wave alone has a root mean square of 0.7.
        Assert.True(result.Validation!.Measure < 0.2, $"a root mean squared error of {result.Validation.Measure}");
    }

    [Fact]
    public void A_step_of_theirs_allocates_nothing()
    {
        using var pool = new WorkerPool(1);
        using var tape = new Tape<float>(pool);
        Network<float> network = WaveModel.Build<float>(16, seed: 1);
        var loss = new LogCosh<float>();
        for (int i = 0; i < 3; i++)
            Step();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 5; i++)
            Step();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Step()
        {
            tape.Rewind();
            Tensor<float> x = tape.Input(new Shape(4, 1));
            x.Value.Fill(0.5f);
            network.ZeroGradients();
            tape.Backward(loss.Apply(tape, network.Forward(tape, x), [1, 2, 3, 4]));
        }
    }

    [Fact]
    public void An_input_that_does_not_fit_is_named_as_for_any_layer()
    {
        using var pool = new WorkerPool(1);
        using var tape = new Tape<float>(pool);
        var network = new Network<float>(new Snake<float>(3, name: "snake1"), new Shape(3), 1);
        Assert.Equal(
            "snake1 expected an input of shape […, 3]; [2, 4] came.",
            Assert.Throws<ArgumentException>(() => network.Forward(tape, tape.Input(new Shape(2, 4)))).Message
        );
    }

    [Theory]
    [InlineData("SnakeOperation.cs")]
    [InlineData("Snake.cs")]
    [InlineData("LogCosh.cs")]
    [InlineData("WaveModel.cs")]
    public void The_page_on_networks_shows_these_very_files(string file) =>
        Assert.Contains($"```csharp\n{Embedded(file)}```", Embedded("networks.md"), StringComparison.Ordinal);

    static string Embedded(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
