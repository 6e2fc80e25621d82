using System.Globalization;
using System.Text.Json.Nodes;

namespace Surefoot.Benchmarks.Choosing;

/// <summary>
/// How `surefoot train` does on a folder of tables, each with a train.csv and a test.csv, started as a user starts it
/// and with the same further options for all: how the defaults for tables were chosen. What it holds back for
/// validation chooses; the test rows tell how it went.
/// </summary>
internal static class TableRuns
{
    /// <summary>
    /// FOLDER [--seeds N] [--only a,b] [--command DLL] [--ablation] [--runs FILE] [--against FILE] [-- options of
    /// surefoot train].
    /// </summary>
    public static int Run(string[] args)
    {
        string folder = args[0];
        int end = Array.IndexOf(args, "--");
        string[] own = end < 0 ? args : args[..end],
            further = end < 0 ? [] : args[(end + 1)..];
        int seeds = int.Parse(Option(own, "--seeds") ?? "3", CultureInfo.InvariantCulture);
        string[]? only = Option(own, "--only")?.Split(',');
        string command = Option(own, "--command") ?? LearnedTable.BuiltCommand();
        if (own.Contains("--ablation"))
            return TableAblation.Run([.. LearnedTable.In(folder, only)], seeds, command);
        JsonObject? peers = File.Exists(Path.Combine(folder, "peers.json"))
            ? JsonNode.Parse(File.ReadAllText(Path.Combine(folder, "peers.json")))!.AsObject()
            : null;
        Dictionary<(string, int), TableRun> others = Option(own, "--against") is { } against
            ? File.ReadLines(against).Select(TableRun.Read).ToDictionary(run => (run.Table, run.Seed))
            : [];
        List<TableRun> all = [];
        Console.WriteLine(
            "| table | validation | accuracy | test | accuracy | to LightGBM | to an MLP | best of epochs | seconds |"
                + (others.Count > 0 ? " validation, to before | test, to before |" : "")
        );
        Console.WriteLine($"|---|---|---|---|---|---|---|---|---|{(others.Count > 0 ? "---|---|" : "")}");
        foreach (LearnedTable table in LearnedTable.In(folder, only))
        {
            TableRun[] runs = [.. table.Train(seeds, further, command)];
            all.AddRange(runs);
            Console.WriteLine(Line(table.Name, runs, peers, others));
        }
        if (Option(own, "--runs") is { } file)
            File.WriteAllLines(file, all.Select(run => run.Written));
        Summary(all, peers, others);
        return 0;
    }

    static string Line(string table, TableRun[] runs, JsonObject? peers, Dictionary<(string, int), TableRun> others)
    {
        double test = runs.Average(run => run.Test);
        bool classes = runs[0].Classification;
        string line =
            $"| {table} | {Spread(runs, run => run.Validation)} | "
            + $"{(classes ? Spread(runs, run => run.Accuracy) : "")} | {Spread(runs, run => run.Test)} | "
            + $"{(classes ? Spread(runs, run => run.TestAccuracy) : "")} | "
            + $"{Ratio(test, Peer(peers, table, "mlnet-lightgbm", classes))} | "
            + $"{Ratio(test, Peer(peers, table, "mlp_es", classes))} | "
            + $"{Text(runs.Average(run => run.Best), "0")} of {Text(runs.Average(run => run.Epochs), "0")} | "
            + $"{Text(runs.Average(run => run.Seconds), "0.0")} |";
        return others.Count == 0
            ? line
            : $"{line} {TableRun.Pairs(runs, others, run => run.Validation)} | "
                + $"{TableRun.Pairs(runs, others, run => run.Test)} |";
    }

    static void Summary(List<TableRun> all, JsonObject? peers, Dictionary<(string, int), TableRun> others)
    {
        foreach (bool classes in (bool[])[true, false])
        {
            TableRun[] runs = [.. all.Where(run => run.Classification == classes)];
            if (runs.Length == 0)
                continue;
            string what = classes ? "log loss" : "RMSE";
            foreach (string peer in (string[])["mlnet-lightgbm", "mlp_es"])
            {
                double[] ratios =
                [
                    .. runs.GroupBy(run => run.Table)
                        .Select(table => table.Average(run => run.Test) / Peer(peers, table.Key, peer, classes))
                        .Where(double.IsFinite),
                ];
                if (ratios.Length > 0)
                    Console.WriteLine(
                        $"Geometric mean of the test {what} to {peer}: {Text(Geometric(ratios), "0.000")} "
                            + $"({ratios.Length} tables)."
                    );
            }
            if (others.Count > 0)
                Console.WriteLine(
                    $"Geometric mean of the {what} to before: validation "
                        + $"{TableRun.Pairs(runs, others, run => run.Validation)}, "
                        + $"test {TableRun.Pairs(runs, others, run => run.Test)}."
                );
        }
        Console.WriteLine($"In all {Text(all.Sum(run => run.Seconds), "0")} s of training.");
    }

    static double Peer(JsonObject? peers, string table, string peer, bool classes) =>
        (double?)peers?[table]?[peer]?[classes ? "logloss" : "rmse"] ?? double.NaN;

    static double Geometric(double[] ratios) => Math.Exp(ratios.Average(Math.Log));

    static string Ratio(double ours, double theirs) => double.IsNaN(theirs) ? "" : Text(ours / theirs, "0.00");

    static string Spread(TableRun[] runs, Func<TableRun, double> figure)
    {
        double mean = runs.Average(figure),
            deviation = Math.Sqrt(
                runs.Sum(run => (figure(run) - mean) * (figure(run) - mean)) / Math.Max(1, runs.Length - 1)
            );
        return $"{Text(mean, "G4")} ± {Text(deviation, "G2")}";
    }

    internal static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);

    static string? Option(string[] args, string name) =>
        Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : null;
}
