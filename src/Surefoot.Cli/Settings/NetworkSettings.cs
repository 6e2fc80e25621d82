using Surefoot.Training.Data;
using Surefoot.Training.Models;

namespace Surefoot.Cli.Settings;

/// <summary>From the command's options and the shape of the data to a network: convolutional for images, dense layers for tables.</summary>
static class NetworkSettings
{
    /// <summary>The network that was asked for, or the one that suits the data.</summary>
    /// <exception cref="UsageException">The network does not fit the data.</exception>
    public static ModelDescription From(TrainRequest request, Preprocessing data)
    {
        bool images = data.InputShape.Rank == 3;
        string kind = request.Model ?? (images ? "conv" : "mlp");
        if (kind == "conv" && !images)
            throw new UsageException($"--model is 'conv', which needs images, and {request.DataPath} is a table. Leave it out, or give --model mlp.");
        ModelDescription defaults = new(kind, data.InputShape, data.Outputs);
        return defaults with
        {
            Hidden = request.Hidden ?? DefaultHidden(kind),
            Dropout = request.Dropout ?? DefaultDropout(kind, data.Task),
        };
    }

    static int[] DefaultHidden(string kind) => kind == "conv" ? [128] : [64, 32];

    /// <summary>None for numbers, whose error dropout adds to; for classes what did best on validation rows of the digits and of a table.</summary>
    static double DefaultDropout(string kind, TaskKind task) => task == TaskKind.Regression ? 0 : kind == "conv" ? 0.5 : 0.2;
}
