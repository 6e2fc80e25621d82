using System.CommandLine;
using Surefoot.Cli.Settings;

namespace Surefoot.Cli.Arguments;

/// <summary>In which batches is trained, from which seed, with how many threads.</summary>
/// <param name="seedHelp">What the command's help says of --seed.</param>
sealed class BatchArguments(string seedHelp = "The seed of every random choice. Default: 1.") : IArguments
{
    readonly Option<string?> batchSize = OptionOf.Text(
        "--batch-size",
        "N",
        "Rows that each step averages over. Default: 32; from 10,000 training rows on 64."
    );
    readonly Option<string?> seed = OptionOf.Text("--seed", "N", seedHelp);
    readonly Option<string?> threads = OptionOf.Text(
        "--threads",
        "N",
        "Threads that compute; the result does not depend on it. Default: one a processor."
    );

    /// <inheritdoc/>
    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[batchSize, seed, threads])
            command.Options.Add(option);
    }

    /// <inheritdoc/>
    public TrainRequest Read(ParseResult parsed, TrainRequest request) =>
        request with
        {
            BatchSize = Values.Whole("--batch-size", parsed.GetValue(batchSize), 1, 1_000_000, "64"),
            Seed = Values.Seed("--seed", parsed.GetValue(seed), "1") ?? 1,
            Threads = Values.Whole("--threads", parsed.GetValue(threads), 1, 256, "2"),
        };
}
