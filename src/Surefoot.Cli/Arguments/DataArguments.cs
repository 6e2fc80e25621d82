using System.CommandLine;
using Surefoot.Cli.Settings;
using Surefoot.Training.Data;

namespace Surefoot.Cli.Arguments;

/// <summary>Which rows are read, and how they are divided and changed.</summary>
sealed class DataArguments : IArguments
{
    readonly Argument<string?> data = new("DATA")
    {
        Arity = ArgumentArity.ZeroOrOne,
        Description = "A CSV file; a NumPy file (.npz with x and y, or .npy); SVMLight rows; lines of a label, a tab and a text; a folder of IDX images (train-images-idx3-ubyte[.gz] …), of CIFAR-10's batches, or of PNG images in a folder a class. Without it, the built-in handwritten digits.",
    };

    readonly Option<string?> target = OptionOf.Text("--target", "COLUMN", "The column to predict. Default: the last one.");
    readonly Option<string?> test = OptionOf.Text("--test", "FILE", "Rows that judge the result and choose nothing, in the format of DATA.");
    readonly Option<string?> task = OptionOf.Text("--task", "TASK", "classification or regression. Default: chosen from the target.");
    readonly Option<string?> validation = OptionOf.Text("--validation", "SHARE", "The share of the training rows held back to watch the run. Default: 0.15.");
    readonly Option<string?> window = OptionOf.Text("--window", "ROWS", "Tables: an example is this many rows one after another, in the order of the file; the last rows validate.");
    readonly Option<string?> ahead = OptionOf.Text("--ahead", "ROWS", "With --window: how many rows after the window's last the target stands. Default: 0.");
    readonly Option<string?> augment = OptionOf.Text("--augment", "LIST", "Random changes of the training rows: flip (mirror images), crop:PIXELS (shift them), noise:DEVIATION, with commas between.");

    /// <inheritdoc/>
    public void AddTo(Command command)
    {
        command.Arguments.Add(data);
        foreach (Option option in (Option[])[target, test, task, validation, window, ahead, augment])
            command.Options.Add(option);
    }

    /// <inheritdoc/>
    public TrainRequest Read(ParseResult parsed, TrainRequest request) => request with
    {
        DataPath = parsed.GetValue(data),
        Target = parsed.GetValue(target),
        TestPath = parsed.GetValue(test),
        Task = Values.Word("--task", parsed.GetValue(task), ["classification", "regression"]),
        ValidationShare = Values.Part("--validation", parsed.GetValue(validation), "0.15"),
        Window = Values.Whole("--window", parsed.GetValue(window), 1, DataOptions.LongestWindow, "24") ?? 0,
        Ahead = Values.Whole("--ahead", parsed.GetValue(ahead), 0, DataOptions.LongestWindow, "1") ?? 0,
        Transforms = TransformSettings.From(parsed.GetValue(augment)),
    };
}
