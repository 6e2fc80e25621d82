using System.Runtime.CompilerServices;
using Surefoot.Training.Data;
using Surefoot.Training.Models;
using Surefoot.Training.Runs;

namespace Surefoot.Training.Tests.Runs;

public sealed class ObserverTests
{
    static (RunResult Result, float[] Weights) Run(params IRunObserver[] observers)
    {
        TrainingData data = Samples.Images();
        Network<float> network = Samples.Mlp(data);
        RunResult result = Samples.Train(
            network,
            data,
            new TrainerOptions { Epochs = 4, Threads = 1 },
            observers: observers
        );
        return (result, network.Parameters.ToArray());
    }

    [Fact]
    public void An_observer_is_told_of_the_start_every_epoch_and_the_end_in_order()
    {
        var observer = new RecordingObserver();
        RunResult result = Run(observer).Result;
        Assert.Equal(["started", "epoch 1", "epoch 2", "epoch 3", "epoch 4", "ended"], observer.Calls);
        Assert.Equal(
            new RunStarted(4, 4, 32, 105, 45, 0, result.Parameters, 1, IsClassification: true),
            observer.Started
        );
        Assert.Equal(result.TrainLoss, observer.Result!.TrainLoss);
        Assert.All(
            observer.Epochs,
            e => Assert.True(e.GradientNorm > 0 && e.LearningRate == 0.01 && e.Step == 4 * e.Epoch)
        );
    }

    [Fact]
    public void Observers_that_fail_or_dawdle_change_nothing_and_the_failure_is_told_once()
    {
        float[] alone = Run().Weights;
        RecordingObserver broken = new(fails: true),
            slow = new(delayMilliseconds: 20),
            other = new();
        (RunResult result, float[] weights) = Run(broken, slow, other);
        Assert.Equal(alone, weights);
        Assert.Equal(["started", "epoch 1"], broken.Calls);
        Assert.Equal(["started", "epoch 1", "epoch 2", "epoch 3", "epoch 4", "ended"], slow.Calls);
        Assert.Contains("this observer is broken", Assert.Single(other.Warnings));
        Assert.Equal(other.Warnings, result.Warnings);
    }

    [Fact]
    public void The_latest_step_is_told_of_and_one_that_an_epoch_has_overtaken_is_not()
    {
        using var seen = new ManualResetEventSlim();
        var steps = new StepObserver(seen);
        var pump = new ObserverPump([steps]);
        pump.StepDone(Step(1));
        pump.StepDone(Step(2));
        seen.Wait();
        pump.StepDone(Step(3));
        pump.Tell(observer => observer.Warned("an epoch"));
        pump.Close();
        Assert.Equal(2, steps.Steps[^1]);
        Assert.Equal(1, steps.Warnings);
    }

    [Fact]
    public void A_step_is_told_with_its_place_its_mean_loss_and_the_time_left()
    {
        TrainingData data = Samples.Images();
        var clock = new ManualClock();
        using var seen = new ManualResetEventSlim();
        var observer = new LatestStep(seen);

        // Training halts before its fourth batch until the observer has been told of the third step.
        var watched = new WatchedDataset(
            data.Training,
            (batch, _) =>
            {
                if (batch == 3)
                    seen.Wait();
                else
                    clock.Advance(0.5);
            }
        );
        Network<float> network = Samples.Mlp(data);
        var model = new SavedModel(network, data.Preprocessing);
        double loss = model.Evaluate(data.Training).Loss;
        Samples.Train(
            network,
            Samples.With(data, watched),
            new TrainerOptions
            {
                Epochs = 2,
                BatchSize = 21,
                Threads = 1,
                Clock = clock,
            },
            rate: 0,
            observers: [observer]
        );

        // 63 of 2 · 105 rows in one and a half seconds.
        StepDone step = observer.Third;
        Assert.Equal((1, 2, 3, 5, 3L), (step.Epoch, step.Epochs, step.StepInEpoch, step.StepsPerEpoch, step.Step));
        Assert.Equal((42.0, 1.5, 3.5), (step.SamplesPerSecond, step.Seconds, step.SecondsLeft));
        Assert.InRange(step.Loss, 0.5 * loss, 2 * loss);
    }

    [Fact]
    public void An_observer_that_hangs_is_left_behind()
    {
        using var release = new ManualResetEventSlim();
        var pump = new ObserverPump([new HangingObserver(release)], TimeSpan.FromMilliseconds(30));
        pump.Tell(observer => observer.Warned("hello"));
        pump.Close();
        Assert.Contains("left behind", Assert.Single(pump.Warnings));
        release.Set();
    }

    [Fact]
    public void Without_observers_nothing_is_kept_but_the_warnings()
    {
        var pump = new ObserverPump([]);
        WeakReference told = TellOfSomething(pump);
        pump.Warn("hello");
        GC.Collect();
        Assert.False(told.IsAlive);
        Assert.Equal("hello", Assert.Single(pump.Warnings));
        pump.Close();
    }

    // By itself, so that no local of the test keeps it alive.
    [MethodImpl(MethodImplOptions.NoInlining)]
    static WeakReference TellOfSomething(ObserverPump pump)
    {
        byte[] something = new byte[100];
        pump.Tell(observer => observer.Warned($"{something.Length}"));
        return new WeakReference(something);
    }

    static StepDone Step(long step) => new(1, 1, 1, 1, step, 0, 0, 0, 0);

    sealed class StepObserver(ManualResetEventSlim seen) : IRunObserver
    {
        public List<long> Steps { get; } = [];

        public int Warnings { get; private set; }

        public void StepDone(in StepDone e)
        {
            Steps.Add(e.Step);
            if (e.Step == 2)
                seen.Set();
        }

        public void Warned(string message) => Warnings++;
    }

    sealed class LatestStep(ManualResetEventSlim seen) : IRunObserver
    {
        public StepDone Third { get; private set; }

        public void StepDone(in StepDone e)
        {
            if (e.Step != 3)
                return;
            Third = e;
            seen.Set();
        }
    }

    sealed class HangingObserver(ManualResetEventSlim release) : IRunObserver
    {
        public void Warned(string message) => release.Wait();
    }
}
