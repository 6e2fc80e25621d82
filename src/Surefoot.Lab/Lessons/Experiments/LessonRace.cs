using Surefoot.Rules;
using Surefoot.Training.Comparing;
using Surefoot.Training.Data;
using Surefoot.Training.Models;

namespace Surefoot.Lab.Lessons;

/// <summary>
/// Five optimizers on one task, each at its best rate of the same search: from a usual rate up and down by half decades
/// for as long as that helps, judged by the mean over the search's seeds of the validation loss of the last epoch. The
/// seeds of the search are none of those that are scored.
/// </summary>
/// <param name="network">Makes the network with the starting weights of a seed.</param>
/// <param name="data">The rows.</param>
/// <param name="search">Epochs, seeds, schedule and batches of each try.</param>
/// <param name="scored">The same of the runs that count.</param>
sealed class LessonRace(
    Func<ulong, Network<float>> network,
    TrainingData data,
    ComparisonOptions search,
    ComparisonOptions scored
)
{
    // No search goes further than this many half decades to either side.
    const int Furthest = 6;

    /// <summary>What every lesson compares, RMSprop first, with the rate that each search begins at.</summary>
    public static IReadOnlyList<Contender> Five { get; } =
    [
        new("rmsprop", new RmsPropOptions { LearningRate = 1e-3 }),
        new("adam", new AdamOptions { LearningRate = 1e-3 }),
        new("adagrad", new AdaGradOptions { LearningRate = 1e-2 }),
        new("momentum", new SgdOptions { LearningRate = 1e-2, Momentum = 0.9 }),
        new("sgd", new SgdOptions { LearningRate = 0.1 }),
    ];

    /// <summary>The seeds of a search; those that are scored begin at 1.</summary>
    public static ulong[] SearchSeeds(int count) => [.. Enumerable.Range(101, count).Select(seed => (ulong)seed)];

    /// <summary>The seeds 1, 2, 3, …</summary>
    public static ulong[] Seeds(int count) => [.. Enumerable.Range(1, count).Select(seed => (ulong)seed)];

    /// <summary>Runs the search and the scored runs of each.</summary>
    /// <param name="setting">The lesson's setting, which is told how far it is.</param>
    /// <param name="contenders">What to compare.</param>
    /// <param name="from">The share of the lesson that is done before.</param>
    /// <param name="to">The share that is done after.</param>
    public ComparisonResult Run(
        LessonSetting setting,
        IReadOnlyList<Contender> contenders,
        double from = 0,
        double to = 1
    )
    {
        double each = (to - from) / (contenders.Count + 1);
        Contender[] tuned =
        [
            .. contenders.Select((contender, i) => Tuned(setting, contender, from + (i * each), each)),
        ];
        return LessonData.Compare(
            setting,
            new Comparison(network, data, scored with { Trials = 1 }),
            tuned,
            from + (contenders.Count * each),
            to
        );
    }

    Contender Tuned(LessonSetting setting, Contender contender, double from, double share)
    {
        Dictionary<int, double> losses = [];
        int best = 0;
        while (true)
        {
            int next = Loss(best + 1) < Loss(best) ? best + 1 : best;
            next = Loss(best - 1) < Loss(next) ? best - 1 : next;
            if (next == best || Math.Abs(next) == Furthest)
                return At(next);
            best = next;
        }

        double Loss(int halves)
        {
            if (!losses.TryGetValue(halves, out double loss))
            {
                double done = from + (share * losses.Count / (2 * Furthest)),
                    after = from + (share * (losses.Count + 1) / (2 * Furthest));
                losses[halves] = loss = Try(setting, At(halves), done, after);
            }
            return loss;
        }

        Contender At(int halves) =>
            contender with
            {
                Options = contender.Options with
                {
                    LearningRate = contender.Options.LearningRate * Math.Pow(10, halves / 2.0),
                },
            };
    }

    double Try(LessonSetting setting, Contender contender, double from, double to)
    {
        ComparedOptimizer ran = LessonData
            .Compare(setting, new Comparison(network, data, search with { Trials = 1 }), [contender], from, to)
            .Optimizers[0];
        return ran.Diverged > 0 ? double.PositiveInfinity : ran.Runs.Average(run => run.Epochs[^1].ValidationLoss);
    }
}
