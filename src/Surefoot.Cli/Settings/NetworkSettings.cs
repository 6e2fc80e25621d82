using System.Globalization;
using Surefoot.Cli.Terminal;
using Surefoot.Rules;
using Surefoot.Sparse;
using Surefoot.Training.Data;
using Surefoot.Training.Data.Sparse;
using Surefoot.Training.Data.Tables;
using Surefoot.Training.Data.Text;
using Surefoot.Training.Layers;
using Surefoot.Training.Models;
using Surefoot.Training.Tensors;

namespace Surefoot.Cli.Settings;

/// <summary>
/// From the command's options and the shape of the data to a network: convolutional for images, recurrent for
/// sequences, an embedding bag for lines of text, dense layers for tables.
/// </summary>
static class NetworkSettings
{
    const double TableDropout = 0.1;

    /// <summary>What --model can name.</summary>
    public static IReadOnlyList<string> Kinds => ModelDescription.Kinds;

    /// <summary>The network that was asked for, or the one that suits the data.</summary>
    /// <exception cref="UsageException">
    /// The network does not fit the data, or an option does not fit the network.
    /// </exception>
    public static ModelDescription From(TrainRequest request, Preprocessing data)
    {
        string key =
            request.Model
            ?? (
                data.Vocabulary > 0
                    ? "text"
                    : data.InputShape.Rank switch
                    {
                        3 => "conv",
                        2 => data is WindowPreprocessing { Past: not null } ? "forecast" : "lstm",
                        _ => "mlp",
                    }
            );
        ModelKind kind = ModelKind.Find(key)!;
        CheckData(kind, data, request.DataPath ?? "the data");
        CheckTextWords(request, data);
        if (kind.ReadsWords && Obstacle(request) is { } obstacle)
            throw new UsageException($"--model {key} learns a table of words by row-sparse steps. {obstacle}");
        if (request.Hidden is not null && kind.IsFixed)
            throw new UsageException(
                $"--hidden says nothing to --model {key}, whose layers are fixed. Leave it out, or give --model conv."
            );
        if (request.Hidden is [] && kind.LeastHidden is { } least)
            throw new UsageException($"--hidden is empty, and --model {key} needs {least}.");
        ModelDescription defaults = new(key, data.InputShape, data.Outputs);
        ModelDescription model = defaults with
        {
            Hidden =
                request.Hidden
                ?? (
                    data.Bags.Count > 0 && !kind.ReadsWords
                        ? TextSettings.HiddenBeside
                        : kind.UsualHidden(request.AsVersion1 ? 1 : data.InputShape.Length)
                ),
            Dropout = request.Dropout ?? UsualDropout(kind, data, request.AsVersion1),
            Vocabulary = data.Vocabulary,
            ChangeScale = kind.Forecasts && data is WindowPreprocessing { Past: { } past } ? past.Error : 1,
            Reduction = TextSettings.IsText(data) && !request.AsVersion1 ? BagReduction.SquareRoot : BagReduction.Mean,
            Bags = kind.ReadsWords ? [] : data.Bags,
        };
        if (
            request.Hidden is null
            && data.Bags.Count == 0
            && kind.UsualHidden(1) is [var first, var second]
            && model.Hidden is [var width, var next]
            && width < first
        )
            Messages.Note(
                $"A row has {data.InputShape.Length.ToString("N0", CultureInfo.InvariantCulture)} numbers, so "
                    + $"the hidden layers are {width} and {next} wide and not {first} and {second}; --hidden "
                    + "sets other widths."
            );
        return model;
    }

    /// <summary>
    /// Whether lines of text are read as an embedding bag reads them: for --model text, and where no model was named
    /// and the optimizer can be exact on its table.
    /// </summary>
    public static bool ReadsBags(TrainRequest request) =>
        ModelKind.Find(request.Model) is { ReadsWords: true } || (request.Model is null && Obstacle(request) is null);

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

    static void CheckData(ModelKind kind, Preprocessing read, string data)
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
        if (kind.ReadsWords && read.Vocabulary == 0)
            throw new UsageException(
                $"--model is '{kind.Key}', which needs lines of text, or sparse rows of ones, and {data} is {came}. "
                    + "Leave it out, or give --model mlp."
            );
        if (kind.Rank == 3 && shape.Rank != 3)
            throw new UsageException(
                $"--model is '{kind.Key}', which needs images, and {data} is {came}. Leave it out, or give --model mlp."
            );
        if (kind.Rank == 2 && shape.Rank != 2)
            throw new UsageException(
                $"--model is '{kind.Key}', which needs sequences, and {data} is {came}. Leave it out, or give "
                    + "--model mlp."
            );
        if (kind.Forecasts && read is not WindowPreprocessing { Past: not null })
            throw new UsageException(
                $"--model is '{kind.Key}', which needs windows with the target's own past, and {data} has none. Give "
                    + "--window of two rows or more, or leave it out."
            );
        if (kind.Rank == 3 && Math.Min(shape[1], shape[2]) < kind.SmallestImage)
            throw new UsageException(
                $"--model is '{kind.Key}', which needs images of at least {kind.SmallestImage}×{kind.SmallestImage} "
                    + $"pixels; those of {data} have {shape[1]}×{shape[2]}. Give --model conv."
            );
    }

    static void CheckTextWords(TrainRequest request, Preprocessing data)
    {
        string? given =
            request.Vocabulary is not null ? "--vocabulary"
            : request.NGrams is not null ? "--ngrams"
            : request.Letters is not null ? "--letters"
            : request.Hashed ? "--hash"
            : null;
        if (given is not null && !TextSettings.HasText(data))
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

    // On the rows of a table a tenth had the lowest validation loss: docs/performance.md.
    static double UsualDropout(ModelKind kind, Preprocessing data, bool asVersion1) =>
        asVersion1 ? OfKind(kind, data)
        : data.Bags.Count > 0 || (kind.ReadsWords && TextSettings.IsText(data)) ? TextSettings.Dropout
        : data is TablePreprocessing ? TableDropout
        : OfKind(kind, data);

    static double OfKind(ModelKind kind, Preprocessing data) =>
        data.Task == TaskKind.Classification ? kind.UsualDropout : 0;
}
