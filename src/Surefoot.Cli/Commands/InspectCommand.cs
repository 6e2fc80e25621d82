using System.CommandLine;
using System.Text.Json.Nodes;
using Surefoot.Cli.Arguments;
using Surefoot.Cli.Results;
using Surefoot.Cli.Terminal;
using Surefoot.Lab.Reports;
using Surefoot.Optimizers;
using Surefoot.Rules;
using Surefoot.Training.Formats;
using Surefoot.Training.Runs;
using Surefoot.Training.Runs.Watching;

namespace Surefoot.Cli.Commands;

/// <summary>
/// `surefoot inspect`: what a run did, what its curve says, the health of its layers, the formula that moved its
/// weights and what is worth knowing about its settings.
/// </summary>
static class InspectCommand
{
    const string Indent = "  ";

    /// <summary>The command with its options and its help.</summary>
    public static Command Create()
    {
        Command command = new(
            "inspect",
            "Shows a run: how it did, its curve and what it says, the health of its layers, its settings, "
                + "the formula that moved its weights, and advice on its settings."
        );
        Argument<string> run = new("RUN") { Description = "The folder of a run." };
        Option<string?> curve = new("--curve")
        {
            HelpName = "FILE",
            Description =
                "Write the picture of the loss to this file, as SVG; a file that is there is replaced, "
                + "unless it is one of the run.",
            Arity = ArgumentArity.ExactlyOne,
        };
        Option<bool> json = new("--json")
        {
            Description = "Print one JSON object as the last line of stdout.",
            Arity = ArgumentArity.Zero,
        };
        command.Arguments.Add(run);
        command.Options.Add(curve);
        command.Options.Add(json);
        ExampleHelp.AddTo(
            command,
            "surefoot train --epochs 2 --out runs/to-inspect",
            "surefoot inspect runs/to-inspect"
        );
        command.SetAction(parsed =>
            Execute(parsed.GetRequiredValue(run), parsed.GetValue(curve), parsed.GetValue(json))
        );
        return command;
    }

    static int Execute(string path, string? curve, bool json)
    {
        OutputFile.Check("--curve", curve, ("RUN", path));
        RunRecord run = RunFolder.Open(path).Read();
        if (curve is not null && run.Epochs.Count == 0)
            throw new UsageException(
                $"--curve is '{curve}', and no epoch of {path} has ended: there is no curve to draw. Leave it "
                    + "out, or wait for one."
            );
        OptimizerOptions? optimizer = Optimizer(run);
        IReadOnlyList<string> formula = optimizer is null ? [] : Formula.Of(optimizer),
            advice = optimizer?.Advice() ?? [];
        TextWriter output = json ? Console.Error : Console.Out;
        IReadOnlyList<Diagnosis> diagnoses = run.Result?.Diagnoses ?? Diagnoser.Diagnose(WatchedHistory.Of(run));
        if (run.Result is null)
            TellOfUnfinished(output, run, path, diagnoses);
        else
            TrainSummary.Write(output, run, path, $"open {Path.Combine(path, "report.html")} in a browser");
        CurveText.Write(output, run);
        if (run.LostLines > 0)
            Messages.Note(
                $"{run.LostLines} lines of metrics.jsonl are missing: they could not be written. The curve "
                    + "has a gap there."
            );
        if (run.Intervals.Count > 0)
            Section(
                output,
                $"Layers at step {run.Intervals[^1].Step}",
                TextTable.Lines(LayersSection.Table(run.Intervals[^1]), TerminalWidth.Line - Indent.Length)
            );
        Section(output, "Settings", SettingsText.Of(run).Select(setting => $"{setting.Key, -20} {setting.Value}"));
        Section(output, "Formula", formula);
        Section(output, "Advice", advice);
        if (curve is not null)
            RunReport.WriteCurve(curve, run);
        if (json)
            Console.Out.WriteLine(ToJson(run, path, diagnoses, formula, advice).ToJsonString());
        return ExitCode.Done;
    }

    // A record of version 1 has the command line alone.
    static OptimizerOptions? Optimizer(RunRecord run) =>
        run.Settings is { } settings ? settings.FindOptimizer()
        : run.Arguments is ["train", ..] ? TrainArguments.Read(run.Arguments).Optimizer
        : null;

    static void Section(TextWriter output, string title, IEnumerable<string> lines)
    {
        if (!lines.Any())
            return;
        output.WriteLine();
        output.WriteLine(title);
        foreach (string line in lines)
            output.WriteLine(Indent + line);
    }

    static void TellOfUnfinished(TextWriter output, RunRecord run, string path, IReadOnlyList<Diagnosis> diagnoses)
    {
        string goesOn = run is { Settings.Data: null, Arguments: [] }
            ? "The program that made it goes on with it."
            : $"It goes on with: surefoot train --resume {ShellWord.Quote(path)}";
        output.WriteLine(
            RunFolder.Open(path).IsInUse
                ? "This run is still going on."
                : $"This run did not end: its process was killed. {goesOn}"
        );
        foreach ((string name, string line) in diagnoses.SelectMany(DiagnosisText.Lines))
            output.WriteLine($"{name, -20} {line}");
    }

    // A name may stand there twice, as a schedule that is made of several.
    static JsonObject Texts(IReadOnlyList<KeyValuePair<string, string>> settings) =>
        new(
            settings
                .GroupBy(setting => setting.Key, StringComparer.Ordinal)
                .Select(same =>
                    KeyValuePair.Create(same.Key, (JsonNode?)string.Join("; ", same.Select(setting => setting.Value)))
                )
        );

    static JsonObject ToJson(
        RunRecord run,
        string path,
        IEnumerable<Diagnosis> diagnoses,
        IEnumerable<string> formula,
        IEnumerable<string> advice
    )
    {
        JsonObject json = run.Result is null ? [] : TrainSummary.ToJson(run, path);
        json["diagnoses"] = new JsonArray([.. diagnoses.Select(diagnosis => (JsonNode)diagnosis.ToJson())]);
        if (run.Intervals.Count > 0)
            json["layers"] = run.Intervals[^1].ToJson()["layers"]!.DeepClone();
        json["settings"] = Texts(SettingsText.Of(run));
        if (run.Settings is { } values)
            json["values"] = values.ToJson();
        json["formula"] = JsonFields.Texts(formula);
        json["advice"] = JsonFields.Texts(advice);
        return json;
    }
}
