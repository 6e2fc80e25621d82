using System.CommandLine;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Surefoot.Cli.Arguments;
using Surefoot.Cli.Results;
using Surefoot.Cli.Settings;
using Surefoot.Cli.Terminal;
using Surefoot.Cli.Training;
using Surefoot.Lab.Reports;
using Surefoot.Training.Data;
using Surefoot.Training.Runs;

namespace Surefoot.Cli.Commands;

/// <summary>`surefoot train`: from data to a trained network in a run folder.</summary>
static class TrainCommand
{
    /// <summary>The command with its options and its help.</summary>
    public static Command Create()
    {
        Command command = new(
            "train",
            "Trains a network on a table, images, arrays, sparse rows or lines of text. Without DATA: a small "
                + "convolutional network on the built-in handwritten digits."
        );
        TrainArguments arguments = new();
        arguments.AddTo(command);
        ExampleHelp.AddTo(
            command,
            "surefoot train",
            "surefoot train digits --model mlp --hidden 64 --optimizer rmsprop --learning-rate 0.002 --epochs 5 --json",
            "surefoot train --epochs 3 --out runs/to-resume",
            "surefoot train --resume runs/to-resume"
        );
        command.SetAction(parsed =>
            Launcher.Refuses(command.Name) ? ExitCode.Refused
            : arguments.Resumed(parsed) is { } folder ? Resume(folder, arguments.Read(parsed))
            : Execute(arguments.Read(parsed), resumed: null)
        );
        return command;
    }

    static void Tell(TrainRequest request, RunRecord run, string folder, DateTimeOffset? firstStepDone)
    {
        TextWriter human = request.Json ? Console.Error : Console.Out;
        if (Colours.IsTerminal)
            CurveText.Write(human, run);
        TrainSummary.Write(human, run, folder, NextStep.After(request, run, folder));
        if (!request.Json)
            return;
        JsonObject json = TrainSummary.ToJson(run, folder);
        json["secondsToFirstStep"] = TrainSummary.Finite(SinceStart(firstStepDone));
        Console.Out.WriteLine(json.ToJsonString());
    }

    static int Resume(string path, TrainRequest now)
    {
        using ResumedRun run = ResumedRun.Open(path, now);
        if (!run.IsFinished)
            return Execute(run.Request with { Lab = now.Lab }, run);
        string folder = ShownPath.Of(run.Folder.FullPath);
        Messages.Note($"{folder} has finished already; there is nothing left to resume.");
        // The report is the last thing that a run writes.
        if (!File.Exists(run.Folder.ReportPath))
            RunReport.Write(run.Folder.ReportPath, run.Record);
        Tell(run.Request, run.Record, folder, firstStepDone: null);
        return ExitCode.Done;
    }

    static int Execute(TrainRequest request, ResumedRun? resumed)
    {
        using Interrupts interrupts = new();
        DataOptions reading = DataSettings.From(request);
        TrainingData data = DataLoader.Load(request.DataPath, reading);
        foreach (string note in data.Notes)
            Messages.Note(note);
        if (
            resumed is null
            && request is { BalancesClasses: false, Threshold: null }
            && data.KnowsClasses
            && data.TrainingClasses is { } classes
            && ClassNotes.IsImbalanced(classes)
        )
            Messages.Note(
                "To find more of the rarest class, try --class-weights balanced"
                    + (classes.Count == 2 ? ", or --threshold f1." : ".")
            );
        resumed?.Check(data);

        using TrainingSession session = TrainingSession.Prepare(request, data, resumed);
        if (reading.Folds is not null && Folds(request, session, reading, resumed, interrupts) is { } ended)
            return ended;
        return request.Lab
            ? TrainOnPage(request, session, interrupts)
            : End(request, session, session.Train(interrupts.Control));
    }

    // The exit code where the folds did not come to their end; else null.
    static int? Folds(
        TrainRequest request,
        TrainingSession session,
        DataOptions reading,
        ResumedRun? resumed,
        Interrupts interrupts
    )
    {
        // A run that goes on was asked for in the words that it was started with.
        TrainRequest words = resumed is null
            ? request
            : TrainArguments.Read(resumed.Record.Arguments) with
            {
                DataPath = request.DataPath,
            };
        try
        {
            if (session.TrainFolds(words, reading, interrupts.Control))
                return null;
        }
        catch (RunException diverged)
        {
            Messages.Error(diverged.Message);
            return ExitCode.Diverged;
        }
        Messages.Note(
            "Interrupted; the folds that were trained are kept. Go on with: surefoot train --resume "
                + ShellWord.Quote(ShownPath.Of(session.Folder.FullPath))
        );
        return ExitCode.Interrupted;
    }

    /// <summary>A method of its own: nothing of the web server is loaded unless it is called.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    static int TrainOnPage(TrainRequest request, TrainingSession session, Interrupts interrupts)
    {
        using LabSession lab = LabSession.StartBeside(session.Folder);
        string address = lab.AddressOf(session.Folder);
        Messages.Note($"the run is shown at {address}");
        int code = End(
            request,
            session,
            session.Train(interrupts.Control, lab.Follow(session.Folder, interrupts.Control))
        );
        if (interrupts.Came)
            return code;
        // The run is over: another process may resume it, and Ctrl-C means the page.
        session.Dispose();
        interrupts.Dispose();
        using EndSignal end = new();
        Messages.Note($"the page stays at {address} until Ctrl-C");
        end.Wait();
        return code;
    }

    static int End(TrainRequest request, TrainingSession session, RunRecord run)
    {
        string folder = ShownPath.Of(session.Folder.FullPath);
        try
        {
            Tell(request, run, folder, session.FirstStepDone);
        }
        catch (StandardOutputException error)
        {
            throw new UsageException($"{error.Message} The run was saved all the same: it is in {folder}.");
        }
        if (run.Result!.Explanation is { } explanation)
            Messages.Error(explanation);
        return run.Result.Outcome switch
        {
            RunOutcome.Diverged => ExitCode.Diverged,
            RunOutcome.Interrupted => ExitCode.Interrupted,
            _ => ExitCode.Done,
        };
    }

    // Seconds from the start of this process, which the system knows to about 10 ms.
    static double? SinceStart(DateTimeOffset? moment)
    {
        using Process process = Process.GetCurrentProcess();
        return (moment - new DateTimeOffset(process.StartTime))?.TotalSeconds;
    }
}
