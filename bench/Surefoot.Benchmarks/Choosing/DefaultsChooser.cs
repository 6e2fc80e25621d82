using System.Globalization;
using Surefoot.Optimizers;
using Surefoot.Rules;
using Surefoot.Training.Data;
using Surefoot.Training.Models;
using Surefoot.Training.Runs;

namespace Surefoot.Benchmarks.Choosing;

/// <summary>
/// How the command's default networks were chosen: by the mean validation loss over seeds, and over several lengths of
/// the validation part where it is the last part of a table in time order. Test rows are taken away before the first
/// step, so that they can choose nothing.
/// </summary>
internal static class DefaultsChooser
{
    public static int Run(string[] args)
    {
        string data = args.ElementAtOrDefault(0) ?? DataLoader.Digits;
        string? target = args.ElementAtOrDefault(1);
        int seeds = int.Parse(args.ElementAtOrDefault(2) ?? "3", CultureInfo.InvariantCulture);
        bool images = target is null;
        double[] shares = images ? [0.15] : [0.15, 0.25, 0.35];
        int[][] widths = images
            ?
            [
                [64],
                [128],
            ]
            :
            [
                [64],
                [128],
                [64, 32],
                [128, 64],
            ];
        double[] dropouts = images ? [0, 0.25, 0.5] : [0, 0.2, 0.5];

        Console.WriteLine(
            $"| hidden | dropout | mean validation loss over {seeds} seeds × {shares.Length} validation "
                + "shares | mean epochs |"
        );
        Console.WriteLine("|---|---|---|---|");
        var results = new List<(string Name, double Loss)>();
        foreach (int[] hidden in widths)
        {
            foreach (double dropout in dropouts)
            {
                var runs = (
                    from share in shares
                    from seed in Enumerable.Range(1, seeds)
                    select Train(data, target, share, (ulong)seed, hidden, dropout)
                ).ToArray();
                double loss = runs.Average(run => run.Validation!.Loss);
                results.Add(($"{string.Join(',', hidden)} with dropout {dropout}", loss));
                Console.WriteLine(
                    $"| {string.Join(',', hidden)} | {dropout} | {loss:F4} | {runs.Average(run => run.Epochs):F0} |"
                );
            }
        }
        Console.WriteLine($"\nThe lowest: {results.MinBy(result => result.Loss).Name}.");
        return 0;
    }

    static RunResult Train(string data, string? target, double share, ulong seed, int[] hidden, double dropout)
    {
        TrainingData all = DataLoader.Load(
            data,
            new DataOptions
            {
                Target = target,
                ValidationShare = share,
                Seed = seed,
            }
        );
        TrainingData rows = new()
        {
            Training = all.Training,
            Validation = all.Validation,
            Preprocessing = all.Preprocessing,
            Source = all.Source,
            Fingerprint = all.Fingerprint,
        };
        var description = new ModelDescription(
            target is null ? "conv" : "mlp",
            rows.Training.InputShape,
            rows.Preprocessing.Outputs
        )
        {
            Hidden = hidden,
            Dropout = dropout,
        };
        var network = Network<float>.Build(description, seed);
        var optimizer = new Optimizer<float>(new RmsPropOptions()) { Layout = network.Layout };
        // As the command does: 40 epochs at most for so few rows, batches of 32, patience 8.
        var options = new TrainerOptions
        {
            Epochs = Math.Clamp(200_000 / rows.Training.Count, 10, 40),
            BatchSize = 32,
            Patience = 8,
            Seed = seed,
        };
        return new Trainer<float>(network, TaskLoss.For<float>(rows.Preprocessing.Task), optimizer, options).Train(
            rows,
            []
        );
    }
}
