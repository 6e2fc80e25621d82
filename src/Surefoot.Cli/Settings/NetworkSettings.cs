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
            Dropout = request.Dropout ?? DefaultDropout(kind),
        };
    }

    // What had the lowest validation loss on the digits and on a table: docs/performance.md gives the command that chose it.
    static int[] DefaultHidden(string kind) => kind == "mlp" ? [128, 64] : [128];

    static double DefaultDropout(string kind) => kind == "mlp" ? 0 : 0.5;
}
