using Surefoot.Lab.Charts;
using Surefoot.Rules;
using Surefoot.Schedules;
using Surefoot.Training.Comparing;
using Surefoot.Training.Data;
using Surefoot.Training.Models;
using Surefoot.Training.Runs;

namespace Surefoot.Lab.Lessons;

/// <summary>
/// The digits at a constant rate: how much the validation loss swings late in training. Two by two: a short memory of
/// squares or a long one, with momentum or without, all four with bias correction and at one rate. Then remedies for
/// RMSprop as it comes, and the five optimizers, each at its best rate.
/// </summary>
sealed class OscillationExperiment : ILessonExperiment
{
    const double Rate = 3e-3,
        Momentum = 0.9,
        Average = 0.99,
        Long = 0.999;
    const int Batch = 32;

    static readonly IReadOnlyDictionary<string, string> Why = new Dictionary<string, string>
    {
        ["rmsprop"] = "the search found a rate at which its steps are short enough.",
        ["adam"] = "its memory of squares is ten times as long as RMSprop's, and it averages its steps.",
        ["adagrad"] = "its rates fall by themselves, which is what calms a swing.",
        ["momentum"] = "its steps shrink with the gradients, and near the goal those are small.",
        ["sgd"] = "its steps shrink with the gradients, and near the goal those are small.",
    };

    public LessonResult Run(LessonSetting setting)
    {
        TrainingData data = LessonData.Digits();
        Trial[] trials = Trials();
        ComparedOptimizer[] ran =
        [
            .. trials.Select(
                (trial, i) => Train(setting, data, trial, 0.5 * i / trials.Length, 0.5 * (i + 1) / trials.Length)
            ),
        ];
        ComparisonResult five = Five(setting, data);
        Spread[] swings = [.. ran.Select(one => one.Swing)];
        double memory = (swings[0].Mean - swings[1].Mean + swings[2].Mean - swings[3].Mean) / 2,
            momentum = (swings[0].Mean - swings[2].Mean + swings[1].Mean - swings[3].Mean) / 2,
            rmsprop = swings[4].Mean;
        // The longer memory with bias correction is among the four.
        Spread longer = swings[1];
        bool halved = new[] { swings[5], swings[6], longer }.All(left => left.Mean <= rmsprop / 2);
        return new LessonResult
        {
            Sentence =
                $"Late in training the validation loss swung, without momentum, by {Text(swings[0])} at a memory of "
                + $"0.99 and {Text(swings[1])} at 0.999; with momentum by {Text(swings[2])} and {Text(swings[3])}. "
                + $"The longer memory took away {Text(memory)} on average and momentum {Text(momentum)}. Of RMSprop's "
                + $"own swing, {Text(swings[4])}, a decaying rate left {Text(swings[5])}, averaged weights "
                + $"{Text(swings[6])}, a longer memory with bias correction {Text(longer)}, and momentum at η(1−μ) "
                + $"{Text(swings[7])}.",
            Expected =
                "At one rate for all, a longer memory takes away more of the swing than momentum does; and a decaying "
                + "rate, averaged weights and a longer memory with bias correction each take away half of RMSprop's "
                + "swing or more.",
            Holds = memory > momentum && halved,
            Winner = LessonWinner.Of(
                [.. five.Optimizers.Select(one => (one.Name, one.Swing))],
                Text,
                "swing, each at its best rate",
                Why
            ),
            Figures =
            [
                .. trials.Select((trial, i) => Figure(trial.Name, swings[i])),
                .. five.Optimizers.Select(one =>
                    Figure($"{one.Name} at its best rate, {NumberText.Precise(one.Rate)}", one.Swing)
                ),
            ],
            Charts =
            [
                Chart(ran, "memory and momentum", [0, 1, 2, 3]),
                Chart(ran, "RMSprop and its remedies", [4, 5, 6, 1, 7]),
                Chart([.. five.Optimizers], "five optimizers, each at its best rate", [0, 1, 2, 3, 4]),
            ],
        };
    }

    static Trial[] Trials()
    {
        RmsPropOptions plain = new() { LearningRate = Rate },
            corrected = plain with { BiasCorrection = true };
        AdamOptions adam = new() { LearningRate = Rate, Beta1 = Momentum };
        return
        [
            new("memory 0.99, no momentum", corrected),
            new("memory 0.999, no momentum", corrected with { Decay = Long }),
            new("memory 0.99, momentum (Adam)", adam with { Beta2 = 0.99 }),
            new("memory 0.999, momentum (Adam)", adam with { Beta2 = Long }),
            new("rmsprop", plain),
            new("rmsprop, decaying rate", plain) { Falls = true },
            new("rmsprop, averaged weights", plain) { Average = Average },
            new(
                "rmsprop, momentum at η(1−μ)",
                plain with
                {
                    LearningRate = Rate * (1 - Momentum),
                    Momentum = Momentum,
                }
            ),
            new("rmsprop, memory 0.999, no correction", plain with { Decay = Long }),
        ];
    }

    static ComparedOptimizer Train(LessonSetting setting, TrainingData data, Trial trial, double from, double to)
    {
        ComparisonOptions options = Scored(setting) with
        {
            Training = Training(setting) with { AverageDecay = trial.Average },
            Trials = 1,
            Schedule = length =>
                trial.Falls ? new CosineSchedule(length * (((data.Training.Count - 1) / Batch) + 1)) : null,
        };
        Comparison comparison = new(seed => Build(data, seed), data, options);
        return LessonData.Compare(setting, comparison, [new(trial.Name, trial.Options)], from, to).Optimizers[0];
    }

    static ComparisonResult Five(LessonSetting setting, TrainingData data)
    {
        ComparisonOptions search = new()
        {
            Training = Training(setting) with { Epochs = setting.Sized(full: 10, quick: 4) },
            Seeds = LessonRace.SearchSeeds(setting.Sized(full: 3, quick: 2)),
        };
        return new LessonRace(seed => Build(data, seed), data, search, Scored(setting)).Run(
            setting,
            LessonRace.Five,
            from: 0.5
        );
    }

    static ComparisonOptions Scored(LessonSetting setting) =>
        new() { Training = Training(setting), Seeds = LessonRace.Seeds(setting.Sized(full: 10, quick: 3)) };

    static TrainerOptions Training(LessonSetting setting) =>
        LessonData.Training(setting, setting.Sized(full: 40, quick: 30)) with
        {
            BatchSize = Batch,
        };

    static Network<float> Build(TrainingData data, ulong seed) =>
        Network<float>.Build(
            new ModelDescription("mlp", data.Training.InputShape, data.Preprocessing.Outputs) { Hidden = [128, 64] },
            seed
        );

    static LessonFigure Figure(string name, Spread swing) =>
        new($"{name}: swing of the validation loss", swing.Mean, Text(swing));

    // Of one seed: a mean over seeds would smooth the very swing that is to be seen.
    static LineChart Chart(ComparedOptimizer[] ran, string title, int[] shown)
    {
        Series[] series = [.. shown.Select((i, look) => Curve(ran[i]) with { Look = look })];
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

    static string Text(Spread swing) => SpreadText.Of(swing, 4);

    static string Text(double swing) => NumberText.Precise(Math.Round(swing, 4));

    sealed record Trial(string Name, OptimizerOptions Options)
    {
        public double Average { get; init; }

        public bool Falls { get; init; }
    }
}
