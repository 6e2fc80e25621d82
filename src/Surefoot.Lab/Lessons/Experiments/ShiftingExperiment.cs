using Surefoot.Lab.Charts;
using Surefoot.Optimizers;
using Surefoot.Randomness;
using Surefoot.Training.Comparing;

namespace Surefoot.Lab.Lessons;

/// <summary>
/// Eight weights have to follow a target that goes round in a circle, seen through noisy rows: once with inputs of one
/// size, where one rate suits all weights, and once with inputs of sizes from 1 to 0.03, where none does. Each of five
/// optimizers gets the rate that does best over the first round, and then has to keep up.
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

    static readonly double[] Even = [.. Enumerable.Repeat(1.0, Weights)],
        Uneven = [1, 1, 1, 1, 0.03, 0.03, 0.03, 0.03];

    static readonly IReadOnlyDictionary<string, string> Why = new Dictionary<string, string>
    {
        ["rmsprop"] = "each weight keeps a step that suits its own gradients, for as long as the target moves.",
        ["adam"] = "each weight keeps a step that suits its own gradients, and momentum takes noise out of it.",
        ["adagrad"] = "the run was too short for its rates to fade.",
        ["momentum"] = "one rate suits all weights, its steps grow with the distance, and momentum takes noise out.",
        ["sgd"] = "one rate suits all weights, and its steps grow with the distance from the target.",
    };

    public LessonResult Run(LessonSetting setting)
    {
        int steps = setting.Sized(full: 20_000, quick: 10_000);
        Followed[] even = Race(setting, Even, steps, 0),
            uneven = Race(setting, Uneven, steps, 0.5);
        Spread near = even[0].Late,
            far = even[2].Late;
        return new LessonResult
        {
            Sentence =
                $"Over the last quarter of {NumberText.Whole(steps)} steps, {NumberText.Whole(steps / Period)} rounds "
                + $"of the target, the distance from it was, with inputs of one size: {List(even)}. AdaGrad was "
                + $"{NumberText.Precise(Math.Round(far.Mean / near.Mean, 1))} times as far as RMSprop. With inputs of "
                + $"sizes 1 and 0.03: {List(uneven)}.",
            Expected =
                "At rates that were each the best over the first round, AdaGrad ends at least twice as far from the "
                + "target as RMSprop where inputs are of one size; where they are not, gradient descent ends at least "
                + "one and a half times as far.",
            Holds = far.Mean >= 2 * near.Mean && uneven[4].Late.Mean >= 1.5 * uneven[0].Late.Mean,
            Winner = "Inputs of one size. " + Winner(even) + " Inputs of two sizes. " + Winner(uneven),
            Figures = [.. Figures(even, "one size"), .. Figures(uneven, "two sizes")],
            Charts = [Chart(even, "inputs of one size"), Chart(uneven, "inputs of two sizes")],
        };
    }

    static string List(Followed[] all) => string.Join(", ", all.Select(one => $"{one.Name} {Text(one.Late)}"));

    static string Winner(Followed[] all) =>
        LessonWinner.Of([.. all.Select(one => (one.Name, one.Late))], Text, "distance from the target", Why);

    static IEnumerable<LessonFigure> Figures(Followed[] all, string inputs) =>
        all.SelectMany(one =>
            new LessonFigure[]
            {
                new($"{inputs}, {one.Name}: distance, last quarter", one.Late.Mean, Text(one.Late)),
                new($"{inputs}, {one.Name}: distance, first round", one.First.Mean, Text(one.First)),
                new($"{inputs}, {one.Name}: rate", one.Rate, NumberText.Precise(one.Rate)),
            }
        );

    static Followed[] Race(LessonSetting setting, double[] sizes, int steps, double before) =>
        [.. LessonRace.Five.Select((contender, i) => Follow(setting, contender, sizes, steps, before + (0.1 * i)))];

    static Followed Follow(LessonSetting setting, Contender contender, double[] sizes, int steps, double before)
    {
        double[] rates = [.. Enumerable.Range(0, 17).Select(i => 1e-3 * Math.Pow(10, i / 4.0))];
        setting.Tell(before, $"{contender.Name}: looking for a rate");
        double best = rates.MinBy(rate =>
            LessonRace.SearchSeeds(3).Average(seed => Go(contender, rate, sizes, (int)Period, seed).Average())
        );
        setting.Tell(before + 0.05, $"{contender.Name} at {NumberText.Precise(best)}");
        double[][] runs =
        [
            .. LessonRace
                .Seeds(setting.Sized(full: 10, quick: 3))
                .Select(seed => Go(contender, best, sizes, steps, seed)),
        ];
        return new Followed(contender.Name, best, runs);
    }

    // The distance from the target, its root mean square over each window.
    static double[] Go(Contender contender, double rate, double[] sizes, int steps, ulong seed)
    {
        Optimizer<double> optimizer = (contender.Options with { LearningRate = rate }).Create<double>();
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
            if (!double.IsFinite(distances[step / Window]) || distances[step / Window] > 1e12)
                return [.. distances.Select(_ => double.PositiveInfinity)];
            Gradient(weights, target, x, gradients, sizes, new RandomStream(seed, Stream, (ulong)step));
            optimizer.Step(weights, gradients);
        }

        return [.. distances.Select(Math.Sqrt)];
    }

    static void Gradient(
        double[] weights,
        double[] target,
        double[] x,
        double[] gradients,
        double[] sizes,
        RandomStream random
    )
    {
        Array.Clear(gradients);
        for (int row = 0; row < Batch; row++)
        {
            double error = Noise * random.Normal((ulong)((row * (Weights + 1)) + Weights));
            for (int i = 0; i < Weights; i++)
            {
                x[i] = sizes[i] * random.Normal((ulong)((row * (Weights + 1)) + i));
                error += (weights[i] - target[i]) * x[i];
            }

            for (int i = 0; i < Weights; i++)
                gradients[i] += 2 * error * x[i] / Batch;
        }
    }

    static LineChart Chart(Followed[] all, string inputs)
    {
        double[] at = [.. Enumerable.Range(1, all[0].Runs[0].Length).Select(window => (double)window * Window)];
        return new LineChart
        {
            Title = $"Distance from a target that goes round in a circle, {inputs}",
            Description = string.Join(
                " ",
                all.Select(one =>
                    $"{one.Name}: {Text(one.First)} over the first round, {Text(one.Late)} over the last quarter."
                )
            ),
            X = new Axis("Step") { Whole = true },
            Y = new Axis("Distance from the target") { Floor = 0 },
            Series = [.. all.Select(one => new Series(one.Name, at, one.Mean))],
        };
    }

    static string Text(Spread distance) => SpreadText.Of(distance, 3);

    /// <summary>The distances by window, of each seed.</summary>
    sealed record Followed(string Name, double Rate, double[][] Runs)
    {
        public Spread First => Spread.Of(Runs.Select(run => run[..(int)(Period / Window)].Average()));

        public Spread Late => Spread.Of(Runs.Select(run => run[(run.Length * 3 / 4)..].Average()));

        public double[] Mean => [.. Runs[0].Select((_, window) => Runs.Average(run => run[window]))];
    }
}
