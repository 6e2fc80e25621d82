using Surefoot.Lab.Charts;
using Surefoot.Optimizers;
using Surefoot.Randomness;
using Surefoot.Rules;
using Surefoot.Training.Comparing;

namespace Surefoot.Lab.Lessons;

/// <summary>
/// Three inputs of sizes 10, 1 and 0.1, each of which has to get the weight 1: the gradients differ ten thousandfold.
/// Five optimizers, each at the best of the same 25 rates, go the same number of steps, and RMSprop once more at its
/// usual rate.
/// </summary>
sealed class AdaptiveExperiment : ILessonExperiment
{
    // "ADPT" in ASCII.
    const uint Stream = 0x41445054;
    const int Batch = 32,
        Faint = 2;

    static readonly double[] Sizes = [10, 1, 0.1];

    static readonly string[] Names = ["loud input (size 10)", "middle input (size 1)", "faint input (size 0.1)"];

    static readonly IReadOnlyDictionary<string, string> Why = new Dictionary<string, string>
    {
        ["rmsprop"] = "the size of the gradients is divided out, and the rate does not fade.",
        ["adam"] = "the size of the gradients is divided out, and momentum carries the faint weight on.",
        ["adagrad"] = "the size of the gradients is divided out, and falling rates let all weights settle.",
        ["momentum"] = "steady gradients add up, however faint.",
        ["sgd"] = "a rate was found that suits all weights.",
    };

    public LessonResult Run(LessonSetting setting)
    {
        int steps = setting.Sized(full: 2000, quick: 1000);
        ulong[] seeds = LessonRace.Seeds(setting.Sized(full: 10, quick: 3));
        Raced[] five = [.. LessonRace.Five.Select((contender, i) => Race(setting, contender, seeds, steps, 0.2 * i))];
        Walk rmsprop = five[0].Walks[0];
        Spread usual = Spread.Of(seeds.Select(seed => Go(new RmsPropOptions(), steps, seed).Way[^1])),
            faint = five[0].Way,
            descent = five[4].Way;
        double[] sizes = rmsprop.Gradients,
            effective = [.. rmsprop.Rates.Select(curve => curve[^1])];
        bool reversed =
            sizes[0] > sizes[1] && sizes[1] > sizes[2] && effective[0] < effective[1] && effective[1] < effective[2];
        return new LessonResult
        {
            Sentence =
                $"Gradients {NumberText.Whole(Math.Round(sizes[0] / sizes[2]))} times apart got rates "
                + $"{NumberText.Whole(Math.Round(effective[2] / effective[0]))} times apart the other way round; in "
                + $"{NumberText.Whole(steps)} steps the faint input's weight went "
                + $"{string.Join(", ", five.Select(one => $"{SpreadText.Percent(one.Way)} ({one.Name})"))} of its way, "
                + $"each at its best rate. At the usual rate of 0.001 RMSprop's went {SpreadText.Percent(usual)}.",
            Expected =
                "The louder the gradients, the smaller the rate; the faint weight at least 90 % of its way "
                + "with RMSprop, and less than half of that with gradient descent.",
            Holds = reversed && faint.Mean >= 0.9 && descent.Mean < faint.Mean / 2,
            Winner = LessonWinner.Of(
                [.. five.Select(one => (one.Name, one.Way with { Mean = 1 - one.Way.Mean }))],
                SpreadText.Percent,
                "of the faint weight's way left",
                Why
            ),
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
                .. five.Select(one => new LessonFigure(
                    $"{one.Name}: the faint weight's way",
                    one.Way.Mean,
                    SpreadText.Percent(one.Way)
                )),
                .. five.Select(one => new LessonFigure(
                    $"{one.Name}: best rate",
                    one.Rate,
                    NumberText.Precise(one.Rate)
                )),
                new("rmsprop at 0.001: the faint weight's way", usual.Mean, SpreadText.Percent(usual)),
            ],
            Charts = [Chart(rmsprop, steps), Ways(five, steps)],
        };
    }

    static Raced Race(LessonSetting setting, Contender contender, ulong[] seeds, int steps, double before)
    {
        double[] rates = [.. Enumerable.Range(0, 25).Select(i => 1e-5 * Math.Pow(10, i / 4.0))];
        setting.Tell(before, $"{contender.Name}: looking for a rate");
        double best = rates.MinBy(rate =>
            LessonRace
                .SearchSeeds(2)
                .Select(seed => Go(contender.Options with { LearningRate = rate }, steps, seed).Loss)
                .Average(loss => double.IsFinite(loss) ? loss : double.MaxValue / 2)
        );
        setting.Tell(before + 0.1, $"{contender.Name} at {NumberText.Precise(best)}");
        return new Raced(
            contender.Name,
            best,
            [.. seeds.Select(seed => Go(contender.Options with { LearningRate = best }, steps, seed))]
        );
    }

    static Walk Go(OptimizerOptions options, int steps, ulong seed)
    {
        Optimizer<double> optimizer = options.Create<double>();
        double[] weights = new double[Sizes.Length],
            gradients = new double[Sizes.Length],
            rates = new double[Sizes.Length],
            sums = new double[Sizes.Length];
        double[][] curves = [.. Sizes.Select(_ => new double[steps])];
        double[] faint = new double[steps];
        for (int step = 0; step < steps; step++)
        {
            Gradient(weights, gradients, new RandomStream(seed, Stream, (ulong)step));
            if (!gradients.All(double.IsFinite))
                break;
            optimizer.Step(weights, gradients);
            optimizer.EffectiveRates(rates);
            faint[step] = Math.Clamp(weights[Faint], -1, 2);
            for (int i = 0; i < Sizes.Length; i++)
                (curves[i][step], sums[i]) = (rates[i], sums[i] + Math.Abs(gradients[i]));
        }

        double loss = weights.Select((weight, i) => Sizes[i] * Sizes[i] * (weight - 1) * (weight - 1)).Sum();
        return new Walk(
            curves,
            [.. sums.Select(sum => sum / steps)],
            [.. weights.Select(weight => Math.Clamp(1 - Math.Abs(1 - weight), 0, 1))],
            loss,
            faint
        );
    }

    // The gradient of the mean squared error over a batch of rows x, y = x₁ + x₂ + x₃.
    static void Gradient(double[] weights, double[] gradients, RandomStream random)
    {
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

    static LineChart Ways(Raced[] five, int steps)
    {
        double[] x = [.. Enumerable.Range(1, steps).Select(step => (double)step)];
        return new LineChart
        {
            Title = "The way of the weight behind the faint input, which should become 1",
            Description = string.Join(
                " ",
                five.Select(one => $"{one.Name} ends at {NumberText.Precise(one.Walks[0].FaintWeight[^1])}.")
            ),
            X = new Axis("Step") { Whole = true },
            Y = new Axis("Weight"),
            Series = [.. five.Select(one => new Series(one.Name, x, one.Walks[0].FaintWeight))],
        };
    }

    /// <summary>
    /// What one optimizer did: rates by weight and step, mean gradient sizes, the share of the way to the right weight,
    /// and the loss at the end.
    /// </summary>
    sealed record Walk(double[][] Rates, double[] Gradients, double[] Way, double Loss, double[] FaintWeight);

    /// <summary>What one optimizer did at its best rate, with each seed.</summary>
    sealed record Raced(string Name, double Rate, Walk[] Walks)
    {
        public Spread Way => Spread.Of(Walks.Select(walk => walk.Way[Faint]));
    }
}
