using System.Diagnostics;
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
    // What is learned, and what the table has that gives it away.
    static readonly (string Table, string Target, string? Ignored)[] Known =
    [
        ("penguins", "species", null),
        ("heart", "num", null),
        ("credit", "default", null),
        ("horse", "lesion", null),
        ("phoneme", "class", null),
        ("insurance", "charges", null),
        ("concrete", "strength", null),
        ("mpg", "mpg", null),
        ("abalone", "Rings", null),
        ("bike", "cnt", "casual,registered"),
    ];

    sealed record TableRun(
        string Table,
        int Seed,
        bool Classification,
        double Validation,
        double Accuracy,
        double Test,
        double TestAccuracy,
        int Best,
        int Epochs,
        double Seconds
    );

    /// <summary>
    /// FOLDER [--seeds N] [--only a,b] [--runs FILE] [--against FILE] [--command DLL] [-- options of surefoot train].
    /// </summary>
    public static int Run(string[] args)
    {
        string folder = args[0];
        int end = Array.IndexOf(args, "--");
        string[] own = end < 0 ? args : args[..end],
            further = end < 0 ? [] : args[(end + 1)..];
        int seeds = int.Parse(Option(own, "--seeds") ?? "3", CultureInfo.InvariantCulture);
        string[]? only = Option(own, "--only")?.Split(',');
        string command = Option(own, "--command") ?? Built();
        JsonObject? peers = File.Exists(Path.Combine(folder, "peers.json"))
            ? JsonNode.Parse(File.ReadAllText(Path.Combine(folder, "peers.json")))!.AsObject()
            : null;
        Dictionary<(string, int), TableRun> others = Option(own, "--against") is { } against
            ? File.ReadLines(against).Select(Read).ToDictionary(run => (run.Table, run.Seed))
            : [];
        List<TableRun> all = [];
        Console.WriteLine(
            "| table | validation | accuracy | test | accuracy | to LightGBM | to an MLP | best of epochs | seconds |"
                + (others.Count > 0 ? " validation, to before | test, to before |" : "")
        );
        Console.WriteLine($"|---|---|---|---|---|---|---|---|---|{(others.Count > 0 ? "---|---|" : "")}");
        foreach ((string table, string target, string? ignored) in Known)
        {
            if (only?.Contains(table) == false || !Directory.Exists(Path.Combine(folder, table)))
                continue;
            TableRun[] runs =
            [
                .. Enumerable
                    .Range(1, seeds)
                    .Select(seed => Train(Path.Combine(folder, table), table, target, ignored, seed, further, command)),
            ];
            all.AddRange(runs);
            Console.WriteLine(Line(table, runs, peers, others));
        }
        if (Option(own, "--runs") is { } file)
            File.WriteAllLines(file, all.Select(Written));
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
            : $"{line} {Pairs(runs, others, run => run.Validation)} | {Pairs(runs, others, run => run.Test)} |";
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
                    $"Geometric mean of the {what} to before: validation {Pairs(runs, others, run => run.Validation)}, "
                        + $"test {Pairs(runs, others, run => run.Test)}."
                );
        }
        Console.WriteLine($"In all {Text(all.Sum(run => run.Seconds), "0")} s of training.");
    }

    static TableRun Train(
        string folder,
        string table,
        string target,
        string? ignored,
        int seed,
        string[] further,
        string command
    )
    {
        string kept = Path.Combine(Path.GetTempPath(), $"surefoot-tables-{Environment.ProcessId}");
        if (Directory.Exists(kept))
            Directory.Delete(kept, recursive: true);
        // As the command of this build; what it prints is shown only where it fails.
        ProcessStartInfo start = new("dotnet")
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (
            string word in (string[])
                [
                    command,
                    "train",
                    Path.Combine(folder, "train.csv"),
                    "--target",
                    target,
                    "--test",
                    Path.Combine(folder, "test.csv"),
                    .. ignored is null ? [] : (string[])["--ignore", ignored],
                    "--seed",
                    seed.ToString(CultureInfo.InvariantCulture),
                    "--out",
                    kept,
                    .. further,
                ]
        )
            start.ArgumentList.Add(word);
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string told = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException(
                $"{table}: surefoot train ended with {process.ExitCode}: {errors.Result}{told}"
            );
        JsonNode record = JsonNode.Parse(File.ReadAllText(Path.Combine(kept, "run.json")))!,
            result = record["result"]!;
        Directory.Delete(kept, recursive: true);
        bool classes = (string?)record["task"] == "classification";
        // The loss of a regression is the halved square of what is standardised; its measure is the RMSE.
        string figure = classes ? "loss" : "rmse",
            measure = classes ? "accuracy" : "rmse";
        return new(
            table,
            seed,
            classes,
            (double)result["validation"]![figure]!,
            (double)result["validation"]![measure]!,
            (double)result["test"]![figure]!,
            (double)result["test"]![measure]!,
            (int)result["bestEpoch"]!,
            (int)result["epochs"]!,
            (double)result["seconds"]!
        );
    }

    // The command that was built with this program.
    static string Built() =>
        Path.Combine(
            AppContext.BaseDirectory.Replace(
                Path.Combine("bench", "Surefoot.Benchmarks"),
                Path.Combine("src", "Surefoot.Cli"),
                StringComparison.Ordinal
            ),
            "Surefoot.Cli.dll"
        );

    static double Peer(JsonObject? peers, string table, string peer, bool classes) =>
        (double?)peers?[table]?[peer]?[classes ? "logloss" : "rmse"] ?? double.NaN;

    // The geometric mean of the ratios of runs of the same seed, and so of the same rows; its spread is the standard
    // error over the seeds.
    static string Pairs(
        IEnumerable<TableRun> runs,
        Dictionary<(string, int), TableRun> others,
        Func<TableRun, double> figure
    )
    {
        double[] logs =
        [
            .. runs.Where(run => others.ContainsKey((run.Table, run.Seed)))
                .Select(run => Math.Log(figure(run) / figure(others[(run.Table, run.Seed)]))),
        ];
        if (logs.Length == 0)
            return "";
        double mean = logs.Average(),
            error = Math.Sqrt(
                logs.Sum(log => (log - mean) * (log - mean)) / Math.Max(1, logs.Length - 1) / logs.Length
            );
        return $"{Text(Math.Exp(mean), "0.000")} ± {Text(error, "0.000")}";
    }

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

    static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);

    static string? Option(string[] args, string name) =>
        Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : null;

    static string Written(TableRun run) =>
        new JsonObject
        {
            ["table"] = run.Table,
            ["seed"] = run.Seed,
            ["classification"] = run.Classification,
            ["validation"] = run.Validation,
            ["accuracy"] = run.Accuracy,
            ["test"] = run.Test,
            ["testAccuracy"] = run.TestAccuracy,
            ["best"] = run.Best,
            ["epochs"] = run.Epochs,
            ["seconds"] = run.Seconds,
        }.ToJsonString();

    static TableRun Read(string line)
    {
        JsonNode run = JsonNode.Parse(line)!;
        return new(
            (string)run["table"]!,
            (int)run["seed"]!,
            (bool)run["classification"]!,
            (double)run["validation"]!,
            (double)run["accuracy"]!,
            (double)run["test"]!,
            (double)run["testAccuracy"]!,
            (int)run["best"]!,
            (int)run["epochs"]!,
            (double)run["seconds"]!
        );
    }
}
