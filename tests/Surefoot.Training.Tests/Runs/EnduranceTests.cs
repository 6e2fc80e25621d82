using Surefoot.Optimizers;
using Surefoot.Rules;
using Surefoot.Training.Data;
using Surefoot.Training.Layers;
using Surefoot.Training.Losses;
using Surefoot.Training.Models;
using Surefoot.Training.Runs;
using Surefoot.Training.Tests.Runs.Checkpoints;

namespace Surefoot.Training.Tests.Runs;

/// <summary>Long runs: no step allocates, and memory stays flat.</summary>
public sealed class EnduranceTests
{
    const int BatchesPerEpoch = 1000;

    // Other tests that run beside this one take their part of the process's memory: that is looked at in the long run
    // alone, which is a command of its own.
    [Fact]
    public void Twenty_thousand_steps_allocate_nothing() => Train(epochs: 20);

    [LongFact("a million steps")]
    public void A_million_steps_allocate_nothing_and_memory_stays_flat()
    {
        (long early, long late) = Train(epochs: 1000);
        Assert.True(late - early < 1 << 20, $"{early} bytes after a fifth of the run, {late} at its end");
    }

    static (long Early, long Late) Train(int epochs)
    {
        float[] values = new float[(BatchesPerEpoch + 200) * 4],
            targets = new float[BatchesPerEpoch + 200];
        for (int i = 0; i < targets.Length; i++)
            targets[i] = values[4 * i] = (i % 17 / 8f) - 1;
        TrainingData data = ArrayData.Regression(new(4), values, targets, standardize: false);
        int allocating = 0,
            steps = 0;
        long before = 0,
            early = 0,
            late = 0;
        var network = new Network<float>(
            new Sequential<float>(
                new StepWatch(Look),
                new Dense<float>(4, 4, name: "dense1"),
                new Relu<float>(),
                new Dense<float>(4, 1, name: "dense2")
            ),
            data.Training.InputShape,
            seed: 1
        );
        var trainer = new Trainer<float>(
            network,
            new MeanSquared<float>(),
            new Optimizer<float>(new RmsPropOptions()),
            new TrainerOptions
            {
                Epochs = epochs,
                BatchSize = 1,
                Threads = 1,
            }
        );
        RunResult result = trainer.Train(data, []);
        Assert.Equal(steps, result.Steps);
        Assert.True(steps >= epochs * BatchesPerEpoch, $"{steps} steps");
        Assert.Equal(0, allocating);
        return (early, late);

        // From one step to the next, both of the same epoch.
        void Look(int step, Span<float> _)
        {
            long now = GC.GetAllocatedBytesForCurrentThread();
            if (step > 2 * data.Training.Count && step % data.Training.Count > 1 && now != before)
                allocating++;
            if (step == epochs / 5 * data.Training.Count)
                early = GC.GetTotalMemory(forceFullCollection: true);
            if (step == epochs * data.Training.Count)
                late = GC.GetTotalMemory(forceFullCollection: true);
            steps = step;
            before = GC.GetAllocatedBytesForCurrentThread();
        }
    }
}
