using Surefoot.Optimizers;
using Surefoot.Rules;
using Surefoot.Training.Data;
using Surefoot.Training.Layers;
using Surefoot.Training.Losses;
using Surefoot.Training.Models;
using Surefoot.Training.Runs;
using Surefoot.Training.Runs.Checkpoints;
using Surefoot.Training.Tests.Formats;

namespace Surefoot.Training.Tests.Runs.Checkpoints;

/// <summary>What a run does about a step that is not finite.</summary>
public sealed class NotFiniteTests : IDisposable
{
    static readonly ResumeCase Case = new(ResumeCase.Optimizers["rmsprop"]);

    readonly ScratchFolder scratch = new();

    public void Dispose() => scratch.Dispose();

    static ResumeCase.OnStep Poison(Func<int, bool> at) =>
        (step, values, _) =>
        {
            if (at(step))
                values[^1] = float.NaN;
        };

    [Fact]
    public void Unless_told_otherwise_the_run_ends_as_diverged()
    {
        RunResult result = Case.Train(scratch["run"], onStep: Poison(step => step == 25)).Result;
        Assert.Equal((RunOutcome.Diverged, 25), (result.Outcome, result.DivergedAtStep));
    }

    [Fact]
    public void A_step_is_left_out_with_its_batches_and_what_the_layers_keep_stays_finite()
    {
        ResumeCase.Ending ending = Case.Train(
            scratch["run"],
            onStep: Poison(step => step is 25 or 38),
            nonFinite: NonFiniteHandling.Skip
        );
        Assert.Equal((RunOutcome.Completed, 60), (ending.Result.Outcome, ending.Result.Steps));
        Assert.All(ending.Weights.Concat(ending.Layers), value => Assert.True(float.IsFinite(value)));
        Assert.All(
            ending.Epochs,
            epoch => Assert.True(double.IsFinite(epoch.TrainLoss) && double.IsFinite(epoch.ValidationLoss))
        );
        Assert.Collection(
            ending.Result.Warnings,
            first => Assert.Contains("was left out: the gradient of ", first),
            last => Assert.StartsWith("In all, 2 of 60 steps were left out", last)
        );
        ResumeCase.AssertSame(ending, StoppedAndResumed(NonFiniteHandling.Skip), "with steps left out");

        // The poison follows the step of the process, which is another after the resume.
        ResumeCase.Ending StoppedAndResumed(NonFiniteHandling policy)
        {
            Case.Train(scratch["again"], stopAt: 26, onStep: Poison(step => step == 25), nonFinite: policy);
            return Case.Train(
                scratch["again"],
                resume: true,
                onStep: Poison(step => step == 38 - 26),
                nonFinite: policy
            );
        }
    }

    [Fact]
    public void A_hundred_left_out_in_a_row_end_the_run()
    {
        RunResult result = Long(NonFiniteHandling.Skip, step => step >= 25);
        Assert.Equal(RunOutcome.Diverged, result.Outcome);
        Assert.Contains("the 99 steps before it were left out", result.Explanation);
    }

    [Fact]
    public void A_run_rolls_back_and_goes_on_at_half_the_rate()
    {
        var observed = Case.Train(
            scratch["run"],
            onStep: Poison(step => step == 25),
            nonFinite: NonFiniteHandling.RollBack,
            every: 10
        );
        Assert.Equal((RunOutcome.Completed, 60), (observed.Result.Outcome, observed.Result.Steps));
        Assert.Contains(
            "The run went back to step 24 and on at the rate 0.005 (1 of at most 5 times)",
            Assert.Single(observed.Result.Warnings)
        );
        Assert.Equal(
            [0.01, 0.01, 0.01, 0.01, 0.005, 0.005],
            observed.Epochs.Take(6).Select(epoch => epoch.LearningRate)
        );
    }

    [Fact]
    public void A_run_that_rolled_back_is_resumed_with_the_same_bits()
    {
        // The batch of step 33 is poisoned until the rate has been halved twice: what a run does that is resumed on the
        // way must not depend on where it was stopped.
        static ResumeCase.OnStep Bad(int first) =>
            (step, values, _) =>
            {
                if (step + first is 33 or 36)
                    values[^1] = float.NaN;
            };
        ResumeCase.Ending never = Case.Train(
            scratch["never"],
            onStep: Bad(0),
            nonFinite: NonFiniteHandling.RollBack,
            every: 10
        );
        Assert.Equal(2, never.Result.Warnings.Count);

        // Steps are counted by process: 33 is poisoned, the run is back at 30, and its step 33 is the 36th.
        ResumeCase.Ending stopped = Case.Train(
            scratch["again"],
            onStep: Bad(0),
            stopAt: 32,
            nonFinite: NonFiniteHandling.RollBack,
            every: 10
        );
        Assert.Equal(32, stopped.Result.Steps);
        ResumeCase.AssertSame(
            never,
            Case.Train(
                scratch["again"],
                resume: true,
                onStep: Bad(32),
                nonFinite: NonFiniteHandling.RollBack,
                every: 10
            ),
            "rolled back after a resume"
        );
    }

    [Fact]
    public void An_epoch_whose_mean_loss_blew_up_is_begun_anew_and_not_gone_back_into()
    {
        // Checkpoints at every step: those of the epoch's middle hold the sum that is too high, and the one of its
        // start is older than those that are kept.
        TrainingData data = Samples.Images();
        var network = new Network<float>(
            new Sequential<float>(new StepWatch(Look), new Flatten<float>(), new Dense<float>(36, 3)),
            data.Training.InputShape,
            seed: 5
        );
        var options = new TrainerOptions
        {
            Epochs = 3,
            BatchSize = 7,
            Threads = 1,
            NonFinite = NonFiniteHandling.RollBack,
            Checkpoints = new CheckpointOptions(scratch["run"]) { Every = 1, Keep = 2 },
        };
        RunResult result = new Trainer<float>(
            network,
            new SoftmaxCrossEntropy<float>(),
            new Optimizer<float>(new RmsPropOptions { LearningRate = 0.01 }) { Layout = network.Layout },
            options
        ).Train(data, []);
        string warning = Assert.Single(result.Warnings);
        Assert.Contains("At step 30 the epoch's mean loss was ", warning);
        Assert.Contains("The run went back to step 15 and on at the rate 0.005 (1 of at most 5 times)", warning);
        Assert.Equal((RunOutcome.Completed, 45), (result.Outcome, result.Steps));

        static void Look(int step, Span<float> values)
        {
            if (step != 20)
                return;
            foreach (ref float value in values)
                value *= -1e6f;
        }
    }

    [Fact]
    public void After_the_fifth_time_the_run_ends()
    {
        RunResult result = Case.Train(
            scratch["run"],
            onStep: Poison(step => step >= 25),
            nonFinite: NonFiniteHandling.RollBack
        ).Result;
        Assert.Equal((RunOutcome.Diverged, 5), (result.Outcome, result.Warnings.Count));
        Assert.Contains("it was 0.0003125", result.Explanation);
    }

    RunResult Long(NonFiniteHandling policy, Func<int, bool> at) =>
        (Case with { Epochs = 90 }).Train(scratch["long"], onStep: Poison(at), nonFinite: policy).Result;
}
