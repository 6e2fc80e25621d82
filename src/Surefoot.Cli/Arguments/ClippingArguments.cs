using System.CommandLine;
using Surefoot.Cli.Settings;

namespace Surefoot.Cli.Arguments;

/// <summary>How gradients are clipped.</summary>
sealed class ClippingArguments : IArguments
{
    readonly Option<string?> clipNorm = OptionOf.Text(
        "--clip-norm",
        "X",
        "Shorten the gradient of all weights together to this length."
    );
    readonly Option<string?> clipValue = OptionOf.Text(
        "--clip-value",
        "X",
        "Hold each single gradient within this bound."
    );

    /// <inheritdoc/>
    public void AddTo(Command command)
    {
        command.Options.Add(clipNorm);
        command.Options.Add(clipValue);
    }

    /// <inheritdoc/>
    public TrainRequest Read(ParseResult parsed, TrainRequest request) =>
        request with
        {
            Clipping = ClippingSettings.From(parsed.GetValue(clipNorm), parsed.GetValue(clipValue)),
        };
}
