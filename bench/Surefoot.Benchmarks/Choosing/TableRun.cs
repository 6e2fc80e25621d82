using System.Text.Json.Nodes;

namespace Surefoot.Benchmarks.Choosing;

/// <summary>What one training on a table gave: the loss of classes, the RMSE of numbers.</summary>
internal sealed record TableRun(
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
)
{
    // The geometric mean of the ratios of runs of the same seed, and so of the same rows; its spread is the standard
    // error over the seeds.
    public static string Pairs(
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
        double mean = logs.Average();
        string ratio = TableRuns.Text(Math.Exp(mean), "0.000");
        if (logs.Length == 1)
            return ratio;
        double error = Math.Sqrt(logs.Sum(log => (log - mean) * (log - mean)) / (logs.Length - 1) / logs.Length);
        return $"{ratio} ± {TableRuns.Text(error, "0.000")}";
    }

    /// <summary>The run as a line of a file.</summary>
    public string Written =>
        new JsonObject
        {
            ["table"] = Table,
            ["seed"] = Seed,
            ["classification"] = Classification,
            ["validation"] = Validation,
            ["accuracy"] = Accuracy,
            ["test"] = Test,
            ["testAccuracy"] = TestAccuracy,
            ["best"] = Best,
            ["epochs"] = Epochs,
            ["seconds"] = Seconds,
        }.ToJsonString();

    /// <summary>The run of such a line.</summary>
    public static TableRun Read(string line)
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
