using System.Numerics;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Surefoot.Training.Formats;
using Surefoot.Training.Layers;
using Surefoot.Training.Tensors;

namespace Surefoot.Training.Models;

/// <summary>
/// The settings of one of the named models, as values: what the command's options become. A network is made of the
/// layers that come of it and knows nothing of it; files of version 1 held it in place of the layers.
/// </summary>
/// <param name="Kind">"mlp", "conv", "2c2d", "resnet", "lstm", "text" or "forecast".</param>
/// <param name="Input">
/// The shape of one example: [features], [channels, height, width] for images, [time, features] for sequences, or
/// [places] for bags of words.
/// </param>
/// <param name="Outputs">How many numbers come out: the number of classes, or 1 for regression.</param>
public sealed record ModelDescription(string Kind, Shape Input, int Outputs)
{
    /// <summary>The kinds that there are.</summary>
    public static IReadOnlyList<string> Kinds { get; } = [.. ModelKind.All.Select(kind => kind.Key)];

    /// <summary>
    /// The widths of the hidden dense layers of mlp and conv and of the recurrent layers of lstm; for text that of the
    /// embedding, then those of dense layers. lstm and text need at least one. None is below 1; [128] unless given.
    /// Empty means none.
    /// </summary>
    [JsonRequired]
    public int[] Hidden { get; init; } = [128];

    /// <summary>
    /// The share of values that dropout sets to 0 (conv: before each dense layer; mlp: after each hidden one), in [0,
    /// 1); unless given 0.5 for conv and 0 for mlp.
    /// </summary>
    public double Dropout { get; init; } = ModelKind.Find(Kind)?.UsualDropout ?? 0;

    /// <summary>
    /// For forecasts of a number: how large a change of 1 is, in the units that are trained on, above 0; 1 unless
    /// given.
    /// </summary>
    [JsonIgnore]
    public double ChangeScale { get; init; } = 1;

    [JsonInclude, JsonPropertyName("changeScale")]
    internal double? StoredChangeScale
    {
        get => ModelKind.Find(Kind) is { Forecasts: true } ? ChangeScale : null;
        init => ChangeScale = value ?? 1;
    }

    /// <summary>For text: how many different words there are, at least 1; 0 for the other kinds.</summary>
    [JsonIgnore]
    public int Vocabulary { get; init; }

    /// <summary>
    /// For text: what becomes of the embeddings of a bag's words; their mean unless given, as in files of before.
    /// </summary>
    [JsonIgnore]
    public BagReduction Reduction { get; init; } = BagReduction.Mean;

    [JsonInclude, JsonPropertyName("reduction")]
    internal BagReduction? StoredReduction
    {
        get => Reduction == BagReduction.Mean ? null : Reduction;
        init => Reduction = value ?? BagReduction.Mean;
    }

    /// <summary>
    /// For mlp: the places of a row that hold the words of a text, in rising order; each has an embedding bag of
    /// <see cref="MlpModel.BagWidth"/> numbers, whose sum by <see cref="BagReduction.SquareRoot"/> stands in their
    /// place beside the row's other numbers. None unless given.
    /// </summary>
    [JsonIgnore]
    public IReadOnlyList<WordBag> Bags { get; init; } = [];

    [JsonInclude, JsonPropertyName("bags")]
    internal WordBag[]? StoredBags
    {
        get => Bags.Count == 0 ? null : [.. Bags];
        init => Bags = value ?? [];
    }

    [JsonInclude, JsonPropertyName("vocabulary")]
    internal int? StoredVocabulary
    {
        get => ModelKind.Find(Kind) is { ReadsWords: true } ? Vocabulary : null;
        init => Vocabulary = value ?? 0;
    }

    /// <summary>The description as JSON.</summary>
    public JsonObject ToJson() => JsonFile.Node(this);

    /// <summary>The description from what <see cref="ToJson"/> made.</summary>
    /// <param name="node">The JSON.</param>
    /// <exception cref="FormatException">A part is missing or of another kind.</exception>
    public static ModelDescription FromJson(JsonNode node)
    {
        ArgumentNullException.ThrowIfNull(node);
        try
        {
            ModelDescription description = node.Deserialize(JsonFile.Shape<ModelDescription>())!;
            description.Check();
            return description;
        }
        catch (JsonException e)
        {
            throw new FormatException($"The description of the model cannot be read: {JsonFile.Complaint(e)}", e);
        }
        catch (ArgumentException e)
        {
            throw new FormatException($"The description of the model cannot be read: {e.Message}", e);
        }
    }

    /// <summary>The layers of the model: names and shapes, before there is any memory for them.</summary>
    /// <typeparam name="T">float or double.</typeparam>
    /// <exception cref="ArgumentException">
    /// A value is out of range, or the kind does not fit the input; the message names it.
    /// </exception>
    public Layer<T> Layers<T>()
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        return Check().Layers<T>(this);
    }

    /// <summary>Checks every value.</summary>
    /// <exception cref="ArgumentException">A value is out of its range; the message names it.</exception>
    ModelKind Check()
    {
        ModelKind kind =
            ModelKind.Find(Kind)
            ?? throw new ArgumentException(
                $"There is no model called \"{Kind}\"; there are {string.Join(", ", Kinds)}."
            );
        if (kind.ReadsWords && Input.Rank != 1)
            throw new ArgumentException(
                $"The model \"{Kind}\" needs bags of words, [places]; the data has the shape {Input}."
            );
        if (Input.Length < 1)
            throw new ArgumentException($"A model needs an input; its shape is {Input}.");
        ModelChecks.Sizes(Outputs, Hidden);
        if (!(Dropout >= 0 && Dropout < 1))
            throw new ArgumentException(
                FormattableString.Invariant($"The dropout is {Dropout}; it must lie in [0, 1).")
            );
        return kind;
    }
}
