using System.CommandLine;
using System.Text.Json.Nodes;
using Surefoot.Cli.Comparing;
using Surefoot.Cli.Results;
using Surefoot.Cli.Settings;
using Surefoot.Cli.Terminal;
using Surefoot.Lab.Reports;
using Surefoot.Training.Comparing;
using Surefoot.Training.Data;

namespace Surefoot.Cli.Commands;

/// <summary>`surefoot compare`: several optimizers on one task, with the same budget each.</summary>
static class CompareCommand
{
    /// <summary>The command with its options and its help.</summary>
    public static Command Create()
    {
        Command command = new(
            "compare",
            "Compares optimizers: the same starting weights and batches, several seeds, and for each the "
                + "same small search for a learning rate. Without DATA: on the built-in handwritten digits."
        );
        CompareArguments arguments = new();
        arguments.AddTo(command);
        ExampleHelp.AddTo(
            command,
            "surefoot compare --optimizers rmsprop,sgd --model mlp --hidden 16 --epochs 3 --seeds 2 --tune 2",
            "surefoot compare --model mlp --hidden 16 --epochs 2 --seeds 1 --tune 1 --target-accuracy 0.8 --json"
        );
        command.SetAction(parsed =>
            Launcher.Refuses(command.Name) ? ExitCode.Refused : Execute(arguments.Read(parsed))
        );
        return command;
    }

    static int Execute(CompareRequest request)
    {
        using Interrupts interrupts = new();
        TrainingData data = DataLoader.Load(request.Train.DataPath, DataSettings.From(request.Train));
        foreach (string note in data.Notes)
            Messages.Note(note);
        ComparisonSession session = ComparisonSession.Prepare(request, data);
        StatusLine line = StatusLine.ForConsole();
        ComparisonRecord record;
        try
        {
            record = session.Run(new ComparisonLine(line, TimeProvider.System), interrupts.Token);
        }
        finally
        {
            line.Clear();
        }

        Tell(request.Train.Json, record, ShownPath.Of(session.Folder.FullPath));
        return ExitCode.Done;
    }

    static void Tell(bool json, ComparisonRecord record, string folder)
    {
        ComparisonResult result = record.Result!;
        TextWriter human = json ? Console.Error : Console.Out;
        foreach (string text in TextTable.Lines(ComparisonTable.Of(result), TerminalWidth.Line))
            human.WriteLine(text);
        human.WriteLine();
        foreach (string text in ComparisonCharts.Measure(result).ToText(Math.Min(78, TerminalWidth.Line), 14))
            human.WriteLine(text);
        human.WriteLine();
        human.WriteLine(result.Budget);
        human.WriteLine($"{"comparison", -20} {folder}, {record.Seconds:0.0} s");
        human.WriteLine($"{"next", -20} open {Path.Combine(folder, "report.html")} in a browser");
        if (!json)
            return;
        JsonObject printed = result.ToJson();
        printed["seconds"] = record.Seconds;
        printed["comparison"] = folder;
        Console.Out.WriteLine(printed.ToJsonString());
    }
}
