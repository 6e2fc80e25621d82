using System.CommandLine;
using Surefoot.Cli.Settings;
using Surefoot.Settings;

namespace Surefoot.Cli.Arguments;

/// <summary>What is trained.</summary>
sealed class NetworkArguments : IArguments
{
    readonly Option<string?> model = OptionOf.Text(
        "--model",
        "KIND",
        "mlp (dense layers); for images conv (sized to them), 2c2d (of DeepOBS) or resnet (small); for "
            + "sequences lstm, for windows with the target's past forecast (linear and dense layers, from the last "
            + "value); for lines of text text (an embedding bag). Default: by the data."
    );
    readonly Option<string?> hidden = OptionOf.Text(
        "--hidden",
        "N,N",
        "Widths of the hidden dense layers, for lstm of the recurrent ones, for text of the embedding and "
            + "the layers behind it. Default: 128,64, and narrower where a row has more than 65,536 numbers; "
            + "behind convolutions 128; for lstm 128; for text 32; for forecast 64."
    );
    readonly Option<string?> dropout = OptionOf.Text(
        "--dropout",
        "X",
        "The share of values that dropout sets to 0 while training. Default: 0.5 in conv for classes, 0.1 in "
            + "mlp for the rows of a table, else 0."
    );

    readonly Option<string?> weights = OptionOf.Text(
        "--weights",
        "FILE",
        "Start from the weights in this file: a model.safetensors of the same network, or a state dict that "
            + "PyTorch saved as safetensors."
    );
    readonly Option<string?> names = OptionOf.Text(
        "--weight-names",
        "OURS=THEIRS,…",
        "What layers are called in that state dict, such as dense1=fc1,dense2=fc2. Default: as here."
    );

    /// <inheritdoc/>
    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[model, hidden, dropout, weights, names])
            command.Options.Add(option);
    }

    /// <inheritdoc/>
    public TrainRequest Read(ParseResult parsed, TrainRequest request) =>
        request with
        {
            Model = Values.Word("--model", parsed.GetValue(model), NetworkSettings.Kinds),
            Hidden = Values.Widths("--hidden", parsed.GetValue(hidden), "128,64"),
            Dropout = Values.InRange("--dropout", parsed.GetValue(dropout), SettingRange.UnitInterval, "0.2"),
            Weights = StartingWeights.Of(parsed.GetValue(weights), parsed.GetValue(names)),
        };
}
