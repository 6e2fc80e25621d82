using System.Text;
using Surefoot.Rules;
using Surefoot.Training.Runs;
using Surefoot.Training.Runs.Watching;

namespace Surefoot.Training.Tests.Watching;

/// <summary>
/// Curves of real runs, kept with the command that made each, and what is said of them: nothing that the run does
/// already, nothing that contradicts itself, and of a run that ended too early that it should be longer.
/// </summary>
public sealed class RecordedCurveTests
{
    [Fact]
    public void A_run_whose_best_epoch_is_the_last_is_told_to_go_on_with_the_option()
    {
        Diagnosis found = Assert.Single(Diagnoser.Diagnose(History("short", asked: 20)));
        Assert.Equal(DiagnosisKind.StillImproving, found.Kind);
        Assert.Matches(
            @"^The best epoch is the last, 20: since epoch 15 the validation loss fell from 0\.\d+ to 0\.\d+\.$",
            found.Evidence
        );
        Assert.Equal(new("Train longer.", "--epochs 40"), Assert.Single(found.Remedies));
    }

    [Fact]
    public void A_run_that_was_to_go_on_is_not_nor_is_one_that_only_creeps()
    {
        WatchedHistory run = History("short", asked: 20);
        Assert.DoesNotContain(Diagnoser.Diagnose(run with { EpochsAsked = 30 }), Improves);
        Assert.DoesNotContain(Diagnoser.Diagnose(run with { EpochsAsked = null }), Improves);
        // From the fifteenth epoch on it falls by a thousandth in all.
        WatchedEpoch[] creeping =
        [
            .. run.Epochs.Select(epoch =>
                epoch.Epoch < 15
                    ? epoch
                    : epoch with
                    {
                        ValidationLoss = run.Epochs[13].ValidationLoss * (1 - (2e-4 * (epoch.Epoch - 14))),
                    }
            ),
        ];
        Assert.Equal(
            DiagnosisKind.Healthy,
            Assert.Single(Diagnoser.Diagnose(run with { Epochs = creeping, Best = creeping[^1] })).Kind
        );
    }

    [Fact]
    public void A_loss_that_began_with_an_easy_batch_and_never_fell_is_neither_healthy_nor_diverging()
    {
        WatchedHistory run = History("flat", asked: 8);
        // What made it look as if it ran away: half as high again as the first batch's.
        Assert.True(run.Intervals[^1].Loss > 1.5 * run.Intervals[0].Loss);
        Diagnosis found = Assert.Single(Diagnoser.Diagnose(run with { ChanceLoss = 1 }));
        Assert.Equal(DiagnosisKind.Plateau, found.Kind);
        Assert.Equal(
            ["--schedule plateau", "--learning-rate 1E-05", "--hidden 256,128"],
            found.Remedies.Select(remedy => remedy.Options.Replace("1e-5", "1E-05"))
        );
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.006)]
    public void From_one_to_one_is_not_healthy_even_if_the_best_epoch_is_the_last(double fallOfAnEpoch)
    {
        WatchedHistory run = History("flat", asked: 8) with { ChanceLoss = 1 };
        WatchedInterval[] intervals =
        [
            .. run.Intervals.Select(interval => interval with { Loss = 1.01 + (0.01 * ((interval.Loss / 3.7) - 1)) }),
        ];
        WatchedEpoch[] epochs =
        [
            .. run.Epochs.Select(epoch => epoch with { ValidationLoss = 1.02 * (1 - (fallOfAnEpoch * epoch.Epoch)) }),
        ];
        Assert.Equal(
            DiagnosisKind.Plateau,
            Assert
                .Single(
                    Diagnoser.Diagnose(
                        run with
                        {
                            Intervals = intervals,
                            Epochs = epochs,
                            Best = epochs.MinBy(epoch => epoch.ValidationLoss),
                        }
                    )
                )
                .Kind
        );
    }

    [Fact]
    public void Two_steps_of_which_the_second_is_higher_are_not_diverging()
    {
        WatchedHistory run = History("two-steps", asked: 1);
        Assert.Equal(2, run.Intervals.Count);
        Assert.True(run.Intervals[1].Loss > 1.6 * run.Intervals[0].Loss);
        Assert.Empty(Diagnoser.Diagnose(run with { ChanceLoss = 1 }));
    }

    [Fact]
    public void A_run_that_overfits_is_not_offered_what_it_does_already()
    {
        WatchedHistory run = History("overfit", asked: 30);
        Assert.Equal(["--patience 8", "--dropout 0.5", "--weight-decay 0.001"], Options(run));
        Assert.Equal(["--dropout 0.5", "--weight-decay 0.001"], Options(run, new TrainerOptions { Patience = 8 }));
        Assert.Equal(
            ["--patience 8"],
            Options(run, new TrainerOptions(), dropout: 0.5, optimizer: new RmsPropOptions { WeightDecay = 0.001 })
        );
    }

    [Fact]
    public void Nothing_contradicts_what_is_graver()
    {
        Diagnosis Said(DiagnosisKind kind, string option) => new(kind, 1, 1, null, "", [new("", option)]);
        Diagnosis[] all =
        [
            Said(DiagnosisKind.Diverging, "--learning-rate 0.001"),
            Said(DiagnosisKind.RateTooLow, "--learning-rate 0.1"),
            Said(DiagnosisKind.Plateau, "--schedule plateau"),
            Said(DiagnosisKind.Overfitting, "--dropout 0.5"),
            Said(DiagnosisKind.StillImproving, "--epochs 40"),
        ];
        Assert.Equal(
            [DiagnosisKind.Diverging, DiagnosisKind.Overfitting],
            Agreement.Of(all, 0.01).Select(one => one.Kind)
        );
        Assert.Equal(
            [DiagnosisKind.Plateau, DiagnosisKind.Overfitting],
            Agreement.Of(all[1..], 0.01).Select(one => one.Kind)
        );
        Assert.Equal(
            [DiagnosisKind.RateTooLow, DiagnosisKind.StillImproving],
            Agreement.Of([all[1], all[4]], 0.01).Select(one => one.Kind)
        );
    }

    [Fact]
    public void A_falling_rate_behind_a_warm_up_is_not_offered_again() =>
        Assert.True(
            RemediesInForce
                .Of(
                    new RmsPropOptions(),
                    new Surefoot.Schedules.WarmupSchedule(10, new Surefoot.Schedules.CosineSchedule(100)),
                    null,
                    0,
                    new TrainerOptions()
                )
                .Hold(Remedies.Cosine)
        );

    static bool Improves(Diagnosis found) => found.Kind == DiagnosisKind.StillImproving;

    static IEnumerable<string> Options(
        WatchedHistory run,
        TrainerOptions? trainer = null,
        double dropout = 0,
        RmsPropOptions? optimizer = null
    )
    {
        Diagnosis found = Diagnoser.Diagnose(
            run with
            {
                InForce = trainer is null
                    ? RemediesInForce.None
                    : RemediesInForce.Of(optimizer ?? new(), null, null, dropout, trainer),
            }
        )[0];
        Assert.Equal(DiagnosisKind.Overfitting, found.Kind);
        return found.Remedies.Select(remedy => remedy.Options);
    }

    static WatchedHistory History(string name, int asked)
    {
        using var reader = new StreamReader(
            typeof(RecordedCurveTests).Assembly.GetManifestResourceStream($"watching/{name}")!
        );
        var lines = new MetricsLines();
        while (reader.ReadLine() is { } line)
            lines.Add(Encoding.UTF8.GetBytes(line), name);
        WatchedEpoch[] epochs =
        [
            .. lines.Gathered.Epochs.Select(e => new WatchedEpoch(
                e.Epoch,
                e.Step,
                e.TrainLoss,
                e.ValidationLoss,
                e.ValidationMeasure,
                e.LearningRate
            )),
        ];
        return new()
        {
            Intervals = lines.Gathered.Intervals,
            Epochs = epochs,
            Best = epochs.MinBy(epoch => epoch.ValidationLoss),
            EpochsAsked = asked,
        };
    }
}
