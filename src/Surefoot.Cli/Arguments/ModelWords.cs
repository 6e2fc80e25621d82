using System.CommandLine;
using Surefoot.Cli.Settings;
using Surefoot.Cli.Terminal;
using Surefoot.Lab.Reports;
using Surefoot.Training.Data;
using Surefoot.Training.Formats;
using Surefoot.Training.Runs;

namespace Surefoot.Cli.Arguments;

/// <summary>The words that commands over a saved model share.</summary>
static class ModelWords
{
    /// <summary>--threads.</summary>
    public static Option<string?> Threads() =>
        new("--threads")
        {
            HelpName = "N",
            Description = "Threads that compute; the result does not depend on it. Default: one a processor.",
            Arity = ArgumentArity.ExactlyOne,
        };

    /// <summary>The value of --threads.</summary>
    public static int Threads(string? text) =>
        Values.Whole("--threads", text, 1, 256, "2") ?? Environment.ProcessorCount;

    /// <summary>--unpack-limit.</summary>
    public static Option<string?> UnpackLimit() =>
        OptionOf.Text(
            "--unpack-limit",
            "SIZE",
            "The most that compressed data (gzip, .npz, PNG) may become in memory, such as 4GiB, or all. "
                + "Default: 1GiB, or 16 times the bytes of the file where that is more."
        );

    /// <summary>The value of --unpack-limit.</summary>
    public static long? UnpackLimit(string? text) =>
        text == "all" ? long.MaxValue : Values.Bytes("--unpack-limit", text, "4GiB");

    /// <summary>
    /// The model that MODEL names: a run's folder stands for the model in it. A run that diverged is said to have.
    /// </summary>
    /// <exception cref="UsageException">The run diverged before it had a model to leave.</exception>
    public static SavedModel Load(string path)
    {
        string file = Directory.Exists(path) ? Path.Combine(path, "model.safetensors") : path;
        RunRecord? run = RunOf(file);
        RunResult? diverged = run?.Result is { Outcome: RunOutcome.Diverged } result ? result : null;
        if (diverged is not null && !File.Exists(file))
            throw new UsageException(
                $"{path} holds no model: the run diverged at step {diverged.DivergedAtStep}, before its first "
                    + $"epoch had ended. Train again at a lower rate; surefoot inspect {ShellWord.Quote(path)} says "
                    + "more."
            );
        SavedModel model = SavedModel.Load(file);
        // An old file may be of a network that a program built otherwise; what the command trained is what its file
        // says.
        if (run is not { Arguments.Count: > 0 })
        {
            foreach (string note in model.Notes)
                Messages.Note(note);
        }
        if (diverged is not null)
            Messages.Warning(
                $"the run diverged at step {diverged.DivergedAtStep}; its model has the weights of epoch "
                    + $"{diverged.BestEpoch}, the best before that."
            );
        return model;
    }

    // A model may lie anywhere, also where no run or none that can be read does.
    static RunRecord? RunOf(string file)
    {
        try
        {
            RunFolder folder = RunFolder.Open(Path.GetDirectoryName(Path.GetFullPath(file))!);
            return folder.ModelPath == Path.GetFullPath(file) ? folder.Read() : null;
        }
        catch (Exception e) when (e is RunException or ModelFileException)
        {
            return null;
        }
    }

    /// <summary>The rows that DATA names, as the model reads them; what was noticed is said.</summary>
    public static IDataset Open(SavedModel model, string path, bool requireTargets, long? unpackLimit)
    {
        List<string> notes = [];
        IDataset rows = model.Preprocessing.Open(path, requireTargets, notes, unpackLimit);
        foreach (string note in notes)
            Messages.Note(note);
        return rows;
    }
}
