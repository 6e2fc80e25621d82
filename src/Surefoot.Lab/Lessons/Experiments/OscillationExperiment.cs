using Surefoot.Lab.Charts;
using Surefoot.Rules;
using Surefoot.Schedules;
using Surefoot.Training.Comparing;
using Surefoot.Training.Data;
using Surefoot.Training.Models;
using Surefoot.Training.Runs;

namespace Surefoot.Lab.Lessons;

/// <summary>
/// The digits at a constant rate: how much the validation loss swings late in training with RMSprop, with Adam, and
/// with three remedies for RMSprop. All at the same rate, but for momentum, which wants it times 1 − μ.
/// </summary>
sealed class OscillationExperiment : ILessonExperiment
{
    const double Rate = 3e-3,
        Momentum = 0.9,
        Average = 0.99;

    public LessonResult Run(LessonSetting setting)
    {
        TrainingData data = LessonData.Digits();
        RmsPropOptions rmsprop = new() { LearningRate = Rate };
        (string Name, OptimizerOptions Options, double Average, bool Falls)[] trials =
        [
            ("rmsprop", rmsprop, 0, false),
            ("adam", new AdamOptions { LearningRate = Rate }, 0, false),
            ("rmsprop, decaying rate", rmsprop, 0, true),
            ("rmsprop, averaged weights", rmsprop, Average, false),
            (
                "rmsprop, momentum at η(1−μ)",
                rmsprop with
                {
                    LearningRate = Rate * (1 - Momentum),
                    Momentum = Momentum,
                },
                0,
                false
            ),
        ];
        ComparedOptimizer[] ran =
        [
            .. trials.Select(
                (trial, i) =>
                    Train(
                        setting,
                        data,
                        trial.Name,
                        trial.Options,
                        trial.Average,
                        trial.Falls,
                        i / (double)trials.Length,
                        (i + 1) / (double)trials.Length
                    )
            ),
        ];
        double[] swings = [.. ran.Select(one => one.Swing.Mean)];
        return new LessonResult
        {
            Sentence =
                $"Late in training RMSprop's validation loss swung by {Text(swings[0])} and Adam's by "
                + $"{Text(swings[1])}; a decaying rate left {Text(swings[2])} of it, averaged weights "
                + $"{Text(swings[3])}, momentum at η(1−μ) {Text(swings[4])}.",
            Expected =
                "RMSprop swings more than Adam, and a decaying rate and averaged weights each take away half "
                + "of its swing or more. Momentum is reported as it comes out.",
            Holds = swings[0] > swings[1] && swings[2] <= swings[0] / 2 && swings[3] <= swings[0] / 2,
            Figures =
            [
                .. trials.Select(
                    (trial, i) =>
                        new LessonFigure($"{trial.Name}: swing of the validation loss", swings[i], Text(swings[i]))
                ),
            ],
            Charts = [Chart(ran, "RMSprop and its remedies", [0, 2, 3, 4]), Chart(ran, "RMSprop and Adam", [0, 1])],
        };
    }

    static ComparedOptimizer Train(
        LessonSetting setting,
        TrainingData data,
        string name,
        OptimizerOptions options,
        double average,
        bool falls,
        double from,
        double to
    )
    {
        int epochs = setting.Sized(full: 40, quick: 16),
            batch = 32;
        Comparison comparison = new(
            seed =>
                Network<float>.Build(
                    new ModelDescription("mlp", data.Training.InputShape, data.Preprocessing.Outputs)
                    {
                        Hidden = setting.Sized<int[]>(full: [128, 64], quick: [32]),
                    },
                    seed
                ),
            data,
            new ComparisonOptions
            {
                Training = LessonData.Training(setting, epochs) with { BatchSize = batch, AverageDecay = average },
                Seeds = setting.Sized<ulong[]>(full: [1, 2, 3, 4, 5], quick: [1, 2]),
                Trials = 1,
                Schedule = length =>
                    falls ? new CosineSchedule(length * (((data.Training.Count - 1) / batch) + 1)) : null,
            }
        );
        return LessonData.Compare(setting, comparison, [new(name, options)], from, to).Optimizers[0];
    }

    // Of one seed: a mean over seeds would smooth the very swing that is to be seen.
    static LineChart Chart(ComparedOptimizer[] ran, string title, int[] shown)
    {
        Series[] series = [.. shown.Select(i => Curve(ran[i]) with { Look = i })];
        return new LineChart
        {
            Title = $"Validation loss of one seed: {title}",
            Description = string.Join(
                " ",
                shown.Select(i => $"{ran[i].Name}: a swing of {Text(ran[i].Runs[0].Swing)}.")
            ),
            X = new Axis("Epoch") { Whole = true },
            Y = new Axis("Validation loss") { Floor = 0 },
            Series = series,
        };
    }

    static Series Curve(ComparedOptimizer optimizer)
    {
        IReadOnlyList<EpochDone> epochs = optimizer.Runs[0].Epochs;
        return new Series(
            optimizer.Name,
            [.. epochs.Select(epoch => (double)epoch.Epoch)],
            [.. epochs.Select(epoch => epoch.ValidationLoss)]
        );
    }

    static string Text(double swing) => NumberText.Precise(Math.Round(swing, 4));
}
