using Surefoot.Lab.Charts;
using Surefoot.Rules;
using Surefoot.Schedules;
using Surefoot.Training.Comparing;
using Surefoot.Training.Data;
using Surefoot.Training.Models;
using Surefoot.Training.Runs;

namespace Surefoot.Lab.Lessons;

/// <summary>
/// The digits at a constant rate: how much the validation loss swings late in training, with a short and a long memory
/// of the squared gradients, each without momentum and with it, and what remedies leave of RMSprop's swing. The four of
/// the square correct for the averages' start at 0, so that they differ in memory and momentum alone: with momentum
/// they are Adam. All at the same rate, but for the momentum that is added to steps, which wants it times 1 − μ.
/// </summary>
sealed class OscillationExperiment : ILessonExperiment
{
    const double Rate = 3e-3,
        Momentum = 0.9,
        Average = 0.99,
        Short = 0.99,
        Long = 0.999;

    sealed record Trial(string Name, OptimizerOptions Options, double Average = 0, bool Falls = false);

    static RmsPropOptions Corrected(double decay) =>
        new()
        {
            LearningRate = Rate,
            Decay = decay,
            BiasCorrection = true,
        };

    static AdamOptions Adam(double beta2) =>
        new()
        {
            LearningRate = Rate,
            Beta1 = Momentum,
            Beta2 = beta2,
        };

    static readonly RmsPropOptions plain = new() { LearningRate = Rate };

    static readonly Trial[] trials =
    [
        new("rmsprop", plain),
        new("memory 0.99, no momentum", Corrected(Short)),
        new("memory 0.999, no momentum", Corrected(Long)),
        new("memory 0.99, momentum 0.9", Adam(Short)),
        new("memory 0.999, momentum 0.9 (adam)", Adam(Long)),
        new("rmsprop, decaying rate", plain, Falls: true),
        new("rmsprop, averaged weights", plain, Average),
        new("rmsprop, momentum at η(1−μ)", plain with { LearningRate = Rate * (1 - Momentum), Momentum = Momentum }),
    ];

    public LessonResult Run(LessonSetting setting)
    {
        TrainingData data = LessonData.Digits();
        ComparedOptimizer[] ran =
        [
            .. trials.Select(
                (trial, i) => Train(setting, data, trial, i / (double)trials.Length, (i + 1) / (double)trials.Length)
            ),
        ];
        double Mean(int i) => ran[i].Swing.Mean;
        string Said(int i) => $"{Text(Mean(i))} ± {Text(ran[i].Swing.Deviation)}";
        // What each takes away where the other is not there yet.
        double byMemory = Mean(1) - Mean(2),
            byMomentum = Mean(1) - Mean(3);
        return new LessonResult
        {
            Sentence =
                $"Late in training the validation loss swung by {Said(1)} with a memory of 0.99 and no momentum. A "
                + $"memory of 0.999 left {Said(2)} of it, momentum {Said(3)}, both, which is Adam, {Said(4)}. "
                + $"RMSprop as it comes swung by {Said(0)}; a decaying rate left {Said(5)}, averaged weights "
                + $"{Said(6)}, momentum at η(1−μ) {Said(7)}.",
            Expected =
                "RMSprop swings more than Adam as both come, and a memory of 0.999 takes away more of the swing than "
                + "momentum does: Adam's longer memory is the greater part of its calm. A decaying rate and averaged "
                + "weights each take away half of RMSprop's swing or more.",
            Holds = Mean(0) > Mean(4) && byMemory > byMomentum && Mean(5) <= Mean(0) / 2 && Mean(6) <= Mean(0) / 2,
            Figures =
            [
                .. trials.Select(
                    (trial, i) => new LessonFigure($"{trial.Name}: swing of the validation loss", Mean(i), Said(i))
                ),
            ],
            Charts =
            [
                Chart(ran, "memory and momentum", [1, 2, 3, 4]),
                Chart(ran, "RMSprop and its remedies", [0, 2, 5, 6, 7]),
            ],
        };
    }

    static ComparedOptimizer Train(LessonSetting setting, TrainingData data, Trial trial, double from, double to)
    {
        int epochs = setting.Sized(full: 40, quick: 25),
            batch = 32;
        Comparison comparison = new(
            seed =>
                Network<float>.Build(
                    new ModelDescription("mlp", data.Training.InputShape, data.Preprocessing.Outputs)
                    {
                        Hidden = setting.Sized<int[]>(full: [128, 64], quick: [128, 64]),
                    },
                    seed
                ),
            data,
            new ComparisonOptions
            {
                Training = LessonData.Training(setting, epochs) with
                {
                    BatchSize = batch,
                    AverageDecay = trial.Average,
                },
                Seeds = setting.Sized<ulong[]>(full: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10], quick: [1, 2]),
                Trials = 1,
                Schedule = length =>
                    trial.Falls ? new CosineSchedule(length * (((data.Training.Count - 1) / batch) + 1)) : null,
            }
        );
        return LessonData.Compare(setting, comparison, [new(trial.Name, trial.Options)], from, to).Optimizers[0];
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
