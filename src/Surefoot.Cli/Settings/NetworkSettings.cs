using Surefoot.Training.Data;
using Surefoot.Training.Models;
using Surefoot.Training.Tensors;

namespace Surefoot.Cli.Settings;

/// <summary>From the command's options and the shape of the data to a network: convolutional for images, recurrent for sequences, dense layers for tables.</summary>
static class NetworkSettings
{
    // A 2c2d pools twice by windows of 3×3.
    const int SmallestFor2c2d = 6;

    /// <summary>What --model can name.</summary>
    public static IReadOnlyList<string> Kinds { get; } = ["mlp", "conv", "2c2d", "resnet", "lstm"];

    /// <summary>The network that was asked for, or the one that suits the data.</summary>
    /// <exception cref="UsageException">The network does not fit the data, or an option does not fit the network.</exception>
    public static ModelDescription From(TrainRequest request, Preprocessing data)
    {
        string kind = request.Model ?? data.InputShape.Rank switch { 3 => "conv", 2 => "lstm", _ => "mlp" };
        CheckData(kind, data.InputShape, request.DataPath ?? "the data");
        if (request.Hidden is not null && kind is "2c2d" or "resnet") throw new UsageException($"--hidden says nothing to --model {kind}, whose layers are fixed. Leave it out, or give --model conv.");
        if (request.Hidden is [] && kind == "lstm") throw new UsageException("--hidden is empty, and --model lstm needs at least one recurrent layer, such as 128.");
        ModelDescription defaults = new(kind, data.InputShape, data.Outputs);
        return defaults with
        {
            Hidden = request.Hidden ?? DefaultHidden(kind),
            Dropout = request.Dropout ?? DefaultDropout(kind, data.Task),
        };
    }

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
            throw new UsageException($"--hidden is '{string.Join(',', model.Hidden)}', which with data of the shape {model.Input} makes no network: it has at most {Array.MaxLength:#,0} weights. Give narrower layers, for example, --hidden 64,32");
        }
    }

    static void CheckData(string kind, Shape shape, string data)
    {
        string came = shape.Rank switch { 3 => "images", 2 => "sequences", _ => "a table" };
        if (kind is "conv" or "2c2d" or "resnet" && shape.Rank != 3)
            throw new UsageException($"--model is '{kind}', which needs images, and {data} is {came}. Leave it out, or give --model mlp.");
        if (kind == "lstm" && shape.Rank != 2)
            throw new UsageException($"--model is 'lstm', which needs sequences, and {data} is {came}. Leave it out, or give --model mlp.");
        if (kind == "2c2d" && Math.Min(shape[1], shape[2]) < SmallestFor2c2d)
            throw new UsageException($"--model is '2c2d', which needs images of at least {SmallestFor2c2d}×{SmallestFor2c2d} pixels; those of {data} have {shape[1]}×{shape[2]}. Give --model conv.");
    }

    // What had the lowest validation loss on the digits and on a table: docs/performance.md gives the command that chose it.
    static int[] DefaultHidden(string kind) => kind switch { "mlp" => [128, 64], "2c2d" or "resnet" => [], _ => [128] };

    static double DefaultDropout(string kind, TaskKind task) => kind == "conv" && task == TaskKind.Classification ? 0.5 : 0;
}
