using System.CommandLine;
using Surefoot.Cli.Arguments;
using Surefoot.Cli.Results;
using Surefoot.Cli.Terminal;
using Surefoot.Lab.Reports;
using Surefoot.Training.Data;
using Surefoot.Training.Runs;

namespace Surefoot.Cli.Commands;

/// <summary>`surefoot predict`: what a saved model says of rows, as CSV.</summary>
static class PredictCommand
{
    /// <summary>The command with its options and its help.</summary>
    public static Command Create()
    {
        Command command = new(
            "predict",
            "Writes a trained network's predictions as CSV, one line a row of DATA: the class and the "
                + "probability of each class, or the number in the target's own units."
        );
        Argument<string> model = new("MODEL") { Description = "The folder of a run, or a model.safetensors." };
        Argument<string> data = new("DATA")
        {
            Description =
                "A file or folder like the training data, with or without targets; digits for the built-in "
                + "digits' test rows.",
        };
        Option<string?> output = new("--out")
        {
            HelpName = "FILE",
            Description =
                "Where to write; a file that is there is replaced, unless it is one that is read. Default: stdout.",
            Arity = ArgumentArity.ExactlyOne,
        };
        Option<string?> threads = ModelWords.Threads(),
            unpackLimit = ModelWords.UnpackLimit();
        command.Arguments.Add(model);
        command.Arguments.Add(data);
        command.Options.Add(output);
        command.Options.Add(threads);
        command.Options.Add(unpackLimit);
        ExampleHelp.AddTo(
            command,
            "surefoot train --epochs 2 --out runs/to-predict",
            "surefoot predict runs/to-predict digits --out predictions.csv"
        );
        command.SetAction(parsed =>
            Execute(
                parsed.GetRequiredValue(model),
                parsed.GetRequiredValue(data),
                parsed.GetValue(output),
                ModelWords.Threads(parsed.GetValue(threads)),
                ModelWords.UnpackLimit(parsed.GetValue(unpackLimit))
            )
        );
        return command;
    }

    static int Execute(string modelPath, string dataPath, string? outPath, int threads, long? unpackLimit)
    {
        OutputFile.Check("--out", outPath, ("DATA", dataPath), ("MODEL", modelPath));
        SavedModel model = ModelWords.Load(modelPath);
        IDataset rows = ModelWords.Open(model, dataPath, requireTargets: false, unpackLimit);
        PredictionFile.Write(outPath, model.Preprocessing, model.Predict(rows, threads));
        if (model.Threshold is { } threshold)
            Messages.Note($"Predicted is {ThresholdWords.Of(threshold, model.Preprocessing.Classes)}.");
        if (outPath is not null)
            Messages.Note($"{rows.Count:#,0} predictions are in {outPath}.");
        return ExitCode.Done;
    }
}
