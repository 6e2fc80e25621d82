using Surefoot.Lab.Charts;
using Surefoot.Optimizers;
using Surefoot.Randomness;
using Surefoot.Rules;

namespace Surefoot.Lab.Lessons;

/// <summary>
/// Eight weights have to follow a target that goes round in a circle, seen through noisy rows. Each optimizer gets the
/// rate that does best over the first rounds, and then has to keep up.
/// </summary>
sealed class ShiftingExperiment : ILessonExperiment
{
    // "SHFT" in ASCII.
    const uint Stream = 0x53484654;
    const int Weights = 8,
        Batch = 4,
        Window = 50;
    const double Period = 500,
        Noise = 0.1;

    public LessonResult Run(LessonSetting setting)
    {
        int tuning = (int)Period,
            steps = setting.Sized(full: 40_000, quick: 10_000);
        (double Rate, double[] Distances) rmsprop = Follow(
            setting,
            rate => new RmsPropOptions { LearningRate = rate },
            tuning,
            steps,
            0
        );
        (double Rate, double[] Distances) adagrad = Follow(
            setting,
            rate => new AdaGradOptions { LearningRate = rate },
            tuning,
            steps,
            0.5
        );
        double near = Late(rmsprop.Distances),
            far = Late(adagrad.Distances);
        return new LessonResult
        {
            Sentence =
                $"Over the last quarter of {NumberText.Whole(steps)} steps, "
                + $"{NumberText.Whole(steps / Period)} rounds of the target, RMSprop stayed "
                + $"{NumberText.Precise(Math.Round(near, 3))} away from it and AdaGrad "
                + $"{NumberText.Precise(Math.Round(far, 3))}, {NumberText.Precise(Math.Round(far / near, 1))} "
                + "times as far.",
            Expected =
                "At rates that were each the best over the first round, AdaGrad ends at least twice as far "
                + "from the target as RMSprop.",
            Holds = far >= 2 * near,
            Figures =
            [
                new("RMSprop: distance, last quarter", near, NumberText.Precise(near)),
                new("AdaGrad: distance, last quarter", far, NumberText.Precise(far)),
                new(
                    "RMSprop: distance, first round",
                    First(rmsprop.Distances),
                    NumberText.Precise(First(rmsprop.Distances))
                ),
                new(
                    "AdaGrad: distance, first round",
                    First(adagrad.Distances),
                    NumberText.Precise(First(adagrad.Distances))
                ),
                new("RMSprop: rate", rmsprop.Rate, NumberText.Precise(rmsprop.Rate)),
                new("AdaGrad: rate", adagrad.Rate, NumberText.Precise(adagrad.Rate)),
            ],
            Charts = [Chart(rmsprop.Distances, adagrad.Distances)],
        };
    }

    static (double Rate, double[] Distances) Follow(
        LessonSetting setting,
        Func<double, OptimizerOptions> options,
        int tuning,
        int steps,
        double before
    )
    {
        double[] rates = [.. Enumerable.Range(0, 15).Select(i => 1e-3 * Math.Pow(10, i / 4.0))];
        double best = rates.MinBy(rate =>
        {
            setting.Tell(
                before + (0.2 * Array.IndexOf(rates, rate) / rates.Length),
                $"{options(rate).Name}: looking for a rate"
            );
            return Go(options(rate), tuning).Average();
        });
        setting.Tell(before + 0.2, $"{options(best).Name} at {NumberText.Precise(best)}");
        return (best, Go(options(best), steps));
    }

    // The distance from the target, its root mean square over each window.
    static double[] Go(OptimizerOptions options, int steps)
    {
        Optimizer<double> optimizer = options.Create<double>();
        double[] weights = new double[Weights],
            gradients = new double[Weights],
            distances = new double[steps / Window],
            target = new double[Weights],
            x = new double[Weights];
        for (int step = 0; step < steps; step++)
        {
            for (int i = 0; i < Weights; i++)
                target[i] = Math.Cos((2 * Math.PI * step / Period) + i);
            distances[step / Window] +=
                weights.Zip(target, (have, want) => (have - want) * (have - want)).Sum() / Window;
            Gradient(weights, target, x, gradients, step);
            optimizer.Step(weights, gradients);
        }

        return [.. distances.Select(Math.Sqrt)];
    }

    static void Gradient(double[] weights, double[] target, double[] x, double[] gradients, int step)
    {
        RandomStream random = new(1, Stream, (ulong)step);
        Array.Clear(gradients);
        for (int row = 0; row < Batch; row++)
        {
            double error = Noise * random.Normal((ulong)((row * (Weights + 1)) + Weights));
            for (int i = 0; i < Weights; i++)
            {
                x[i] = random.Normal((ulong)((row * (Weights + 1)) + i));
                error += (weights[i] - target[i]) * x[i];
            }

            for (int i = 0; i < Weights; i++)
                gradients[i] += 2 * error * x[i] / Batch;
        }
    }

    static double Late(double[] distances) => distances[(distances.Length * 3 / 4)..].Average();

    static double First(double[] distances) => distances[..(int)(Period / Window)].Average();

    static LineChart Chart(double[] rmsprop, double[] adagrad)
    {
        double[] at = [.. Enumerable.Range(1, rmsprop.Length).Select(window => (double)window * Window)];
        return new LineChart
        {
            Title = "Distance from a target that goes round in a circle",
            Description =
                $"RMSprop: {NumberText.Precise(First(rmsprop))} over the first round, "
                + $"{NumberText.Precise(Late(rmsprop))} over the last quarter. AdaGrad: "
                + $"{NumberText.Precise(First(adagrad))} and {NumberText.Precise(Late(adagrad))}.",
            X = new Axis("Step") { Whole = true },
            Y = new Axis("Distance from the target") { Floor = 0 },
            Series = [new Series("rmsprop", at, rmsprop), new Series("adagrad", at, adagrad)],
        };
    }
}
