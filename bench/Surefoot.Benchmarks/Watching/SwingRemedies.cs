using System.Globalization;
using Surefoot.Optimizers;
using Surefoot.Rules;
using Surefoot.Schedules;
using Surefoot.Training.Comparing;
using Surefoot.Training.Data;
using Surefoot.Training.Models;
using Surefoot.Training.Runs;
using Surefoot.Training.Runs.Watching;
using Surefoot.Training.Runs.Watching.Detectors;

namespace Surefoot.Benchmarks.Watching;

/// <summary>
/// RMSprop at a constant rate, whose last epochs swing, and what the remedies that the diagnosis names do about it: the
/// same network, seeds and batches, so that only the remedy differs. On MNIST where it is there, else on the built-in
/// digits.
/// </summary>
internal static class SwingRemedies
{
    const int Epochs = 20,
        BatchSize = 32,
        Seeds = 3;
    const double Momentum = 0.9;

    /// <param name="args">
    /// Perhaps the folder that holds mnist, the rate (default 0.01), --rows N of MNIST (default 10000), and --record
    /// FILE: there goes the first run at the constant rate, in the format of metrics.jsonl.
    /// </param>
    public static int Run(string[] args)
    {
        string? record = args.SkipWhile(arg => arg != "--record").Skip(1).FirstOrDefault();
        int rows = args.SkipWhile(arg => arg != "--rows")
            .Skip(1)
            .Select(text => int.Parse(text, CultureInfo.InvariantCulture))
            .FirstOrDefault(10_000);
        double rate = args.TakeWhile(arg => !arg.StartsWith('-'))
            .Select(arg =>
                double.TryParse(arg, NumberStyles.Float, CultureInfo.InvariantCulture, out double given) ? given : 0
            )
            .FirstOrDefault(given => given > 0, 0.01);
        string mnist = Path.Combine(args.FirstOrDefault(Directory.Exists) ?? WatchScore.Shared, "mnist");
        bool shared = Directory.Exists(mnist);
        (string Name, RmsPropOptions Optimizer, Func<long, Schedule?> Schedule, double Average)[] variants =
        [
            ("constant rate", new() { LearningRate = rate }, _ => null, 0),
            ("decaying rate: --schedule cosine", new() { LearningRate = rate }, steps => new CosineSchedule(steps), 0),
            ("averaged weights: --average 0.999", new() { LearningRate = rate }, _ => null, 0.999),
            (
                "momentum 0.9 at a tenth of the rate",
                new() { LearningRate = rate * (1 - Momentum), Momentum = Momentum },
                _ => null,
                0
            ),
            ("momentum 0.9 at the same rate", new() { LearningRate = rate, Momentum = Momentum }, _ => null, 0),
        ];
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{(shared ? $"{rows} rows of MNIST" : "digits")}, MLP of 128 hidden units, RMSprop at "
                    + $"{rate}, batches of {BatchSize}, {Epochs} epochs, seeds 1 to {Seeds}.\n"
            )
        );
        Console.WriteLine(
            "| run | swing of the validation loss | of the constant rate's | validation loss, last | "
                + "accuracy, last | as the watcher sees it: its share of the lowest loss; named "
                + "|\n|---|---|---|---|---|---|"
        );
        double constant = double.NaN;
        IReadOnlyList<Diagnosis> first = [];
        foreach (var (name, optimizer, schedule, average) in variants)
        {
            var runs = Enumerable
                .Range(1, Seeds)
                .Select(seed => Train(shared ? mnist : null, rows, (ulong)seed, optimizer, schedule, average))
                .ToArray();
            if (record is not null && double.IsNaN(constant))
                runs[0]
                    .Record.Write(
                        record,
                        "dotnet run -c Release --project bench/Surefoot.Benchmarks -- watch swing "
                            + $"{string.Join(' ', args)}"
                    );
            double swing = runs.Average(run => run.Swing);
            if (double.IsNaN(constant))
                (constant, first) = (swing, runs[0].Result.Diagnoses);
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"| {name} | {swing:F4} | {swing / constant:P0} | "
                        + $"{runs.Average(run => run.Last.ValidationLoss):F4} | "
                        + $"{runs.Average(run => run.Last.ValidationMeasure):P2} | "
                        + $"{string.Join("; ", runs.Select(run => Seen(run.Seen, run.Result)))} |"
                )
            );
        }
        Console.WriteLine("\nOf seed 1 at the constant rate the watcher says:\n");
        foreach (Diagnosis one in first)
            Console.WriteLine(
                $"{one.Name}\n{one.Evidence}\n"
                    + $"{string.Join('\n', one.Remedies.Select(remedy => $"  {remedy.Options}  {remedy.Advice}"))}"
            );
        return 0;
    }

    static string Seen(double share, RunResult result) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{share:P0}: {string.Join(", ", result.Diagnoses.Select(one => one.Name))}"
        );

    static (double Swing, double Seen, EpochDone Last, RunResult Result, SwingRecord Record) Train(
        string? data,
        int count,
        ulong seed,
        RmsPropOptions rule,
        Func<long, Schedule?> schedule,
        double average
    )
    {
        TrainingData rows = Part(DataLoader.Load(data, new DataOptions { Seed = seed }), count);
        var network = Network<float>.Build(
            new ModelDescription("mlp", rows.Training.InputShape, rows.Preprocessing.Outputs) { Hidden = [128] },
            seed
        );
        long steps = (rows.Training.Count + BatchSize - 1) / BatchSize * (long)Epochs;
        var optimizer = new Optimizer<float>(rule) { Layout = network.Layout, Schedule = schedule(steps) };
        var options = new TrainerOptions
        {
            Epochs = Epochs,
            BatchSize = BatchSize,
            Seed = seed,
            KeepBest = false,
            AverageDecay = average,
        };
        var epochs = new EpochList();
        var record = new SwingRecord();
        RunResult result = new Trainer<float>(
            network,
            TaskLoss.For<float>(rows.Preprocessing.Task),
            optimizer,
            options
        ).Train(rows, [epochs, record]);
        double[] losses = [.. epochs.All.Select(epoch => epoch.ValidationLoss)];
        return (
            Swing.Of(losses),
            Detrended.Of(losses[(Epochs / 2)..]).Spread / LowestLoss.Of(losses),
            epochs.All[^1],
            result,
            record
        );
    }

    // A part of MNIST keeps the command short.
    static TrainingData Part(TrainingData data, int count) =>
        data.Training.Count <= count
            ? data
            : new()
            {
                Training = new RowSubset(data.Training, [.. Enumerable.Range(0, count)]),
                Validation = data.Validation,
                Preprocessing = data.Preprocessing,
                Source = data.Source,
                Fingerprint = data.Fingerprint,
            };
}
