using System.Globalization;
using Surefoot.Rules;
using Surefoot.Training.Data;
using Surefoot.Training.Layers;
using Surefoot.Training.Runs;

namespace Surefoot.Benchmarks.Proofs;

/// <summary>
/// Each optimizer on a network of twenty tanh layers, from a start that is too small for it and from Glorot's.
/// </summary>
internal static class DeepNetworks
{
    /// <param name="args">The data, the built-in digits if there is none; how many epochs; how many threads.</param>
    public static int Run(string[] args)
    {
        TrainingData data = DataLoader.Load(
            args.ElementAtOrDefault(0) ?? DataLoader.Digits,
            new DataOptions { ValidationShare = 0.1, Seed = 1 }
        );
        var options = new TrainerOptions
        {
            Epochs = int.Parse(args.ElementAtOrDefault(1) ?? "10", CultureInfo.InvariantCulture),
            Threads = int.Parse(args.ElementAtOrDefault(2) ?? "1", CultureInfo.InvariantCulture),
            BatchSize = 128,
        };
        Console.WriteLine(
            "| optimizer | rates tried | start N(0, 0.05²): best rate | validation loss | test accuracy | "
                + "start Glorot: best rate | validation loss | test accuracy |"
        );
        Console.WriteLine("|---|---|---|---|---|---|---|---|");
        foreach (var (name, rates, settings) in DeepNetwork.Optimizers)
            Console.WriteLine(
                $"| {name} | {string.Join(", ", rates)} | "
                    + $"{Best(data, DeepNetwork.Small, rates, settings, options)} | "
                    + $"{Best(data, Initializer.Glorot, rates, settings, options)} |"
            );
        return 0;
    }

    // The validation rows choose; the test rows are read once the rate is chosen. A run that diverged is not chosen
    // while another is there.
    static string Best(
        TrainingData data,
        Initializer initializer,
        double[] rates,
        Func<double, OptimizerOptions> settings,
        TrainerOptions options
    )
    {
        var runs = rates.Select(rate =>
            (Rate: rate, Result: DeepNetwork.Train(data, initializer, settings(rate), options))
        );
        var (best, result) = runs.MinBy(run =>
            run.Result is { Outcome: RunOutcome.Completed, ValidationLoss: var loss } ? loss : double.MaxValue
        );
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{best} | {result.ValidationLoss:F3} | {result.TestAccuracy:P1}"
        );
    }
}
