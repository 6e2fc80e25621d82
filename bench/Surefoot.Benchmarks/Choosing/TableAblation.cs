namespace Surefoot.Benchmarks.Choosing;

/// <summary>
/// Each part of the defaults for tables taken back, and each that was thought of put in, one at a time: the geometric
/// mean of the validation figure to that of the defaults, on the same rows.
/// </summary>
internal static class TableAblation
{
    static readonly string[] Changes =
    [
        "--bins 0",
        "--bins 8",
        "--bins 32",
        "--dropout 0",
        "--dropout 0.2",
        "--epochs 40 --patience 8",
        "--epochs 600 --patience 50",
        "--bias-correction",
        "--warmup 100",
        "--learning-rate 0.0005",
        "--average 0.99",
        "--weight-decay 0.1 --weight-decay-form decoupled",
        "--schedule plateau:0.3:8",
        "--optimizer adam",
        "--hidden 256,128",
        "--batch-size 64",
    ];

    // Most of its runs classify every validation row rightly, so that the ratio of its log losses is noise.
    const string Noise = "penguins";

    public static int Run(IReadOnlyList<LearnedTable> tables, int seeds, string command)
    {
        Dictionary<(string, int), TableRun> defaults = All([]).ToDictionary(run => (run.Table, run.Seed));
        Console.WriteLine($"| options behind `--` | log loss | RMSE |{Environment.NewLine}|---|---|---|");
        foreach (string change in Changes)
        {
            TableRun[] runs = [.. All(change.Split(' ')).Where(run => run.Table != Noise)];
            Console.WriteLine($"| `{change}` | {Of(runs, classes: true)} | {Of(runs, classes: false)} |");
        }
        return 0;

        IEnumerable<TableRun> All(string[] options) => tables.SelectMany(table => table.Train(seeds, options, command));

        string Of(TableRun[] runs, bool classes) =>
            TableRun.Pairs(runs.Where(run => run.Classification == classes), defaults, run => run.Validation);
    }
}
