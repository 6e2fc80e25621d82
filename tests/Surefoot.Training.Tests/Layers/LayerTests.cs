using Surefoot.Randomness;
using Surefoot.Threading;
using Surefoot.Training.Autodiff;
using Surefoot.Training.Autodiff.Operations;
using Surefoot.Training.Layers;
using Surefoot.Training.Models;
using Surefoot.Training.Tensors;

namespace Surefoot.Training.Tests.Layers;

public sealed class LayerTests : IDisposable
{
    readonly WorkerPool pool = new(1);
    readonly Tape<float> tape;

    public LayerTests() => tape = new(pool);

    public void Dispose()
    {
        tape.Dispose();
        pool.Dispose();
    }

    [Fact]
    public void A_shape_that_does_not_fit_names_the_layer_what_came_and_what_was_expected()
    {
        Says(
            new Dense<float>(784, 10, name: "dense7"),
            new(32, 700),
            "dense7 expected an input of shape […, 784]; [32, 700] came."
        );
        Says(
            new Convolution2d<float>(3, 8, 5, name: "conv2"),
            new(2, 9, 9, 1),
            "conv2 expected an input of shape [n, height, width, 3]; [2, 9, 9, 1] came."
        );
        Says(
            new Convolution2d<float>(3, 8, 5, name: "conv2"),
            new(2, 4, 9, 3),
            "conv2 expected an input of shape [n, height, width, 3] with a height and a width of at least 5; "
                + "[2, 4, 9, 3] came."
        );
        Says(
            new MaxPool2d<float>(2),
            new(2, 1, 9, 3),
            "max_pool2d expected an input of shape [n, height, width, channels] with a height and a width of "
                + "at least 2; [2, 1, 9, 3] came."
        );
        Says(
            new ChannelsLast<float>(),
            new(2, 9),
            "channels_last expected an input of shape [n, channels, height, width]; [2, 9] came."
        );
        var uneven = Assert.Throws<ArgumentException>(() =>
            AddOperation<float>.Apply(tape, tape.Input(new(2, 3)), tape.Input(new(2, 4)))
        );
        Assert.Equal(
            "The shapes [2, 3] and [2, 4] do not go together: 3 and 4 are not equal, and neither is 1.",
            uneven.Message
        );
    }

    void Says(Layer<float> layer, Shape shape, string message)
    {
        var network = new Network<float>(layer, shape.Inner, 1);
        Assert.Equal(message, Assert.Throws<ArgumentException>(() => network.Forward(tape, tape.Input(shape))).Message);
    }

    [Fact]
    public void A_layer_outside_any_network_says_what_is_missing()
    {
        var error = Assert.Throws<InvalidOperationException>(() =>
            new Dense<float>(2, 3, name: "dense1").Forward(tape, tape.Input(new(1, 2)))
        );
        Assert.Equal(
            "The parameter dense1.weight has no memory yet: build a Network from its layer first.",
            error.Message
        );
    }

    [Fact]
    public void Dropout_is_a_function_of_the_step_and_the_place_alone()
    {
        float[] Drop(bool training, ulong step, int rows)
        {
            tape.Rewind();
            (tape.Training, tape.Random) = (training, new RandomStream(1, 2, step));
            var x = tape.Input(new(rows, 1001));
            x.Value.Fill(3);
            return new Dropout<float>(0.25).Forward(tape, x).Value.ToArray();
        }

        float[] first = Drop(true, 5, 40);
        Assert.Equal(first, Drop(true, 5, 40));
        Assert.NotEqual(first, Drop(true, 6, 40));
        Assert.Equal(first[..1001], Drop(true, 5, 1));
        Assert.All(first, value => Assert.True(value is 0 or 4));
        Assert.InRange(first.Count(value => value == 0) / (double)first.Length, 0.24, 0.26);
        Assert.All(Drop(false, 5, 40), value => Assert.Equal(3, value));
        Assert.All(
            [-0.1, 1, double.NaN],
            rate => Assert.Throws<ArgumentOutOfRangeException>(() => new Dropout<float>(rate))
        );
    }

    [Fact]
    public void Two_dropouts_of_one_step_draw_different_numbers()
    {
        tape.Training = true;
        tape.Random = new RandomStream(1, 2);
        var x = tape.Input(new(1, 501));
        x.Value.Fill(1);
        Assert.NotEqual(
            DropoutOperation<float>.Apply(tape, x, 0.5).Value.ToArray(),
            DropoutOperation<float>.Apply(tape, x, 0.5).Value.ToArray()
        );
    }

    [Fact]
    public void Rectifiers_and_maxima_let_nan_through()
    {
        var x = tape.Input(new(1, 2, 2, 9));
        x.Value.Fill(1);
        x.Value[3] = float.NaN;
        x.Value[4] = -1;
        x.Value[26] = float.NaN;
        x.Value[35] = 7;
        float[] y = new Relu<float>().Forward(tape, x).Value.ToArray(),
            pooled = new MaxPool2d<float>(2).Forward(tape, x).Value.ToArray();
        Assert.Equal((float.NaN, 0, float.NaN, 7), (y[3], y[4], y[26], y[35]));
        Assert.Equal([1, 1, 1, float.NaN, 1, 1, 1, 1, float.NaN], pooled);
    }

    [Fact]
    public void Batch_normalisation_follows_the_batches_and_evaluates_from_what_it_kept()
    {
        var network = new Network<float>(
            new BatchNormalization<float>(2, momentum: 0.5, epsilon: 1e-9, name: "norm1"),
            new(2),
            1
        );
        Assert.Equal(["norm1.mean", "norm1.variance"], network.NamedStates.Select(state => state.Name));
        Assert.Equal(["norm1.scale", "norm1.shift"], network.NamedParameters.Select(parameter => parameter.Name));
        tape.Training = true;
        var x = tape.Input(new(2, 2));
        new float[] { 1, 10, 3, 30 }.CopyTo(x.Value);
        Assert.Equal([-1, -1, 1, 1], network.Forward(tape, x).Value.ToArray());
        // Means 2 and 20, unbiased variances 2 and 200, each half taken over from 0 and 1.
        Assert.Equal([1, 10, 1.5f, 100.5f], network.State.ToArray());
        tape.Training = false;
        float[] y = network.Forward(tape, x).Value.ToArray();
        Assert.Equal(2 / MathF.Sqrt(1.5f), y[2], 1e-6);
        Assert.Equal([1, 10, 1.5f, 100.5f], network.State.ToArray());
        tape.Training = true;
        Assert.Contains(
            "at least two rows",
            Assert.Throws<ArgumentException>(() => network.Forward(tape, tape.Input(new(1, 2)))).Message
        );
    }

    [Fact]
    public void A_residual_path_adds_what_goes_around_and_says_where_it_does_not_fit()
    {
        var network = new Network<float>(
            new Residual<float>(new Dense<float>(3, 3, name: "dense1"), name: "block1"),
            new(3),
            1
        );
        network.Parameters.Clear();
        var x = tape.Input(new(1, 3));
        new float[] { 1, 2, 3 }.CopyTo(x.Value);
        Assert.Equal([1, 2, 3], network.Forward(tape, x).Value.ToArray());
        var uneven = new Network<float>(
            new Residual<float>(new Dense<float>(3, 4, name: "dense1"), name: "block2"),
            new(3),
            1
        );
        Assert.StartsWith(
            "block2: what comes out of the inner layers, [1, 4], has not the shape",
            Assert.Throws<ArgumentException>(() => uneven.Forward(tape, x)).Message
        );
    }

    [Fact]
    public void Global_average_pooling_leaves_one_number_a_channel()
    {
        var x = tape.Input(new(1, 2, 3, 2));
        for (int i = 0; i < 12; i++)
            x.Value[i] = i;
        var y = new GlobalAveragePool<float>().Forward(tape, x);
        Assert.Equal(new Shape(1, 2), y.Shape);
        Assert.Equal([5, 6], y.Value.ToArray());
    }

    [Fact]
    public void Without_recording_nothing_can_be_walked_back()
    {
        tape.Recording = false;
        var x = tape.Variable(new(1, 1));
        x.Value[0] = 2;
        var y = new Tanh<float>().Forward(tape, x);
        Assert.False(y.NeedsGradient);
        Assert.Throws<ArgumentException>(() => tape.Backward(y));
        Assert.Throws<InvalidOperationException>(() => y.Gradient[0]);
    }
}
