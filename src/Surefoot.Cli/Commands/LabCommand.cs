using System.CommandLine;
using Surefoot.Cli.Settings;
using Surefoot.Cli.Terminal;
using Surefoot.Cli.Training;

namespace Surefoot.Cli.Commands;

/// <summary>`surefoot lab`: the page of this machine's runs, descents and lessons.</summary>
static class LabCommand
{
    /// <summary>The command with its options and its help.</summary>
    public static Command Create()
    {
        Command command = new(
            "lab",
            "Serves a page on 127.0.0.1: runs as they train, optimizers walking down surfaces, and the "
                + "lessons. Ctrl-C ends it."
        );
        Option<string?> runs = new("--runs")
        {
            HelpName = "DIR",
            Description = "The folder whose runs are shown. Default: runs.",
        };
        Option<string?> port = new("--port")
        {
            HelpName = "N",
            Description = "The port to listen on. Default: 0, one that is free.",
        };
        Option<bool> open = new("--open") { Description = "Open the page in the browser.", Arity = ArgumentArity.Zero };
        command.Options.Add(runs);
        command.Options.Add(port);
        command.Options.Add(open);
        ExampleHelp.AddTo(command, "surefoot lab");
        command.SetAction(parsed =>
            Execute(
                parsed.GetValue(runs) ?? "runs",
                Values.Whole("--port", parsed.GetValue(port), 0, ushort.MaxValue, "8080") ?? 0,
                parsed.GetValue(open)
            )
        );
        return command;
    }

    static int Execute(string runs, int port, bool open)
    {
        if (File.Exists(runs))
            throw new UsageException(
                $"--runs is '{runs}', which is a file. Give the folder that holds the run folders, for "
                    + "example, --runs runs"
            );
        using EndSignal end = new();
        using LabSession lab = LabSession.Start(runs, port);
        Console.Out.WriteLine(lab.Address);
        Console.Error.WriteLine($"Showing the runs in {runs}. Ctrl-C ends the page.");
        if (open)
            Browser.Open(lab.Address);
        end.Wait();
        return ExitCode.Done;
    }
}
