using System.Globalization;
using Surefoot.Optimizers;
using Surefoot.Training.Models;
using Surefoot.Training.Runs;
using Surefoot.Training.Runs.Watching;
using Surefoot.Training.Runs.Watching.Detectors;

namespace Surefoot.Benchmarks.Watching;

/// <summary>
/// Trains the labelled runs and compares what the watcher says with what the rule says of the full record.
/// </summary>
internal static class WatchScore
{
    const int Batch = 32;

    internal const string Shared = "../shared/data";

    /// <param name="args">
    /// --tune or --score (the default), and perhaps the folder that holds mnist and occupancy, or the numbers of some
    /// runs, such as 3,7.
    /// </param>
    public static int Run(string[] args)
    {
        string shared = args.FirstOrDefault(arg => Directory.Exists(arg)) ?? Shared;
        RunSpec[] runs =
        [
            .. args.Contains("--tune")
                ? LabelledRuns.Tuning
                : LabelledRuns.Scored(Directory.Exists(Path.Combine(shared, "mnist"))),
        ];
        int[] only =
            args.LastOrDefault() is { } last && char.IsDigit(last[0])
                ? [.. last.Split(',').Select(number => int.Parse(number, CultureInfo.InvariantCulture))]
                : [];
        var outcomes = new List<(DiagnosisKind Label, DiagnosisKind Found)>();
        int between = 0;
        bool tuning = args.Contains("--tune");
        Console.WriteLine("| run | | rule | watcher | what it says |\n|---|---|---|---|---|");
        for (int i = 0; i < runs.Length; i++)
        {
            if (only.Length > 0 && !only.Contains(i + 1))
                continue;
            (DiagnosisKind? label, IReadOnlyList<Diagnosis> found, string figures) = Train(runs[i], shared);
            // That more epochs would do more is no state of a curve, and no alarm.
            DiagnosisKind first = found is [{ Kind: not DiagnosisKind.StillImproving } gravest, ..]
                ? gravest.Kind
                : DiagnosisKind.Healthy;
            Console.WriteLine(
                $"| {i + 1} | {runs[i]} | {(label is { } sure ? Word(sure) : "between two states")} | "
                    + $"{Word(first)}{(label is null || label == first ? "" : " **≠**")} | "
                    + $"{string.Join(" ", found.Select(one => one.Evidence))} "
                    + $"{(label == first && !tuning ? "" : figures)} |"
            );
            if (label is { } truth)
                outcomes.Add((truth, first));
            else
                between++;
        }
        Print(outcomes, between);
        return 0;
    }

    static (DiagnosisKind? Label, IReadOnlyList<Diagnosis> Found, string Figures) Train(RunSpec spec, string shared)
    {
        LabelledData data = LabelledData.Load(spec.Data, spec.Rows, spec.Seed, shared);
        Network<float> network = spec.Net.Build(data.Rows, spec.Seed);
        var optimizer = new Optimizer<float>(spec.Optimizer) { Layout = network.Layout };
        using var record = new FullRecord(network, optimizer, TaskLoss.For<float>(data.Rows.Preprocessing.Task), data)
        {
            StepsPerEpoch = (data.Rows.Training.Count + Batch - 1) / Batch,
        };
        var options = new TrainerOptions
        {
            Epochs = spec.Epochs,
            BatchSize = Batch,
            Seed = spec.Seed,
            Threads = 1,
            KeepBest = false,
        };
        var epochs = new EpochList();
        RunResult result = new Trainer<float>(network, record, optimizer, options).Train(data.Rows, [epochs]);
        record.Close();
        return (
            LabelRule.Label(record),
            result.Diagnoses,
            $"{LabelRule.Figures(record)} {Seen([.. epochs.All.Select(epoch => epoch.ValidationLoss)])}"
        );
    }

    // What the detectors of swings and of overfitting go by.
    static string Seen(double[] losses)
    {
        if (losses.Length < 16)
            return "";
        Detrended swing = Detrended.Of(losses[(losses.Length / 2)..]);
        double lowest = LowestLoss.Of(losses);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"[seen: lowest {lowest:G3}, median of the last half {swing.Level:G3}, spread {swing.Spread:G3}, "
                + $"{swing.Spread / lowest:P0} of the lowest, {swing.Turns} turns in {swing.Count}; last five "
                + $"{Quantiles.Median(losses[^5..]) / lowest:G3} of the lowest]"
        );
    }

    static void Print(List<(DiagnosisKind Label, DiagnosisKind Found)> outcomes, int between)
    {
        DiagnosisKind[] kinds =
        [
            .. Enum.GetValues<DiagnosisKind>()
                .Where(kind => outcomes.Exists(one => one.Label == kind || one.Found == kind)),
        ];
        Console.WriteLine($"\n| true state (by the rule) ↓, named → | {string.Join(" | ", kinds.Select(Word))} |");
        Console.WriteLine($"|---|{string.Concat(kinds.Select(_ => "---|"))}");
        foreach (DiagnosisKind label in kinds)
            Console.WriteLine(
                $"| {Word(label)} | "
                    + string.Join(
                        " | ",
                        kinds.Select(found =>
                            outcomes.Count(one => one == (label, found)) is > 0 and var count ? $"{count}" : ""
                        )
                    )
                    + $" "
                    + "|"
            );
        var healthy = outcomes.Where(one => one.Label == DiagnosisKind.Healthy).ToArray();
        int right = outcomes.Count(one => one.Label == one.Found),
            quiet = healthy.Count(one => one.Found == DiagnosisKind.Healthy);
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"\n{outcomes.Count} labelled runs, {between} between two states and not scored. The true "
                    + $"state was named in {right} of {outcomes.Count} ({100.0 * right / outcomes.Count:F1} %); no "
                    + $"alarm on {quiet} of {healthy.Length} healthy runs ({100.0 * quiet / healthy.Length:F1} %)."
            )
        );
    }

    static string Word(DiagnosisKind kind) => DiagnosisEntry.Of(kind).Word;
}
