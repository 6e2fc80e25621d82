using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Surefoot.Cli.Benching;
using Surefoot.Cli.Settings;
using Surefoot.Threading;

namespace Surefoot.Cli.Commands;

/// <summary>`surefoot bench`: how fast a step is on this machine, beside what its memory allows.</summary>
static class BenchCommand
{
    const int Smallest = 1_000,
        Largest = 200_000_000;

    // Weights, gradients and three slots, and the three arrays that the bandwidth is measured with.
    const int BytesPerParameter = 4 * 8;

    /// <summary>The command with its options and its help.</summary>
    public static Command Create()
    {
        Command command = new(
            "bench",
            "Times one step of each rule on this machine, and beside it the bandwidth of its memory."
        );
        Option<string?> sizes = new("--sizes")
        {
            HelpName = "N,N",
            Description = "Numbers of weights, such as 1e4,1e6. Default: 1e3 to 1e8, as far as memory allows.",
        };
        Option<string?> threads = new("--threads")
        {
            HelpName = "N,N",
            Description = "Numbers of threads, such as 1,2. Default: 1 and one a processor.",
        };
        Option<string?> rules = new("--rules")
        {
            HelpName = "NAME,NAME",
            Description = $"Which of {string.Join(", ", BenchedRule.All.Select(rule => rule.Name))}. Default: all.",
        };
        Option<bool> json = new("--json")
        {
            Description = "Print one JSON object as the last line of stdout.",
            Arity = ArgumentArity.Zero,
        };
        command.Options.Add(sizes);
        command.Options.Add(threads);
        command.Options.Add(rules);
        command.Options.Add(json);
        ExampleHelp.AddTo(command, "surefoot bench --sizes 1e4 --threads 1");
        command.SetAction(parsed =>
            Execute(
                Sizes(parsed.GetValue(sizes)),
                Threads(parsed.GetValue(threads)) ?? DefaultThreads(),
                Rules(parsed.GetValue(rules)),
                parsed.GetValue(json)
            )
        );
        return command;
    }

    static int Execute(int[] sizes, int[] threads, IReadOnlyList<BenchedRule> rules, bool json)
    {
        TextWriter table = json ? Console.Error : Console.Out;
        JsonArray rows = [];
        table.WriteLine(
            "Memory: bytes a second of a ← b·s + c over arrays of the same length. ns: nanoseconds for one "
                + "weight. Medians."
        );
        table.WriteLine();
        table.WriteLine("rule                 weights  threads        ns      GB/s   of memory");
        foreach (int count in threads)
        {
            using WorkerPool pool = new(count);
            foreach (int size in sizes)
            {
                double bandwidth = StepTimer.Bandwidth(size, pool);
                table.WriteLine($"{"memory alone", -17}{size, 11:0e0}{count, 9}{"", 10}{bandwidth / 1e9, 10:F1}");
                foreach (BenchedRule rule in rules)
                {
                    StepTiming timing = StepTimer.Measure(rule, size, pool, bandwidth);
                    table.WriteLine(
                        $"{timing.Rule, -17}{size, 11:0e0}{count, 9}{timing.Nanoseconds, 10:F3}"
                            + $"{timing.BytesPerSecond / 1e9, 10:F1}{timing.BandwidthShare, 11:P0}"
                    );
                    rows.Add(ToJson(timing, bandwidth));
                }
            }
        }
        if (json)
            Console.Out.WriteLine(
                new JsonObject { ["processors"] = Environment.ProcessorCount, ["rows"] = rows }.ToJsonString()
            );
        return ExitCode.Done;
    }

    static JsonNode ToJson(StepTiming timing, double bandwidth) =>
        new JsonObject
        {
            ["rule"] = timing.Rule,
            ["parameters"] = timing.Parameters,
            ["threads"] = timing.Threads,
            ["nanosecondsPerParameter"] = timing.Nanoseconds,
            ["bytesPerSecond"] = timing.BytesPerSecond,
            ["bandwidth"] = bandwidth,
            ["shareOfBandwidth"] = timing.BandwidthShare,
        };

    static IReadOnlyList<BenchedRule> Rules(string? text) =>
        text is null
            ? BenchedRule.All
            :
            [
                .. text.Split(',', StringSplitOptions.TrimEntries)
                    .Select(name =>
                        BenchedRule.All.First(rule =>
                            rule.Name == Values.Word("--rules", name, [.. BenchedRule.All.Select(one => one.Name)])
                        )
                    ),
            ];

    static int[]? Threads(string? text) =>
        text is null
            ? null
            :
            [
                .. text.Split(',', StringSplitOptions.TrimEntries)
                    .Select(part => Values.Whole("--threads", part, 1, 256, "1,2")!.Value),
            ];

    static int[] DefaultThreads() => Environment.ProcessorCount > 1 ? [1, Environment.ProcessorCount] : [1];

    static int[] Sizes(string? text)
    {
        if (text is null)
        {
            long memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
            return
            [
                .. new[] { 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000 }.Where(size =>
                    (long)size * BytesPerParameter < memory / 2
                ),
            ];
        }
        return [.. text.Split(',', StringSplitOptions.TrimEntries).Select(Size)];
    }

    static int Size(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double size)
        && size is >= Smallest and <= Largest
        && Math.Floor(size) == size
            ? (int)size
            : throw new UsageException(
                $"--sizes holds '{text}', which is not a whole number from {Smallest:0e0} to {Largest:0e0}. "
                    + "Give, for example, --sizes 1e4,1e6"
            );
}
