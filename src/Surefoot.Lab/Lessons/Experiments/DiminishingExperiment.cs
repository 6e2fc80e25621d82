using Surefoot.Lab.Charts;
using Surefoot.Rules;
using Surefoot.Training.Data;
using Surefoot.Training.Losses;
using Surefoot.Training.Models;

namespace Surefoot.Lab.Lessons;

/// <summary>
/// The same network learns some hundred digits by heart with AdaGrad and with RMSprop, so that its gradients become
/// small in the end: the effective rates of all weights are looked at on the way.
/// </summary>
sealed class DiminishingExperiment : ILessonExperiment
{
    const int Every = 20,
        Rows = 500;

    /// <summary>How far above its lowest a median must end to have recovered.</summary>
    const double Recovered = 1.5;

    public LessonResult Run(LessonSetting setting)
    {
        int steps = setting.Sized(full: 3000, quick: 800);
        setting.Tell(0, "AdaGrad");
        Watched adagrad = Train(setting, new AdaGradOptions(), steps, 0);
        Watched rmsprop = Train(setting, new RmsPropOptions(), steps, 0.5);
        double recovery = rmsprop.Medians[^1] / rmsprop.Medians.Min(),
            fall = adagrad.Medians[^1] / adagrad.Medians[0];
        return new LessonResult
        {
            Sentence =
                $"Over {NumberText.Whole(steps)} steps not one of AdaGrad's "
                + $"{NumberText.Whole(adagrad.Weights)} rates ever "
                + $"rose{(adagrad.Rises == 0 ? "" : $", but for {NumberText.Whole(adagrad.Rises)} times")}, and "
                + $"their median fell to {NumberText.Percent(fall)}; "
                + "RMSprop's median fell too while gradients were large, and ended "
                + $"{NumberText.Precise(Math.Round(recovery, 2))} times above its lowest.",
            Expected =
                $"No rate of AdaGrad's ever rises; the median of RMSprop's ends at least {Recovered} times "
                + "above its lowest.",
            Holds = adagrad.Rises == 0 && recovery >= Recovered,
            Figures =
            [
                new(
                    "AdaGrad: rates that rose from one look to the next",
                    adagrad.Rises,
                    NumberText.Whole(adagrad.Rises)
                ),
                new("AdaGrad: last median over first", fall, NumberText.Percent(fall)),
                new(
                    "RMSprop: rates that rose from one look to the next",
                    rmsprop.Rises,
                    NumberText.Whole(rmsprop.Rises)
                ),
                new("RMSprop: last median over lowest", recovery, NumberText.Precise(Math.Round(recovery, 3))),
            ],
            Charts = [Chart(rmsprop, adagrad)],
        };
    }

    static Watched Train(LessonSetting setting, OptimizerOptions options, int steps, double before)
    {
        TrainingData data = DataLoader.Load(null, new DataOptions());
        Network<float> network = Network<float>.Build(
            new ModelDescription("mlp", data.Training.InputShape, data.Preprocessing.Outputs) { Hidden = [32] },
            seed: 1
        );
        using NetworkSteps training = new(
            network,
            options,
            new SoftmaxCrossEntropy<float>(),
            new RowSubset(data.Training, [.. Enumerable.Range(0, Rows)]),
            batchSize: 32,
            setting.Threads
        );
        float[] now = new float[network.Parameters.Length],
            last = new float[now.Length];
        List<double> medians = [],
            at = [];
        long rises = 0;
        for (int step = 1; step <= steps; step++)
        {
            training.Step();
            if (step % Every > 0)
                continue;
            setting.Tell(before + (0.5 * step / steps), $"{options.Name}, step {step} of {steps}");
            training.Optimizer.EffectiveRates(now);
            for (int i = 0; i < now.Length && step > Every; i++)
                rises += now[i] > last[i] ? 1 : 0;
            (now, last) = (last, now);
            medians.Add(training.Optimizer.SummarizeRates().Median);
            at.Add(step);
        }

        return new Watched(now.Length, rises, at, medians);
    }

    static LineChart Chart(Watched rmsprop, Watched adagrad) =>
        new()
        {
            Title = "Median effective rate of all weights, against the first look",
            Description =
                $"AdaGrad's falls from 1 to {NumberText.Precise(adagrad.Medians[^1] / adagrad.Medians[0])}; "
                + $"RMSprop's falls to {NumberText.Precise(rmsprop.Medians.Min() / rmsprop.Medians[0])} and "
                + $"comes back to {NumberText.Precise(rmsprop.Medians[^1] / rmsprop.Medians[0])}.",
            X = new Axis("Step") { Whole = true },
            Y = new Axis("Median rate, first look = 1") { Scale = AxisScale.Logarithmic },
            Series = [Relative("rmsprop", rmsprop), Relative("adagrad", adagrad)],
        };

    static Series Relative(string name, Watched watched) =>
        new(name, watched.At, [.. watched.Medians.Select(median => median / watched.Medians[0])]);

    /// <summary>What was seen of one training.</summary>
    sealed record Watched(int Weights, long Rises, List<double> At, List<double> Medians);
}
