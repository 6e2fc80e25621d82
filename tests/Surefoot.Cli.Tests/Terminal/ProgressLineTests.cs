using Surefoot.Cli.Terminal;
using Surefoot.Training.Runs;

namespace Surefoot.Cli.Tests.Terminal;

public sealed class ProgressLineTests
{
    static readonly StepDone Step = new(3, 20, 45, 102, 249, 0.12345, 20_987.4, 2.5, 75.2);
    static readonly EpochDone Epoch = new(3, 20, 306, 0.1, 0.2, 0.9912, IsBest: true, 1e-3, 1, 3, 20_987.4);

    [Fact]
    public void On_a_terminal_one_line_is_rewritten_and_closed_at_the_end()
    {
        using StringWriter output = new();
        ProgressLine line = new(output, rewrites: true, () => 200);
        line.RunStarted(Started(classification: true));
        line.EpochDone(Epoch);
        line.StepDone(Step);
        line.RunEnded(null!);
        Assert.Equal(
            "\repoch  3/20  step 306  loss 0.1000  validation accuracy 99.12 %  20,987 samples/s  0:17 left"
                + "\repoch  3/20  step 45/102  loss 0.1235  validation accuracy 99.12 %  20,987 samples/s  1:15 left"
                + Environment.NewLine,
            output.ToString()
        );
    }

    [Fact]
    public void A_narrow_terminal_gets_a_line_that_does_not_wrap_and_still_says_how_long()
    {
        foreach (
            (int width, string expected) in ((int, string)[])
                [
                    (80, "epoch  3/20  step 45/102  loss 0.1235  val 99.12 %  20,987 samples/s  1:15 left"),
                    (60, "epoch  3/20  loss 0.1235  val 99.12 %  1:15 left"),
                    (40, "epoch  3/20  loss 0.1235  1:15 left"),
                    (10, "epoch  3/"),
                ]
        )
        {
            using StringWriter output = new();
            ProgressLine line = new(output, rewrites: true, () => width);
            line.RunStarted(Started(classification: true));
            line.EpochDone(Epoch);
            line.StepDone(Step);
            Assert.Equal(expected, output.ToString().Split('\r')[^1].TrimEnd());
        }
    }

    [Fact]
    public void Elsewhere_steps_are_silent_and_an_epoch_is_one_line()
    {
        using StringWriter output = new();
        ProgressLine line = new(output, rewrites: false, () => throw new IOException("There is no terminal."));
        line.RunStarted(Started(classification: false));
        line.StepDone(Step);
        line.EpochDone(Epoch with { ValidationMeasure = 12.5, IsBest = false });
        line.RunEnded(null!);
        Assert.Equal(
            "epoch  3/20  step 306  loss 0.1000  validation RMSE 12.5  20,987 samples/s  0:17 left"
                + Environment.NewLine,
            output.ToString()
        );
    }

    static RunStarted Started(bool classification) => new(20, 102, 32, 3250, 573, 1797, 1000, 2, classification);
}
