using Surefoot.Threading;
using Surefoot.Training.Autodiff;
using Surefoot.Training.Layers;
using Surefoot.Training.Losses;
using Surefoot.Training.Models;

namespace Surefoot.Training.Tests.Autodiff;

/// <summary>Setting gradients to 0 writes nothing until somebody looks; nobody must see the difference.</summary>
public sealed class ZeroedGradientTests : IDisposable
{
    readonly WorkerPool pool = new(1);
    readonly Tape<float> tape;
    readonly Dense<float> used = new(3, 2, name: "dense1"),
        unused = new(3, 2, name: "dense2");
    readonly Network<float> network;

    public ZeroedGradientTests()
    {
        tape = new(pool);
        network = new(new Sequential<float>(used, unused), new(3), 1);
    }

    public void Dispose()
    {
        tape.Dispose();
        pool.Dispose();
    }

    float[] After(params Layer<float>[] layers)
    {
        foreach (var layer in layers)
        {
            tape.Rewind();
            var x = tape.Input(new(2, 3));
            for (int i = 0; i < 6; i++)
                x.Value[i] = i - 2;
            tape.Backward(new SoftmaxCrossEntropy<float>().Apply(tape, layer.Forward(tape, x), [0, 1]));
        }
        return network.Gradients.ToArray();
    }

    [Fact]
    public void Slopes_of_the_last_step_are_gone_whoever_looks()
    {
        float[] first = After(used, unused);
        Assert.All(
            network.NamedParameters,
            parameter => Assert.Contains(parameter.Gradient.ToArray(), slope => slope != 0)
        );
        network.ZeroGradients();
        Assert.All(network.Gradients.ToArray(), slope => Assert.Equal(0, slope));
        After(used, unused);
        network.ZeroGradients();
        Assert.All(
            network.NamedParameters,
            parameter => Assert.All(parameter.Gradient.ToArray(), slope => Assert.Equal(0, slope))
        );
        After(used, unused);
        network.ZeroGradients();
        float[] again = After(used);
        Assert.Equal([.. first[..8], .. new float[8]], again);
    }

    [Fact]
    public void Without_zeroing_slopes_add_up()
    {
        float[] once = After(used, unused),
            twice = After(used, unused);
        // To the last digits: a second sum goes on from where the first ended.
        for (int i = 0; i < once.Length; i++)
            Assert.Equal(2 * once[i], twice[i], 1e-5f);
    }
}
