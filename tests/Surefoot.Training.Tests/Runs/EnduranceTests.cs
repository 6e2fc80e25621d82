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
/// <remarks>The memory is that of the process, so that no other test may run beside these.</remarks>
[Collection(nameof(Alone))]
public sealed class EnduranceTests
{
    const int BatchesPerEpoch = 1000;

    [Fact]
    public void Twenty_thousand_steps_allocate_nothing() => Train(epochs: 20);

    [LongFact("a million steps")]
    public void A_million_steps_allocate_nothing_and_memory_stays_flat() => Train(epochs: 1000);

    static void Train(int epochs)
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
        Assert.True(late - early < 1 << 20, $"{early} bytes after a fifth of the run, {late} at its end");

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

/// <summary>Tests that run when all others have ended, one after another.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
