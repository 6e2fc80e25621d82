using System.CommandLine;
using Surefoot.Cli.Arguments;
using Surefoot.Cli.Results;
using Surefoot.Cli.Terminal;
using Surefoot.Training.Exchange;
using Surefoot.Training.Exchange.Onnx;
using Surefoot.Training.Runs;

namespace Surefoot.Cli.Commands;

/// <summary>`surefoot export`: a saved model in the formats of other programs.</summary>
static class ExportCommand
{
    /// <summary>A format: its option, what the option says, and how it is written.</summary>
    sealed record Format(Option<string?> Option, Action<string, SavedModel> Write);

    /// <summary>The command with its options and its help.</summary>
    public static Command Create()
    {
        Command command = new(
            "export",
            "Writes a trained network for other programs; at least one of the formats is asked for."
        );
        Argument<string> model = new("MODEL") { Description = "The folder of a run, or a model.safetensors." };
        Format[] formats =
        [
            new(
                File(
                    "--onnx",
                    "ONNX, for runtimes of other languages: the data as they come go in, predictions come out."
                ),
                OnnxFile.Write
            ),
            new(
                File("--safetensors", "The weights alone, with PyTorch's names and layout."),
                (path, saved) => TorchWeights.Save(path, saved.Network)
            ),
            new(
                File(
                    "--npz",
                    "The weights alone, as numpy.load reads them, with the layout that they have in model.safetensors."
                ),
                (path, saved) => NpzFile.Write(path, saved.Network)
            ),
        ];
        command.Arguments.Add(model);
        foreach (Format format in formats)
            command.Options.Add(format.Option);
        ExampleHelp.AddTo(
            command,
            "surefoot train --epochs 2 --out runs/to-export",
            "surefoot export runs/to-export --onnx digits.onnx --npz digits.npz"
        );
        command.SetAction(parsed =>
            Execute(
                parsed.GetRequiredValue(model),
                [.. formats.Select(format => (format, parsed.GetValue(format.Option)))]
            )
        );
        return command;
    }

    static Option<string?> File(string name, string description) =>
        new(name)
        {
            HelpName = "FILE",
            Description = description + " A file that is there is replaced, unless it is one that is read.",
            Arity = ArgumentArity.ExactlyOne,
        };

    static int Execute(string modelPath, (Format Format, string? Path)[] asked)
    {
        asked = Array.FindAll(asked, each => each.Path is not null);
        if (asked.Length == 0)
            throw new UsageException(
                "export needs a format and a file, such as --onnx model.onnx. See surefoot export --help."
            );
        foreach ((Format format, string? path) in asked)
            OutputFile.Check(format.Option.Name, path, ("MODEL", modelPath));
        if (asked.GroupBy(each => Path.GetFullPath(each.Path!)).FirstOrDefault(same => same.Count() > 1) is { } twice)
            throw new UsageException(
                $"'{twice.First().Path}' is given for "
                    + $"{string.Join(" and ", twice.Select(each => each.Format.Option.Name))}; name a file for each."
            );
        SavedModel model = ModelWords.Load(modelPath);
        foreach ((Format format, string? path) in asked)
        {
            Write(format, path!, model);
            Messages.Note($"{path} is written.");
        }

        return ExitCode.Done;
    }

    static void Write(Format format, string path, SavedModel model)
    {
        try
        {
            format.Write(path, model);
        }
        catch (NotSupportedException error)
        {
            throw new UsageException(
                $"{format.Option.Name} is '{path}', and this model cannot be written there: {error.Message}"
            );
        }
    }
}
