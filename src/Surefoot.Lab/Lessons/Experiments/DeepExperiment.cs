using Surefoot.Lab.Charts;
using Surefoot.Lab.Reports;
using Surefoot.Memory;
using Surefoot.Rules;
using Surefoot.Training.Comparing;
using Surefoot.Training.Data;
using Surefoot.Training.Layers;
using Surefoot.Training.Losses;
using Surefoot.Training.Models;
using Surefoot.Training.Tensors;
using Axis = Surefoot.Lab.Charts.Axis;

namespace Surefoot.Lab.Lessons;

/// <summary>
/// Seven dense layers: of logistic units, through which gradients vanish on their way back, or of tanh units with large
/// starting weights, through which they explode. Layer by layer: how large the gradients are, and how far the weights
/// move. Then five optimizers, each at the best rate of the same search, train the vanishing one.
/// </summary>
sealed class DeepExperiment : ILessonExperiment
{
    const int Hidden = 6,
        Width = 32,
        LookedAt = 50;
    const double Vanishing = 1,
        Exploding = 10;

    static readonly IReadOnlyDictionary<string, string> Why = new Dictionary<string, string>
    {
        ["rmsprop"] = "it divides out how small a layer's gradients are, so the first layers move too.",
        ["adam"] =
            "it divides out how small a layer's gradients are as RMSprop does, and its averages of the "
            + "gradients take noise out of what a vanished gradient still says.",
        ["adagrad"] = "it divides out how small a layer's gradients are, and its rates fall as training settles.",
        ["momentum"] = "steady gradients add up, however small.",
        ["sgd"] = "a rate was found that suits all layers.",
    };

    public LessonResult Run(LessonSetting setting)
    {
        TrainingData data = LessonData.Digits();
        setting.Tell(0, "looking at layers");
        Layers vanishing = Look(setting, data, Activation.Sigmoid, Vanishing),
            exploding = Look(setting, data, Activation.Tanh, Exploding);
        LessonRace race = new(
            seed => Build(data, Activation.Sigmoid, Vanishing, seed),
            data,
            new ComparisonOptions
            {
                Training = LessonData.Training(setting, setting.Sized(full: 5, quick: 3)),
                Seeds = LessonRace.SearchSeeds(setting.Sized(full: 3, quick: 2)),
            },
            new ComparisonOptions
            {
                Training = LessonData.Training(setting, setting.Sized(full: 15, quick: 8)),
                Seeds = LessonRace.Seeds(setting.Sized(full: 10, quick: 3)),
            }
        );
        ComparisonResult learnt = race.Run(setting, LessonRace.Five, from: 0.1);
        Spread rmsprop = learnt.Optimizers[0].Best,
            sgd = learnt.Optimizers[4].Best;
        return new LessonResult
        {
            Sentence =
                $"Gradients of the layers were {Times(vanishing.GradientRatio)} apart where they vanish and "
                + $"{Times(exploding.GradientRatio)} where they explode, RMSprop's steps "
                + $"{Times(vanishing.StepRatio)} and {Times(exploding.StepRatio)}; "
                + "on the vanishing network the best validation accuracy was "
                + string.Join(", ", learnt.Optimizers.Select(one => $"{SpreadText.Percent(one.Best)} ({one.Name})"))
                + ".",
            Expected =
                "Gradients at least ten times apart and steps at most twice, both ways; RMSprop at least ten "
                + "points above gradient descent.",
            Holds =
                vanishing.GradientRatio >= 10
                && exploding.GradientRatio >= 10
                && vanishing.StepRatio <= 2
                && exploding.StepRatio <= 2
                && rmsprop.Mean >= sgd.Mean + 0.1,
            Winner = LessonWinner.Of(
                [.. learnt.Optimizers.Select(one => (one.Name, one.Best with { Mean = 1 - one.Best.Mean }))],
                SpreadText.Percent,
                "validation digits wrong at best",
                Why
            ),
            Figures =
            [
                new(
                    "vanishing: largest gradient of a layer over smallest",
                    vanishing.GradientRatio,
                    Times(vanishing.GradientRatio)
                ),
                new(
                    "vanishing: largest step of a layer over smallest",
                    vanishing.StepRatio,
                    Times(vanishing.StepRatio)
                ),
                new(
                    "exploding: largest gradient of a layer over smallest",
                    exploding.GradientRatio,
                    Times(exploding.GradientRatio)
                ),
                new(
                    "exploding: largest step of a layer over smallest",
                    exploding.StepRatio,
                    Times(exploding.StepRatio)
                ),
                .. learnt.Optimizers.Select(one => new LessonFigure(
                    $"{one.Name}: best validation accuracy",
                    one.Best.Mean,
                    SpreadText.Percent(one.Best)
                )),
                .. learnt.Optimizers.Select(one => new LessonFigure(
                    $"{one.Name}: rate",
                    one.Rate,
                    NumberText.Precise(one.Rate)
                )),
            ],
            Charts =
            [
                Chart(vanishing, "vanish"),
                Chart(exploding, "explode"),
                ComparisonCharts.Measure(learnt) with
                {
                    Levels = [],
                },
            ],
        };
    }

    static Network<float> Build(TrainingData data, Activation activation, double gain, ulong seed)
    {
        List<Layer<float>> layers = [new Flatten<float>()];
        int inputs = data.Training.InputShape.Length;
        for (int i = 1; i <= Hidden; i++)
        {
            layers.Add(
                new Dense<float>(
                    inputs,
                    Width,
                    activation,
                    Initializer.Normal(gain / Math.Sqrt(inputs)),
                    name: $"dense{i}"
                )
            );
            inputs = Width;
        }

        layers.Add(
            new Dense<float>(
                inputs,
                data.Preprocessing.Outputs,
                initializer: Initializer.Normal(gain / Math.Sqrt(inputs)),
                name: $"dense{Hidden + 1}"
            )
        );
        return new Network<float>(new Sequential<float>(layers), data.Training.InputShape, seed);
    }

    static Layers Look(LessonSetting setting, TrainingData data, Activation activation, double gain)
    {
        using NetworkSteps training = new(
            Build(data, activation, gain, seed: 1),
            new RmsPropOptions(),
            new SoftmaxCrossEntropy<float>(),
            data.Training,
            batchSize: 32,
            setting.Threads
        );
        ParameterRange[] weights =
        [
            .. training.Network.Layout.Entries.Where(entry => entry.Name.EndsWith(".weight", StringComparison.Ordinal)),
        ];
        double[] gradients = new double[weights.Length],
            moves = new double[weights.Length];
        float[] before = new float[training.Network.Parameters.Length];
        for (int step = 0; step < LookedAt; step++)
        {
            training.Network.Parameters.CopyTo(before);
            training.Step();
            for (int i = 0; i < weights.Length; i++)
            {
                for (int j = weights[i].Offset; j < weights[i].Offset + weights[i].Length; j++)
                {
                    gradients[i] += Math.Pow(training.Network.Gradients[j], 2) / weights[i].Length / LookedAt;
                    moves[i] += Math.Pow(training.Network.Parameters[j] - before[j], 2) / weights[i].Length / LookedAt;
                }
            }
        }

        return new Layers([.. gradients.Select(Math.Sqrt)], [.. moves.Select(Math.Sqrt)]);
    }

    static LineChart Chart(Layers layers, string how)
    {
        double[] number = [.. Enumerable.Range(1, layers.Gradients.Length).Select(layer => (double)layer)];
        return new LineChart
        {
            Title = $"Gradients that {how}, and the steps that RMSprop makes of them, by layer",
            Description =
                $"The gradient of the first layer is {NumberText.Precise(layers.Gradients[0])}, that of the "
                + $"last {NumberText.Precise(layers.Gradients[^1])}; their steps are "
                + $"{NumberText.Precise(layers.Steps[0])} and {NumberText.Precise(layers.Steps[^1])}.",
            X = new Axis("Layer, from the input to the output") { Whole = true },
            Y = new Axis("Root mean square of a weight's") { Scale = AxisScale.Logarithmic },
            Series = [new Series("Step", number, layers.Steps), new Series("Gradient", number, layers.Gradients)],
        };
    }

    static string Times(double ratio) =>
        $"{NumberText.Whole(ratio < 10 ? Math.Round(ratio, 1) : Math.Round(ratio))} times";

    /// <summary>The root mean square of gradients and of steps, by layer.</summary>
    sealed record Layers(double[] Gradients, double[] Steps)
    {
        public double GradientRatio => Gradients.Max() / Gradients.Min();

        public double StepRatio => Steps.Max() / Steps.Min();
    }
}
