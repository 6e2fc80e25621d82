using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;

namespace Surefoot.Benchmarks.Choosing;

/// <summary>A table with a train.csv and a test.csv, learned by `surefoot train` as a user starts it.</summary>
/// <param name="Name">The table's name.</param>
/// <param name="Folder">Its folder.</param>
/// <param name="Target">The column that is predicted.</param>
/// <param name="Ignored">Columns that are left out.</param>
internal sealed record LearnedTable(string Name, string Folder, string Target, string? Ignored)
{
    // What is learned, and what the table has that gives it away.
    static readonly (string Name, string Target, string? Ignored)[] Known =
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

    /// <summary>The tables of a folder.</summary>
    public static IEnumerable<LearnedTable> In(string folder, string[]? only) =>
        Known
            .Where(table => only?.Contains(table.Name) != false && Directory.Exists(Path.Combine(folder, table.Name)))
            .Select(table => new LearnedTable(
                table.Name,
                Path.Combine(folder, table.Name),
                table.Target,
                table.Ignored
            ));

    /// <summary>Trains once with each seed from 1 on.</summary>
    public IEnumerable<TableRun> Train(int seeds, string[] further, string command) =>
        Enumerable.Range(1, seeds).Select(seed => Once(seed, further, command));

    TableRun Once(int seed, string[] further, string command)
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
                    Path.Combine(Folder, "train.csv"),
                    "--target",
                    Target,
                    "--test",
                    Path.Combine(Folder, "test.csv"),
                    .. Ignored is null ? [] : (string[])["--ignore", Ignored],
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
                $"{Name}: surefoot train ended with {process.ExitCode}: {errors.Result}{told}"
            );
        JsonNode record = JsonNode.Parse(File.ReadAllText(Path.Combine(kept, "run.json")))!,
            result = record["result"]!;
        Directory.Delete(kept, recursive: true);
        bool classes = (string?)record["task"] == "classification";
        // The loss of a regression is the halved square of what is standardised; its measure is the RMSE.
        string figure = classes ? "loss" : "rmse",
            measure = classes ? "accuracy" : "rmse";
        return new(
            Name,
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

    /// <summary>The command that was built with this program.</summary>
    public static string BuiltCommand() =>
        Path.Combine(
            AppContext.BaseDirectory.Replace(
                Path.Combine("bench", "Surefoot.Benchmarks"),
                Path.Combine("src", "Surefoot.Cli"),
                StringComparison.Ordinal
            ),
            "Surefoot.Cli.dll"
        );
}
