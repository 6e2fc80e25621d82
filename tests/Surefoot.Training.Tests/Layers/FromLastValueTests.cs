using Surefoot.Threading;
using Surefoot.Training.Autodiff;
using Surefoot.Training.Layers;
using Surefoot.Training.Losses;
using Surefoot.Training.Models;
using Surefoot.Training.Probe;
using Surefoot.Training.Tensors;

namespace Surefoot.Training.Tests.Layers;

/// <summary>The layer that forecasts a change from the last value, and the model made of it.</summary>
public sealed class FromLastValueTests : IDisposable
{
    readonly WorkerPool pool = new(1);
    readonly Tape<float> tape;

    public FromLastValueTests() => tape = new(pool);

    public void Dispose()
    {
        tape.Dispose();
        pool.Dispose();
    }

    static FromLastValue<float> Of(int inputs, int feature, double scale) =>
        new(new Sequential<float>(new Flatten<float>(), new Dense<float>(inputs, 1)), feature, scale);

    [Fact]
    public void It_adds_what_the_inner_layers_say_in_units_of_the_scale_to_the_last_value()
    {
        var network = new Network<float>(Of(6, 1, 0.5), new(3, 2), 1);
        network.Parameters.Clear();
        network.Parameters[0] = 2;
        network.Parameters[^1] = 10;
        var x = tape.Input(new(2, 3, 2));
        new float[] { 1, 2, 3, 4, 5, 6, -1, 2, 3, 4, 5, 7 }.CopyTo(x.Value);
        Assert.Equal([6 + (0.5f * 12), 7 + (0.5f * 8)], network.Forward(tape, x).Value.ToArray());
    }

    [Fact]
    public void Its_gradients_agree_with_central_differences_and_pass_to_the_last_value()
    {
        var model = new ModelDescription("forecast", new(4, 3), 1) { Hidden = [5], ChangeScale = 0.3 };
        // Behind another layer, so that the slope of the last value is needed too.
        var network = new Network<double>(
            new Sequential<double>(new Dense<double>(3, 3, Activation.Tanh), model.Layers<double>()),
            new(4, 3),
            3
        );
        for (int i = 0; i < network.Parameters.Length; i++)
            network.Parameters[i] += 0.1 * Math.Sin(i);
        var worst = GradientCheck.Check(
            network,
            tape =>
            {
                var x = tape.Input(new(3, 4, 3));
                ModelCase.Fill(model, x.Value, 0);
                return new MeanSquared<double>().Apply(tape, network.Forward(tape, x), [0.3f, -1, 2]);
            },
            samples: 40,
            width: 4e-6
        );
        Assert.True(worst.Relative <= 1e-6, worst.ToString());
    }

    [Fact]
    public void What_does_not_fit_is_refused_by_name()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Of(6, -1, 1));
        foreach (double scale in (double[])[0, -1, double.NaN, double.PositiveInfinity])
            Assert.Throws<ArgumentOutOfRangeException>(() => Of(6, 1, scale));
        Assert.Contains(
            "expected an input of shape [n, time, features] with more than 2 features; [1, 3, 2] came",
            Assert.Throws<ArgumentException>(() => Of(6, 2, 1).Forward(tape, tape.Input(new(1, 3, 2)))).Message
        );
        Assert.Contains(
            "one number for each example is expected",
            Assert
                .Throws<ArgumentException>(() =>
                    new FromLastValue<float>(new Flatten<float>(), 1).Forward(tape, tape.Input(new(1, 3, 2)))
                )
                .Message
        );
    }

    [Theory]
    [InlineData(1, new int[0], 0)]
    [InlineData(1, new[] { 7 }, 0.25)]
    [InlineData(3, new[] { 7, 4 }, 0)]
    [InlineData(3, new int[0], 0)]
    public void A_forecasting_network_is_known_by_its_layers(int outputs, int[] hidden, double dropout)
    {
        var model = new ModelDescription("forecast", new(4, 3), outputs)
        {
            Hidden = hidden,
            Dropout = dropout,
            ChangeScale = outputs == 1 ? 0.125 : 1,
        };
        var found = NamedModel.Find(model.Layers<float>().GetConfig(), model.Input)!;
        Assert.Equal(
            (model.Kind, model.Outputs, model.Dropout, model.ChangeScale),
            (found.Kind, found.Outputs, found.Dropout, found.ChangeScale)
        );
        Assert.Equal(model.Hidden, found.Hidden);
        Assert.Equal(model.ToJson().ToJsonString(), ModelDescription.FromJson(model.ToJson()).ToJson().ToJsonString());
        Assert.Null(NamedModel.Find(model.Layers<float>().GetConfig(), new(5, 3)));
    }

    [Fact]
    public void A_window_without_past_makes_no_forecasting_network() =>
        Assert.Contains(
            "reads the last known target",
            Assert
                .Throws<ArgumentException>(() => new ModelDescription("forecast", new(4, 1), 1).Layers<float>())
                .Message
        );
}
