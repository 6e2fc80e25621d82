using System.CommandLine;
using Surefoot.Cli.Settings;
using Surefoot.Cli.Terminal;
using Surefoot.Training.Data;
using Surefoot.Training.Runs;

namespace Surefoot.Cli.Commands;

/// <summary>The words that commands over a saved model share.</summary>
static class ModelWords
{
    /// <summary>--threads.</summary>
    public static Option<string?> Threads() => new("--threads")
    {
        HelpName = "N",
        Description = "Threads that compute; the result does not depend on it. Default: one a processor.",
        Arity = ArgumentArity.ExactlyOne,
    };

    /// <summary>The value of --threads.</summary>
    public static int Threads(string? text) => Values.Whole("--threads", text, 1, 256, "2") ?? Environment.ProcessorCount;

    /// <summary>The model that MODEL names: a run's folder stands for the model in it.</summary>
    public static SavedModel Load(string path) =>
        SavedModel.Load(Directory.Exists(path) ? Path.Combine(path, "model.safetensors") : path);

    /// <summary>The rows that DATA names, as the model reads them; what was noticed is said.</summary>
    public static IDataset Open(SavedModel model, string path, bool requireTargets)
    {
        List<string> notes = [];
        IDataset rows = model.Preprocessing.Open(path, requireTargets, notes);
        foreach (string note in notes)
            Messages.Note(note);
        return rows;
    }
}
