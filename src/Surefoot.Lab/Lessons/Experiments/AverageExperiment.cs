using Surefoot.Lab.Charts;
using Surefoot.Rules;
using Surefoot.Training.Data;
using Surefoot.Training.Losses;
using Surefoot.Training.Models;

namespace Surefoot.Lab.Lessons;

/// <summary>
/// Trains a small network on the digits, keeps every gradient, and afterwards works out the average of each weight and
/// bias from its definition: (1−ρ)·Σ ρᵏ·g², k steps back. The optimizer's own averages, and its rates, must be those.
/// </summary>
sealed class AverageExperiment : ILessonExperiment
{
    const double Tolerance = 1e-4;

    public LessonResult Run(LessonSetting setting)
    {
        int steps = setting.Sized(full: 400, quick: 60);
        TrainingData data = DataLoader.Load(null, new DataOptions());
        RmsPropOptions options = new();
        Network<float> network = Network<float>.Build(
            new ModelDescription("mlp", data.Training.InputShape, data.Preprocessing.Outputs)
            {
                Hidden = [setting.Sized(64, 16)],
            },
            seed: 1
        );
        using NetworkSteps training = new(
            network,
            options,
            new SoftmaxCrossEntropy<float>(),
            data.Training,
            batchSize: 32,
            setting.Threads
        );

        int shown = network.Layout.Entries[^1].Offset;
        List<float[]> gradients = [];
        List<double> averages = [];
        for (int step = 1; step <= steps; step++)
        {
            setting.Tell((step - 1.0) / steps, $"step {step} of {steps}");
            training.Step();
            gradients.Add(network.Gradients.ToArray());
            averages.Add(training.Optimizer.State[0].Values.Span[shown]);
        }

        double[] defined = Averages(gradients, options.Decay);
        ReadOnlySpan<float> kept = training.Optimizer.State[0].Values.Span;
        float[] rates = new float[kept.Length];
        training.Optimizer.EffectiveRates(rates);
        double worstAverage = 0,
            worstRate = 0;
        for (int i = 0; i < kept.Length; i++)
        {
            worstAverage = Math.Max(worstAverage, Apart(kept[i], defined[i]));
            worstRate = Math.Max(
                worstRate,
                Apart(rates[i], options.LearningRate / (Math.Sqrt(defined[i]) + options.Epsilon))
            );
        }

        int parameters = network.Parameters.Length,
            biases = network
                .Layout.Entries.Where(entry => entry.Name.EndsWith(".bias", StringComparison.Ordinal))
                .Sum(entry => entry.Length);
        return new LessonResult
        {
            Sentence =
                $"After {steps} steps RMSprop kept {NumberText.Whole(kept.Length)} averages for "
                + $"{NumberText.Whole(parameters - biases)} weights and {biases} biases, one each, "
                + $"and even the one furthest from the definition agreed with it {Closeness(worstAverage)}.",
            Expected =
                "As many averages as weights and biases; each average, and each rate η/(√v + ε), within one "
                + $"part in {NumberText.Whole(1 / Tolerance)} of the definition.",
            Holds = kept.Length == parameters && worstAverage <= Tolerance && worstRate <= Tolerance,
            Figures =
            [
                new("averages kept", kept.Length, NumberText.Whole(kept.Length)),
                new("weights and biases", parameters, NumberText.Whole(parameters)),
                new("averages agree with the definition", worstAverage, Closeness(worstAverage)),
                new("rates agree with the definition", worstRate, Closeness(worstRate)),
            ],
            Charts =
            [
                Chart([.. gradients.Select(gradient => (double)gradient[shown] * gradient[shown])], [.. averages]),
            ],
        };
    }

    // The sum written out, in double: no step of it is the optimizer's.
    static double[] Averages(List<float[]> gradients, double decay)
    {
        double[] averages = new double[gradients[0].Length];
        for (int step = 0; step < gradients.Count; step++)
        {
            double share = (1 - decay) * Math.Pow(decay, gradients.Count - 1 - step);
            for (int i = 0; i < averages.Length; i++)
                averages[i] += share * gradients[step][i] * gradients[step][i];
        }

        return averages;
    }

    // A weight behind a pixel that is always empty has no gradient, and an average of 0.
    static double Apart(double value, double defined) =>
        value == defined ? 0 : Math.Abs(value - defined) / Math.Max(Math.Abs(defined), 1e-30);

    static string Closeness(double apart) =>
        apart == 0 ? "to the last digit" : $"to one part in {NumberText.Whole(Math.Round(1 / apart))}";

    static LineChart Chart(double[] squares, double[] averages)
    {
        double[] steps = [.. Enumerable.Range(1, squares.Length).Select(step => (double)step)];
        return new LineChart
        {
            Title = "One bias: its squared gradient and the average that RMSprop keeps of it",
            Description =
                $"The squared gradient jumps from step to step, up to {NumberText.Precise(squares.Max())}; "
                + $"the average moves slowly and ends at {NumberText.Precise(averages[^1])}.",
            X = new Axis("Step") { Whole = true },
            Y = new Axis("Squared gradient") { Scale = AxisScale.Logarithmic },
            Series = [new Series("Average", steps, averages), new Series("Squared gradient", steps, squares)],
        };
    }
}
