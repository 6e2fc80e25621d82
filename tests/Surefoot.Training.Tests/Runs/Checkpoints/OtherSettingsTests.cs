using Surefoot.Rules;
using Surefoot.Training.Runs;
using Surefoot.Training.Tests.Formats;

namespace Surefoot.Training.Tests.Runs.Checkpoints;

/// <summary>A program that goes on from checkpoints with an optimizer set otherwise.</summary>
public sealed class OtherSettingsTests : IDisposable
{
    static readonly RmsPropOptions Before = new() { LearningRate = 0.01, Decay = 0.99 };

    readonly ScratchFolder scratch = new();

    public OtherSettingsTests() => new ResumeCase(Before).Train(scratch["run"], stopAt: 20);

    public void Dispose() => scratch.Dispose();

    [Fact]
    public void State_made_with_another_decay_is_refused_with_both_values()
    {
        var other = new ResumeCase(Before with { Decay = 0.5 });
        RunException error = Assert.Throws<RunException>(() => other.Train(scratch["run"], resume: true));
        Assert.Contains("Decay 0.99, and these settings have Decay 0.5", error.Message);
    }

    [Fact]
    public void Another_rate_is_told_of() =>
        Assert.Contains(
            "The run began at the learning rate 0.01, and the optimizer is set to 0.002 now: it goes on at "
                + "the rate of the checkpoint, 0.01.",
            new ResumeCase(Before with { LearningRate = 0.002 }).Train(scratch["run"], resume: true).Result.Warnings
        );

    [Fact]
    public void The_same_settings_are_no_word_worth() =>
        Assert.Empty(new ResumeCase(Before).Train(scratch["run"], resume: true).Result.Warnings);
}
