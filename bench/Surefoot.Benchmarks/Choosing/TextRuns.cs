using System.Globalization;
using Surefoot.Optimizers;
using Surefoot.Rules;
using Surefoot.Training.Data;
using Surefoot.Training.Layers;
using Surefoot.Training.Models;
using Surefoot.Training.Runs;

namespace Surefoot.Benchmarks.Choosing;

/// <summary>
/// How the command's defaults for text were chosen: labelled lines learnt with them, and with one of them taken back or
/// changed, over seeds that draw other rows. Validation rows choose; the test rows tell how it went, beside a linear
/// support vector machine that has learnt from the training rows alone and from those with the validation rows.
/// </summary>
internal static class TextRuns
{
    sealed record Variant(string Name)
    {
        public TextOptions Text { get; init; } =
            new()
            {
                Form = TextForm.Indices,
                Vocabulary = 100_000,
                FewestRows = 1,
                Distinct = true,
            };

        public BagReduction Reduction { get; init; } = BagReduction.SquareRoot;

        public double Rate { get; init; } = 0.003;

        public double Dropout { get; init; } = 0.5;

        public int Width { get; init; } = 32;
    }

    static readonly Variant Defaults = new("the defaults");

    static readonly Variant[] Variants =
    [
        Defaults,
        Defaults with
        {
            Name = "the defaults of before",
            Text = new() { Form = TextForm.Indices },
            Reduction = BagReduction.Mean,
            Rate = 0.001,
            Dropout = 0,
        },
        Defaults with
        {
            Name = "the mean, beginning at 0.1",
            Reduction = BagReduction.Mean,
        },
        Defaults with
        {
            Name = "a word as often as it stands there",
            Text = Defaults.Text with { Distinct = false, Places = 4096 },
        },
        Defaults with
        {
            Name = "words in 2 rows or more",
            Text = Defaults.Text with { FewestRows = 2 },
        },
        Defaults with
        {
            Name = "10,000 words",
            Text = Defaults.Text with { Vocabulary = 10_000 },
        },
        Defaults with
        {
            Name = "words alone",
            Text = Defaults.Text with { NGrams = 1 },
        },
        Defaults with
        {
            Name = "up to 3 words",
            Text = Defaults.Text with { NGrams = 3 },
        },
        Defaults with
        {
            Name = "runs of 3 to 5 letters",
            Text = Defaults.Text with { Letters = 5 },
        },
        Defaults with
        {
            Name = "a rate of 0.001",
            Rate = 0.001,
        },
        Defaults with
        {
            Name = "a rate of 0.01",
            Rate = 0.01,
        },
        Defaults with
        {
            Name = "no dropout",
            Dropout = 0,
        },
        Defaults with
        {
            Name = "a width of 64",
            Width = 64,
        },
    ];

    /// <summary>FILE [SEEDS].</summary>
    public static int Run(string[] args)
    {
        string path = args[0];
        int seeds = int.Parse(args.ElementAtOrDefault(1) ?? "3", CultureInfo.InvariantCulture);
        Console.WriteLine("| what | validation loss | accuracy | test accuracy | best epoch |");
        Console.WriteLine("|---|---|---|---|---|");
        foreach (Variant variant in Variants)
        {
            RunResult[] runs = [.. Enumerable.Range(1, seeds).Select(seed => Train(path, variant, (ulong)seed))];
            Console.WriteLine(
                $"| {variant.Name} | {Spread(runs, run => run.Validation!.Loss, "F4")} | "
                    + $"{Spread(runs, run => 100 * run.Validation!.Accuracy!.Value, "F2")} % | "
                    + $"{Spread(runs, run => 100 * run.Test!.Accuracy!.Value, "F2")} % | "
                    + $"{Text(runs.Average(run => run.BestEpoch), "F0")} |"
            );
        }
        foreach (bool all in (bool[])[false, true])
        {
            double[] shares =
            [
                .. Enumerable.Range(1, seeds).Select(seed => 100 * Linear(Load(path, Defaults, (ulong)seed), all)),
            ];
            Console.WriteLine(
                $"| linear SVM{(all ? ", validation rows learnt from as well" : "")} | | | "
                    + $"{Spread(shares, share => share, "F2")} % | |"
            );
        }
        return 0;
    }

    static TrainingData Load(string path, Variant variant, ulong seed) =>
        DataLoader.Load(
            path,
            new DataOptions
            {
                TestShare = 0.2,
                Seed = seed,
                Text = variant.Text,
            }
        );

    static RunResult Train(string path, Variant variant, ulong seed)
    {
        TrainingData data = Load(path, variant, seed);
        var network = Network<float>.Build(
            new ModelDescription("text", data.Preprocessing.InputShape, data.Preprocessing.Outputs)
            {
                Hidden = [variant.Width],
                Dropout = variant.Dropout,
                Vocabulary = data.Preprocessing.Vocabulary,
                Reduction = variant.Reduction,
            },
            seed
        );
        var optimizer = new Optimizer<float>(new RmsPropOptions { LearningRate = variant.Rate })
        {
            Layout = network.Layout,
        };
        // As the command does.
        var options = new TrainerOptions
        {
            Epochs = Math.Clamp(200_000 / data.Training.Count, 10, 40),
            BatchSize = data.Training.Count < 10_000 ? 32 : 64,
            Patience = 8,
            Seed = seed,
        };
        return new Trainer<float>(network, TaskLoss.For<float>(data.Preprocessing.Task), optimizer, options).Train(
            data,
            []
        );
    }

    static double Linear(TrainingData data, bool all)
    {
        var rows = LinearSvm.Rows(data.Training);
        if (all)
            rows = [.. rows, .. LinearSvm.Rows(data.Validation)];
        return LinearSvm.Accuracy(rows, LinearSvm.Rows(data.Test!), data.Preprocessing);
    }

    static string Spread<T>(T[] runs, Func<T, double> figure, string format)
    {
        double mean = runs.Average(figure),
            deviation = Math.Sqrt(
                runs.Sum(run => (figure(run) - mean) * (figure(run) - mean)) / Math.Max(1, runs.Length - 1)
            );
        return $"{Text(mean, format)} ± {Text(deviation, format)}";
    }

    static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
