using Surefoot.Lab.Charts;
using Surefoot.Optimizers;
using Surefoot.Randomness;
using Surefoot.Rules;

namespace Surefoot.Lab.Lessons;

/// <summary>
/// Three inputs of sizes 10, 1 and 0.1, each of which has to get the weight 1: the gradients differ ten thousandfold.
/// RMSprop at one rate, and plain gradient descent at the best of many, go the same number of steps.
/// </summary>
sealed class AdaptiveExperiment : ILessonExperiment
{
    // "ADPT" in ASCII.
    const uint Stream = 0x41445054;
    const int Batch = 32,
        Faint = 2;

    static readonly double[] Sizes = [10, 1, 0.1];

    static readonly string[] Names = ["loud input (size 10)", "middle input (size 1)", "faint input (size 0.1)"];

    public LessonResult Run(LessonSetting setting)
    {
        int steps = setting.Sized(full: 2000, quick: 1000);
        setting.Tell(0, "RMSprop");
        Walk rmsprop = Go(new RmsPropOptions { LearningRate = 0.01 }, steps);
        Walk? descent = null;
        double best = double.NaN;
        double[] rates = [.. Enumerable.Range(0, 25).Select(i => 1e-5 * Math.Pow(10, i / 5.0))];
        foreach (double rate in rates)
        {
            setting.Tell(
                0.1 + 0.9 * Array.IndexOf(rates, rate) / rates.Length,
                $"gradient descent at {NumberText.Precise(rate)}"
            );
            Walk tried = Go(new SgdOptions { LearningRate = rate }, steps);
            if (descent is null || !(tried.Loss >= descent.Loss))
                (descent, best) = (tried, rate);
        }

        double[] sizes = rmsprop.Gradients,
            effective = [.. rmsprop.Rates.Select(curve => curve[^1])];
        bool reversed =
            sizes[0] > sizes[1] && sizes[1] > sizes[2] && effective[0] < effective[1] && effective[1] < effective[2];
        double way = rmsprop.Way[Faint],
            other = descent!.Way[Faint];
        return new LessonResult
        {
            Sentence =
                $"Gradients {NumberText.Whole(Math.Round(sizes[0] / sizes[2]))} times apart got rates "
                + $"{NumberText.Whole(Math.Round(effective[2] / effective[0]))} times apart the other way "
                + "round; "
                + $"in {NumberText.Whole(steps)} steps the faint input's weight went {NumberText.Percent(way)} "
                + $"of its way with RMSprop and {NumberText.Percent(other)} with gradient descent at its best "
                + "rate.",
            Expected =
                "The louder the gradients, the smaller the rate; the faint weight at least 90 % of its way "
                + "with RMSprop, and less than half of that with gradient descent.",
            Holds = reversed && way >= 0.9 && other < way / 2,
            Figures =
            [
                .. Names.Select(
                    (name, i) => new LessonFigure($"{name}: mean gradient size", sizes[i], NumberText.Precise(sizes[i]))
                ),
                .. Names.Select(
                    (name, i) =>
                        new LessonFigure(
                            $"{name}: effective rate at the end",
                            effective[i],
                            NumberText.Precise(effective[i])
                        )
                ),
                new("faint weight's way with RMSprop", way, NumberText.Percent(way)),
                new("faint weight's way with gradient descent", other, NumberText.Percent(other)),
                new("best rate of gradient descent", best, NumberText.Precise(best)),
            ],
            Charts = [Chart(rmsprop, steps)],
        };
    }

    static Walk Go(OptimizerOptions options, int steps)
    {
        Optimizer<double> optimizer = options.Create<double>();
        double[] weights = new double[Sizes.Length],
            gradients = new double[Sizes.Length],
            rates = new double[Sizes.Length],
            sums = new double[Sizes.Length];
        double[][] curves = [.. Sizes.Select(_ => new double[steps])];
        for (int step = 0; step < steps; step++)
        {
            Gradient(weights, gradients, step);
            if (!gradients.All(double.IsFinite))
                break;
            optimizer.Step(weights, gradients);
            optimizer.EffectiveRates(rates);
            for (int i = 0; i < Sizes.Length; i++)
                (curves[i][step], sums[i]) = (rates[i], sums[i] + Math.Abs(gradients[i]));
        }

        double loss = weights.Select((weight, i) => Sizes[i] * Sizes[i] * (weight - 1) * (weight - 1)).Sum();
        return new Walk(
            curves,
            [.. sums.Select(sum => sum / steps)],
            [.. weights.Select(weight => Math.Clamp(1 - Math.Abs(1 - weight), 0, 1))],
            loss
        );
    }

    // The gradient of the mean squared error over a batch of rows x, y = x₁ + x₂ + x₃.
    static void Gradient(double[] weights, double[] gradients, int step)
    {
        RandomStream random = new(1, Stream, (ulong)step);
        Array.Clear(gradients);
        for (int row = 0; row < Batch; row++)
        {
            double[] x = [.. Sizes.Select((size, i) => size * random.Normal((ulong)((row * Sizes.Length) + i)))];
            double error = x.Select((value, i) => (weights[i] - 1) * value).Sum();
            for (int i = 0; i < x.Length; i++)
                gradients[i] += 2 * error * x[i] / Batch;
        }
    }

    static LineChart Chart(Walk walk, int steps)
    {
        double[] x = [.. Enumerable.Range(1, steps).Select(step => (double)step)];
        return new LineChart
        {
            Title = "Effective rate of three weights under RMSprop",
            Description =
                $"The weight behind the loud input ends at a rate of {NumberText.Precise(walk.Rates[0][^1])}, "
                + $"that behind the faint one at {NumberText.Precise(walk.Rates[2][^1])}.",
            X = new Axis("Step") { Whole = true },
            Y = new Axis("Effective rate η/(√v + ε)") { Scale = AxisScale.Logarithmic },
            Series = [.. Names.Select((name, i) => new Series(name, x, walk.Rates[i]))],
        };
    }

    /// <summary>
    /// What one optimizer did: rates by weight and step, mean gradient sizes, the share of the way to the right weight,
    /// and the loss at the end.
    /// </summary>
    sealed record Walk(double[][] Rates, double[] Gradients, double[] Way, double Loss);
}
