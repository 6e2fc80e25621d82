using Surefoot.Rules;
using Surefoot.Training.Runs;
using Surefoot.Training.Tests.Formats;

namespace Surefoot.Training.Tests.Runs.Checkpoints;

/// <summary>A run that was stopped and resumed ends, to the last bit, as one that was never stopped.</summary>
public sealed class ResumeTests : IDisposable
{
    readonly ScratchFolder scratch = new();

    public void Dispose() => scratch.Dispose();

    [Theory]
    [InlineData("rmsprop", "cosine")]
    [InlineData("centered", "warmup")]
    [InlineData("adagrad", "step")]
    [InlineData("adam", "onecycle")]
    [InlineData("amsgrad", "exponential")]
    [InlineData("sgd", "inverse-sqrt")]
    [InlineData("momentum", "restarts")]
    [InlineData("rmsprop", "polynomial")]
    [InlineData("adam", "plateau")]
    public void A_stop_at_any_of_some_steps_changes_nothing(string optimizer, string schedule) =>
        StopAtSteps(optimizer, schedule, Some);

    [LongTheory("every optimizer with every schedule, stopped at each of the first 60 steps")]
    [InlineData("rmsprop")]
    [InlineData("centered")]
    [InlineData("adagrad")]
    [InlineData("adam")]
    [InlineData("amsgrad")]
    [InlineData("sgd")]
    [InlineData("momentum")]
    public void A_stop_at_each_of_60_steps_changes_nothing(string optimizer)
    {
        foreach (string schedule in ResumeCase.Schedules.Keys.Append("plateau"))
            StopAtSteps(optimizer, schedule, Enumerable.Range(1, ResumeCase.Steps));
    }

    // In the middle of gathering gradients, after a step of the optimizer, at the end of an epoch, and at the last step
    // of all.
    static readonly int[] Some = [1, 4, 6, 9, 23, 42, 47, 60];

    void StopAtSteps(string optimizer, string schedule, IEnumerable<int> steps)
    {
        var run = new ResumeCase(
            ResumeCase.Optimizers[optimizer],
            schedule == "plateau" ? null : ResumeCase.Schedules[schedule],
            schedule == "plateau" ? new PlateauOptions(0.5, 0) : null
        );
        ResumeCase.Ending never = run.Train(scratch[$"{optimizer} {schedule} never"]);
        Assert.Equal(RunOutcome.Completed, never.Result.Outcome);
        foreach (int step in steps)
        {
            string folder = scratch[$"{optimizer} {schedule} {step}"];
            ResumeCase.Ending stopped = run.Train(folder, stopAt: step);
            Assert.Equal((RunOutcome.Interrupted, step), (stopped.Result.Outcome, stopped.Result.Steps));
            ResumeCase.AssertSame(
                never,
                run.Train(folder, threads: 1 + (step % 3), resume: true),
                $"{optimizer}, {schedule}, stopped at step {step}"
            );
        }
    }

    [Fact]
    public void A_run_that_is_stopped_again_and_again_changes_nothing()
    {
        var run = new ResumeCase(ResumeCase.Optimizers["centered"]);
        ResumeCase.Ending never = run.Train(scratch["never"]),
            actual = run.Train(scratch["often"], stopAt: 1);
        for (int times = 1; actual.Result.Outcome == RunOutcome.Interrupted; times++)
            actual = run.Train(scratch["often"], threads: 1 + (times % 2), resume: true, stopAt: 3);
        ResumeCase.AssertSame(never, actual, "stopped at every third step");
    }

    [Fact]
    public void Early_stopping_remembers_how_long_it_has_waited()
    {
        var run = new ResumeCase(new RmsPropOptions { LearningRate = 0.1 }) { Patience = 2, Epochs = 40 };
        ResumeCase.Ending never = run.Train(scratch["never"]);
        Assert.Equal(RunOutcome.StoppedEarly, never.Result.Outcome);
        for (int epoch = 1; epoch < never.Result.Epochs; epoch++)
        {
            run.Train(scratch[$"{epoch}"], stopAt: (6 * epoch) + 1);
            ResumeCase.AssertSame(never, run.Train(scratch[$"{epoch}"], resume: true), $"stopped after epoch {epoch}");
        }
    }

    [Fact]
    public void Seconds_and_rows_a_second_add_up_and_warnings_are_kept()
    {
        var clock = new ManualClock();
        var run = new ResumeCase(ResumeCase.Optimizers["adam"]) { Clock = clock };
        run.Train(scratch["run"], stopAt: 9, onStep: Tick);
        clock.Advance(1000);
        RunResult result = run.Train(scratch["run"], resume: true, onStep: Tick).Result;
        Assert.Equal((30, 460 / 30.0), (result.Seconds, result.SamplesPerSecond));

        void Tick(int step, Span<float> values, RunControl control) => clock.Advance(0.5);
    }

    [Fact]
    public void Checkpoints_change_nothing_however_often_they_are_written()
    {
        var run = new ResumeCase(ResumeCase.Optimizers["momentum"]);
        ResumeCase.AssertSame(
            run.Train(scratch["rarely"]),
            run.Train(scratch["always"], every: 1),
            "a checkpoint at every step"
        );
    }

    /// <summary>Weights, optimizer, averages, best epoch and watcher alike: all that a checkpoint holds.</summary>
    [Fact]
    public void What_a_resumed_run_knows_in_the_end_is_byte_for_byte_what_an_unbroken_one_knows()
    {
        var run = new ResumeCase(ResumeCase.Optimizers["rmsprop"]) { Clock = new ManualClock() };
        run.Train(scratch["never"], stopAt: 59);
        run.Train(scratch["twice"], stopAt: 23);
        run.Train(scratch["twice"], threads: 2, resume: true, stopAt: 59 - 23);
        const string Last = "asked-0000000059.safetensors";
        Assert.Equal(
            File.ReadAllBytes(Path.Combine(scratch["never"], Last)),
            File.ReadAllBytes(Path.Combine(scratch["twice"], Last))
        );
    }
}
