using System.Diagnostics.Metrics;
using Surefoot.Training.Runs;
using Surefoot.Training.Tests.Runs;

namespace Surefoot.Training.Tests.Watching;

public sealed class MeterTests
{
    [Fact]
    public void A_listener_gets_the_steps_the_losses_and_the_layers_of_a_run()
    {
        var data = Samples.Images();
        var seen = new Dictionary<string, double>();
        var layers = new HashSet<string>();
        using var meter = new RunMeter();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, it) =>
            {
                if (instrument.Meter.Name == RunMeter.MeterName)
                    it.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<double>(
            (instrument, value, tags, _) => Note(instrument.Name, value, tags)
        );
        listener.SetMeasurementEventCallback<long>(
            (instrument, value, tags, _) => Note(instrument.Name, seen.GetValueOrDefault(instrument.Name) + value, tags)
        );
        listener.Start();
        RunResult result = Samples.Train(
            Samples.Mlp(data),
            data,
            new TrainerOptions { Epochs = 3, Threads = 1 },
            observers: [meter]
        );

        Assert.Equal((result.Steps, 3), ((long)seen["surefoot.training.steps"], (int)seen["surefoot.training.epochs"]));
        Assert.InRange(seen["surefoot.validation.accuracy"], 0.3, 1);
        Assert.InRange(seen["surefoot.layer.gradient.norm"], 1e-9, 1e9);
        Assert.Equal(["dense1", "dense2"], layers.Order());
        Assert.DoesNotContain("surefoot.validation.rmse", seen.Keys);

        void Note(string name, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            seen[name] = value;
            foreach (var tag in tags)
                if (tag is { Key: "surefoot.layer", Value: string layer })
                    layers.Add(layer);
        }
    }

    [Fact]
    public void Progress_is_passed_on()
    {
        var data = Samples.Images();
        var epochs = new List<int>();
        Samples.Train(
            Samples.Mlp(data),
            data,
            new TrainerOptions { Epochs = 2, Threads = 1 },
            observers: [new ProgressObserver(epochs: new Now(epochs))]
        );
        Assert.Equal([1, 2], epochs);
    }

    sealed class Now(List<int> epochs) : IProgress<EpochDone>
    {
        public void Report(EpochDone value) => epochs.Add(value.Epoch);
    }
}
