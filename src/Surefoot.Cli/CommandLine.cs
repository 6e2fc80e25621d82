using System.CommandLine;
using Surefoot.Cli.Arguments;
using Surefoot.Cli.Commands;
using Surefoot.Cli.Terminal;
using Surefoot.Training.Data;
using Surefoot.Training.Formats;

namespace Surefoot.Cli;

/// <summary>
/// From the words that were typed to an exit code. Every failure passes through here and becomes one message on stderr:
/// never a stack trace, unless SUREFOOT_DEBUG asks for it.
/// </summary>
static class CommandLine
{
    /// <summary>Carries out a command line.</summary>
    public static int Run(string[] arguments)
    {
        bool debugged = Environment.GetEnvironmentVariable("SUREFOOT_DEBUG") is not (null or "");
        FileSizeSignal.Ignore();
        // What fails on a thread of the runtime's own passes nothing else on its way out.
        if (!debugged)
            AppDomain.CurrentDomain.UnhandledException += (_, failed) =>
                Environment.Exit(Report((Exception)failed.ExceptionObject));
        try
        {
            VisibleWriter.Take();
            if (arguments.Length == 0)
                return Root().Parse(["--help"]).Invoke();
            return Understand(arguments)
                .Invoke(
                    new InvocationConfiguration
                    {
                        EnableDefaultExceptionHandler = false,
                        ProcessTerminationTimeout = null,
                    }
                );
        }
        catch (Exception error) when (!debugged)
        {
            return Report(error);
        }
    }

    /// <summary>What a command line asks for; nothing is done yet.</summary>
    /// <exception cref="UsageException">It cannot be understood.</exception>
    internal static ParseResult Understand(string[] arguments)
    {
        ParseResult parsed = Root().Parse(arguments, TrainArguments.Parsing);
        SyntaxCheck.Check(parsed, arguments);
        return parsed;
    }

    /// <summary>
    /// Not a RootCommand, whose name is that of the file started: the tool is called surefoot whatever its file is
    /// called.
    /// </summary>
    static Command Root()
    {
        Command root = new(
            "surefoot",
            "Surefoot trains networks with RMSprop and other optimizers, on tables, images, arrays and text, and "
                + "uses what it trained."
        )
        {
            TrainCommand.Create(),
            EvaluateCommand.Create(),
            PredictCommand.Create(),
            ExplainCommand.Create(),
            ExportCommand.Create(),
            InspectCommand.Create(),
            CompareCommand.Create(),
            RateFinderCommand.Create(),
            LessonCommand.Create(),
            BenchCommand.Create(),
            LabCommand.Create(),
        };
        ExampleHelp.AddTo(root, "surefoot train", "surefoot train --help");
        root.Options.Add(new VersionOption());
        return root;
    }

    static int Report(Exception error)
    {
        // Before all others: it comes in the coats of all of them, and what is written to say so may need a file
        // itself.
        if (FileHandles.AreExhausted(error))
        {
            LastResort.Write(
                "surefoot: "
                    + (
                        error.Message.Contains(FileHandles.Reason)
                            ? error.Message
                            : Capitalised(FileHandles.Reason) + "."
                    )
            );
            return ExitCode.Refused;
        }

        switch (error)
        {
            case SurefootException:
                Messages.Error(error.Message);
                return ExitCode.Refused;
            case IOException when BrokenPipe.Is(error):
                return ExitCode.Done;
            case IOException when FileTrouble.IsFull(error):
                Messages.Error($"{error.Message.TrimEnd('.')}: {FileTrouble.Reason(error)}.");
                return ExitCode.Refused;
            case IOException or UnauthorizedAccessException:
                Messages.Error(
                    $"{error.Message.TrimEnd('.')}. Check that the place exists, may be written to, and has room."
                );
                return ExitCode.Refused;
            case OperationCanceledException:
                Messages.Error("Interrupted.");
                return ExitCode.Interrupted;
            case OutOfMemoryException:
                Messages.Error(
                    "There is not enough memory for this network and batch. Try a smaller --hidden or --batch-size."
                );
                return ExitCode.Refused;
            default:
                Messages.Error(
                    $"Surefoot itself failed ({error.GetType().Name}: "
                        + $"{error.Message.ReplaceLineEndings(" ")}). Set SUREFOOT_DEBUG=1 and run it again for the "
                        + "details to report."
                );
                return ExitCode.InternalError;
        }
    }

    static string Capitalised(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
