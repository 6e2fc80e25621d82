using System.CommandLine;
using Surefoot.Cli.Arguments;
using Surefoot.Cli.Results;
using Surefoot.Training.Data;
using Surefoot.Training.Runs;

namespace Surefoot.Cli.Commands;

/// <summary>`surefoot evaluate`: how a saved model does on rows whose targets are known.</summary>
static class EvaluateCommand
{
    /// <summary>The command with its options and its help.</summary>
    public static Command Create()
    {
        Command command = new(
            "evaluate",
            "Measures a trained network on rows whose targets are known: accuracy, log loss, macro F1, area under the "
                + "curve and recall by class with the confusion matrix, or RMSE, MAE and R²; each with a 95 % interval "
                + "and beside a forecast without a network (the commonest class, the training mean, the last value, "
                + "the value of a season before)."
        );
        Argument<string> model = new("MODEL") { Description = "The folder of a run, or a model.safetensors." };
        Argument<string> data = new("DATA")
        {
            Description = "A file or folder like the training data; digits for the built-in digits' test rows.",
        };
        Option<string?> threads = ModelWords.Threads(),
            unpackLimit = ModelWords.UnpackLimit();
        Option<bool> json = new("--json")
        {
            Description = "Print one JSON object as the last line of stdout.",
            Arity = ArgumentArity.Zero,
        };
        command.Arguments.Add(model);
        command.Arguments.Add(data);
        command.Options.Add(threads);
        command.Options.Add(unpackLimit);
        command.Options.Add(json);
        ExampleHelp.AddTo(
            command,
            "surefoot train --epochs 2 --out runs/to-evaluate",
            "surefoot evaluate runs/to-evaluate digits"
        );
        command.SetAction(parsed =>
            Execute(
                parsed.GetRequiredValue(model),
                parsed.GetRequiredValue(data),
                ModelWords.Threads(parsed.GetValue(threads)),
                ModelWords.UnpackLimit(parsed.GetValue(unpackLimit)),
                parsed.GetValue(json)
            )
        );
        return command;
    }

    static int Execute(string modelPath, string dataPath, int threads, long? unpackLimit, bool json)
    {
        SavedModel model = ModelWords.Load(modelPath);
        IDataset rows = ModelWords.Open(model, dataPath, requireTargets: true, unpackLimit);
        Evaluation evaluation = model.Evaluate(rows, threads);
        EvaluationSummary.Write(json ? Console.Error : Console.Out, model, evaluation);
        if (json)
            Console.Out.WriteLine(EvaluationSummary.ToJson(model, evaluation).ToJsonString());
        return ExitCode.Done;
    }
}
