using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Surefoot.Cli.Arguments;
using Surefoot.Cli.Results;
using Surefoot.Cli.Settings;
using Surefoot.Cli.Terminal;
using Surefoot.Lab.Charts;
using Surefoot.Lab.Reports;
using Surefoot.Rules;
using Surefoot.Training.Comparing;
using Surefoot.Training.Data;
using Surefoot.Training.Models;
using Surefoot.Training.Runs;

namespace Surefoot.Cli.Commands;

/// <summary>`surefoot lr-find`: which learning rate to try, read off one sweep through all of them.</summary>
static class RateFinderCommand
{
    static readonly Option<string?> From = OptionOf.Text("--from", "X", "The first rate. Default: 1e-6.");
    static readonly Option<string?> To = OptionOf.Text("--to", "X", "The last rate. Default: 10.");
    static readonly Option<string?> Steps = OptionOf.Text(
        "--steps",
        "N",
        "How many steps, and so how many rates. Default: 200."
    );
    static readonly Option<string?> Curve = OptionOf.Text(
        "--curve",
        "FILE",
        "Write the picture of the sweep to this file, as SVG; a file that is there is replaced."
    );
    static readonly Option<bool> Json = OptionOf.Flag("--json", "Print one JSON object as the last line of stdout.");

    /// <summary>The command with its options and its help.</summary>
    public static Command Create()
    {
        Command command = new(
            "lr-find",
            "Looks for a learning rate: trains for a while at a rate that rises from step to step, and reads "
                + "off a rate to try. Nothing is saved."
        );
        IArguments[] groups =
        [
            new DataArguments(),
            new TextArguments(),
            new NetworkArguments(),
            new OptimizerArguments(withRate: false),
            new ClippingArguments(),
            new BatchArguments(),
        ];
        foreach (IArguments group in groups)
            group.AddTo(command);
        foreach (Option option in (Option[])[From, To, Steps, Curve, Json])
            command.Options.Add(option);
        ExampleHelp.AddTo(
            command,
            "surefoot lr-find --model mlp",
            "surefoot lr-find --model mlp --optimizer sgd --steps 100 --curve sweep.svg"
        );
        command.SetAction(parsed =>
        {
            if (Launcher.Refuses(command.Name))
                return ExitCode.Refused;
            TrainRequest start = new()
            {
                Arguments = [.. parsed.Tokens.Select(token => token.Value)],
                Optimizer = new RmsPropOptions(),
            };
            TrainRequest request = groups.Aggregate(start, (read, group) => group.Read(parsed, read));
            return Execute(request, Sweep(parsed), parsed.GetValue(Curve), parsed.GetValue(Json));
        });
        return command;
    }

    static RateSweepOptions Sweep(ParseResult parsed)
    {
        RateSweepOptions defaults = new();
        RateSweepOptions options = defaults with
        {
            From = Values.Positive("--from", parsed.GetValue(From), "1e-6") ?? defaults.From,
            To = Values.Positive("--to", parsed.GetValue(To), "10") ?? defaults.To,
            Steps = Values.Whole("--steps", parsed.GetValue(Steps), 10, 1_000_000, "200") ?? defaults.Steps,
        };
        return options.To > options.From
            ? options
            : throw new UsageException(
                $"--to is '{parsed.GetValue(To) ?? options.To.ToString(CultureInfo.InvariantCulture)}', which "
                    + $"is not above --from, {options.From}. Give, for example, --from {options.From} --to "
                    + $"{options.From * 1e4:G3}"
            );
    }

    static int Execute(TrainRequest request, RateSweepOptions sweep, string? curve, bool json)
    {
        OutputFile.Check("--curve", curve, request.DataPath is { } path ? [("DATA", path)] : []);
        using Interrupts interrupts = new();
        TrainingData data = DataLoader.Load(request.DataPath, DataSettings.From(request));
        foreach (string note in data.Notes)
            Messages.Note(note);
        Network<float> network = NetworkSettings.Build(NetworkSettings.From(request, data.Preprocessing), request.Seed);
        TrainerOptions training = TrainerSettings.From(request, data.Training.Count);
        RateFinder finder = new(network, TaskLoss.For<float>(data.Preprocessing.Task), request.Optimizer)
        {
            Clipping = request.Clipping,
        };
        StatusLine line = StatusLine.ForConsole();
        RateSweep seen;
        try
        {
            seen = finder.Sweep(
                data.Training,
                sweep with
                {
                    BatchSize = training.BatchSize,
                    Seed = request.Seed,
                    Threads = training.Threads,
                },
                new SweepLine(line, sweep.Steps, TimeProvider.System),
                interrupts.Token
            );
        }
        finally
        {
            line.Clear();
        }

        LineChart chart = SweepChart.Of(seen, request.Optimizer.Name);
        if (curve is not null)
            SweepChart.Write(curve, chart);
        Tell(json ? Console.Error : Console.Out, request, seen, chart);
        if (json)
            Console.Out.WriteLine(ToJson(request, seen).ToJsonString());
        return ExitCode.Done;
    }

    static void Tell(TextWriter human, TrainRequest request, RateSweep seen, LineChart chart)
    {
        foreach (string text in chart.ToText(Math.Min(78, TerminalWidth.Line), 14))
            human.WriteLine(text);
        human.WriteLine();
        human.WriteLine(
            $"{"suggestion", -20} "
                + $"{(seen.Suggestion is { } rate ? rate.ToString("G3", CultureInfo.InvariantCulture) : "none")}"
        );
        human.WriteLine($"{"reason", -20} {seen.Reason}");
        human.WriteLine(
            $"{"sweep", -20} {seen.Rates.Count} steps{(seen.Diverged ? ", ended where the loss ran away" : "")}"
        );
        if (seen.Suggestion is { } suggested)
            human.WriteLine(
                $"{"next", -20} surefoot "
                    + $"train{string.Concat(Words(request.Arguments).Select(word => " " + ShellWord.Quote(word)))} "
                    + $"--learning-rate {suggested.ToString("G3", CultureInfo.InvariantCulture)}"
            );
    }

    // What was typed, without what `surefoot train` does not know.
    static IEnumerable<string> Words(IReadOnlyList<string> arguments)
    {
        for (int i = 1; i < arguments.Count; i++)
        {
            if (arguments[i] is "--from" or "--to" or "--steps" or "--curve")
                i++;
            else if (arguments[i] is not "--json")
                yield return arguments[i];
        }
    }

    static JsonObject ToJson(TrainRequest request, RateSweep seen)
    {
        JsonObject json = seen.ToJson();
        json["optimizer"] = request.Optimizer.Name;
        return json;
    }
}
