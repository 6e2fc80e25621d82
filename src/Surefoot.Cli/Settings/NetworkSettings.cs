using System.Globalization;
using Surefoot.Cli.Terminal;
using Surefoot.Optimizers;
using Surefoot.Rules;
using Surefoot.Sparse;
using Surefoot.Training.Data;
using Surefoot.Training.Data.Sparse;
using Surefoot.Training.Data.Text;
using Surefoot.Training.Models;
using Surefoot.Training.Tensors;

namespace Surefoot.Cli.Settings;

/// <summary>
/// From the command's options and the shape of the data to a network: convolutional for images, recurrent for
/// sequences, an embedding bag for lines of text, dense layers for tables.
/// </summary>
static class NetworkSettings
{
    // A 2c2d pools twice by windows of 3×3.
    const int SmallestFor2c2d = 6;

    // Of rows with more than 65,536 numbers the first layer of an mlp is narrower than usual.
    const int UsualWidth = 128,
        NarrowestWidth = 8,
        MostDefaultWeights = 1 << 23;

    /// <summary>What --model can name.</summary>
    public static IReadOnlyList<string> Kinds { get; } = ["mlp", "conv", "2c2d", "resnet", "lstm", "text"];

    /// <summary>The network that was asked for, or the one that suits the data.</summary>
    /// <exception cref="UsageException">
    /// The network does not fit the data, or an option does not fit the network.
    /// </exception>
    public static ModelDescription From(TrainRequest request, Preprocessing data)
    {
        string kind =
            request.Model
            ?? (
                data.Vocabulary > 0
                    ? "text"
                    : data.InputShape.Rank switch
                    {
                        3 => "conv",
                        2 => "lstm",
                        _ => "mlp",
                    }
            );
        CheckData(kind, data, request.DataPath ?? "the data");
        CheckTextWords(request, data);
        if (kind == "text" && Obstacle(request) is { } obstacle)
            throw new UsageException($"--model text learns a table of words by row-sparse steps. {obstacle}");
        if (request.Hidden is not null && kind is "2c2d" or "resnet")
            throw new UsageException(
                $"--hidden says nothing to --model {kind}, whose layers are fixed. Leave it out, or give --model conv."
            );
        if (request.Hidden is [] && kind == "lstm")
            throw new UsageException(
                "--hidden is empty, and --model lstm needs at least one recurrent layer, such as 128."
            );
        ModelDescription defaults = new(kind, data.InputShape, data.Outputs);
        ModelDescription model = defaults with
        {
            Hidden = request.Hidden ?? DefaultHidden(kind, request.UsualWidths ? 1 : data.InputShape.Length),
            Dropout = request.Dropout ?? DefaultDropout(kind, data.Task),
            Vocabulary = data.Vocabulary,
        };
        if (request.Hidden is null && kind == "mlp" && model.Hidden[0] < UsualWidth)
            Messages.Note(
                $"A row has {data.InputShape.Length.ToString("N0", CultureInfo.InvariantCulture)} numbers, so "
                    + $"the hidden layers are {model.Hidden[0]} and {model.Hidden[1]} wide and not {UsualWidth} and "
                    + $"{UsualWidth / 2}; --hidden sets other widths."
            );
        return model;
    }

    /// <summary>
    /// Whether lines of text are read as an embedding bag reads them: for --model text, and where no model was named
    /// and the optimizer can be exact on its table.
    /// </summary>
    public static bool ReadsBags(TrainRequest request) =>
        request.Model == "text" || (request.Model is null && Obstacle(request) is null);

    /// <summary>The network of a description.</summary>
    /// <exception cref="UsageException">It has more weights than can be held.</exception>
    public static Network<float> Build(ModelDescription model, ulong seed)
    {
        try
        {
            return Network<float>.Build(model, seed);
        }
        catch (Exception error) when (error is ArgumentException or OverflowException)
        {
            throw new UsageException(
                $"--hidden is '{string.Join(',', model.Hidden)}', which with data of the shape {model.Input} "
                    + $"makes no network: it has at most {Array.MaxLength:#,0} weights. Give narrower layers, for "
                    + "example, --hidden 64,32"
            );
        }
    }

    static void CheckData(string kind, Preprocessing read, string data)
    {
        Shape shape = read.InputShape;
        string came =
            read is TextPreprocessing ? "lines of text"
            : read is SvmPreprocessing ? "sparse rows"
            : shape.Rank switch
            {
                3 => "images",
                2 => "sequences",
                _ => "a table",
            };
        if (kind == "text" && read.Vocabulary == 0)
            throw new UsageException(
                $"--model is 'text', which needs lines of text, or sparse rows of ones, and {data} is {came}. "
                    + "Leave it out, or give --model mlp."
            );
        if (kind is "conv" or "2c2d" or "resnet" && shape.Rank != 3)
            throw new UsageException(
                $"--model is '{kind}', which needs images, and {data} is {came}. Leave it out, or give --model mlp."
            );
        if (kind == "lstm" && shape.Rank != 2)
            throw new UsageException(
                $"--model is 'lstm', which needs sequences, and {data} is {came}. Leave it out, or give --model mlp."
            );
        if (kind == "2c2d" && Math.Min(shape[1], shape[2]) < SmallestFor2c2d)
            throw new UsageException(
                $"--model is '2c2d', which needs images of at least {SmallestFor2c2d}×{SmallestFor2c2d} "
                    + $"pixels; those of {data} have {shape[1]}×{shape[2]}. Give --model conv."
            );
    }

    static void CheckTextWords(TrainRequest request, Preprocessing data)
    {
        string? given =
            request.Vocabulary is not null ? "--vocabulary"
            : request.NGrams is not null ? "--ngrams"
            : request.Hashed ? "--hash"
            : null;
        if (given is not null && data is not TextPreprocessing)
            throw new UsageException(
                $"{given} says how lines of text are read, and {request.DataPath ?? "the data"} holds none. "
                    + "Leave it out."
            );
    }

    // Why the table of an embedding cannot be trained as asked; null where it can.
    static string? Obstacle(TrainRequest request)
    {
        if (request.Average is not null)
            return "--average would walk the whole table at every step. Leave it out, or give --model mlp.";
        OptimizerOptions? unfit = (request.Compared.Count > 0 ? request.Compared : [request.Optimizer]).FirstOrDefault(
            optimizer => !CanRest(optimizer)
        );
        if (unfit is null)
            return null;
        string what =
            unfit.WeightDecay > 0 && unfit.WeightDecayForm == WeightDecayForm.Coupled
                ? "--weight-decay"
                : $"The optimizer {unfit.Name} with these settings";
        return $"{what} moves rows that no batch touches, so that such a step would not be exact. Leave it out, or "
            + "give --model mlp.";
    }

    // The row-sparse optimizer refuses what it cannot do exactly.
    static bool CanRest(OptimizerOptions optimizer)
    {
        try
        {
            _ = new RowSparseOptimizer<float>(optimizer, rows: 1, width: 1);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    // What had the lowest validation loss on the digits, on a table and on lines of text: docs/performance.md and
    // docs/data.md give the commands that chose it.
    static int[] DefaultHidden(string kind, int inputs) =>
        kind switch
        {
            "mlp" => [WidestFor(inputs), Math.Min(WidestFor(inputs), UsualWidth / 2)],
            "text" => [32],
            "2c2d" or "resnet" => [],
            _ => [UsualWidth],
        };

    // Very wide rows get a narrower first layer: at 128 a row of half a million numbers would take 67 million weights,
    // a gigabyte with their gradients and state.
    static int WidestFor(int inputs)
    {
        int width = UsualWidth;
        while (width > NarrowestWidth && width * (long)inputs > MostDefaultWeights)
            width /= 2;
        return width;
    }

    static double DefaultDropout(string kind, TaskKind task) =>
        kind == "conv" && task == TaskKind.Classification ? 0.5 : 0;
}
