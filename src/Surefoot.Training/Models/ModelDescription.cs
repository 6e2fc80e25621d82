using System.Text.Json.Nodes;
using Surefoot.Training.Tensors;

namespace Surefoot.Training.Models;

/// <summary>All that is needed to build a network again: what a saved model holds beside its weights.</summary>
/// <param name="Kind">"mlp", "conv", "2c2d", "resnet", "lstm" or "text".</param>
/// <param name="Input">The shape of one example: [features], [channels, height, width] for images, [time, features] for sequences, or [places] for bags of words.</param>
/// <param name="Outputs">How many numbers come out: the number of classes, or 1 for regression.</param>
public sealed record ModelDescription(string Kind, Shape Input, int Outputs)
{
    /// <summary>The kinds that there are.</summary>
    public static IReadOnlyList<string> Kinds { get; } = ["mlp", "conv", "2c2d", "resnet", "lstm", "text"];

    /// <summary>The widths of the hidden dense layers of mlp and conv and of the recurrent layers of lstm; for text that of the embedding, then those of dense layers. lstm and text need at least one. None is below 1; [128] unless given. Empty means none.</summary>
    public int[] Hidden { get; init; } = [128];

    /// <summary>The share of values that dropout sets to 0 (conv: before each dense layer; mlp: after each hidden one), in [0, 1); unless given 0.5 for conv and 0 for mlp.</summary>
    public double Dropout { get; init; } = Kind == "conv" ? 0.5 : 0;

    /// <summary>For text: how many different words there are, at least 1; 0 for the other kinds.</summary>
    public int Vocabulary { get; init; }

    /// <summary>The description as JSON.</summary>
    public JsonObject ToJson()
    {
        JsonObject json = Common();
        if (Kind == "text") json["vocabulary"] = Vocabulary;
        return json;
    }

    JsonObject Common() => new()
    {
        ["kind"] = Kind,
        ["input"] = new JsonArray([.. Input.ToArray().Select(size => JsonValue.Create(size))]),
        ["outputs"] = Outputs,
        ["hidden"] = new JsonArray([.. Hidden.Select(width => JsonValue.Create(width))]),
        ["dropout"] = Dropout,
    };

    /// <summary>The description from what <see cref="ToJson"/> made.</summary>
    /// <param name="node">The JSON.</param>
    /// <exception cref="FormatException">A part is missing or of another kind.</exception>
    public static ModelDescription FromJson(JsonNode node)
    {
        ArgumentNullException.ThrowIfNull(node);
        try
        {
            var description = new ModelDescription((string)node["kind"]!, new Shape(Sizes(node["input"])), (int)node["outputs"]!)
            {
                Hidden = Sizes(node["hidden"]),
                Dropout = (double)node["dropout"]!,
                Vocabulary = (int?)node["vocabulary"] ?? 0,
            };
            description.Check();
            return description;
        }
        catch (Exception error) when (error is InvalidOperationException or ArgumentException or NullReferenceException or FormatException or OverflowException)
        {
            throw new FormatException($"The description of the model cannot be read: {error.Message}", error);
        }
    }

    const int MaxVocabulary = 1 << 24;

    static int[] Sizes(JsonNode? node) => [.. node!.AsArray().Select(size => (int)size!)];

    /// <summary>Checks every value.</summary>
    /// <exception cref="ArgumentException">A value is out of its range; the message names it.</exception>
    internal void Check()
    {
        if (!Kinds.Contains(Kind)) throw new ArgumentException($"There is no model called \"{Kind}\"; there are {string.Join(", ", Kinds)}.");
        if (Kind == "lstm" && Input.Rank != 2)
            throw new ArgumentException($"The model \"lstm\" needs sequences, [time, features]; the data has the shape {Input}. The model \"mlp\" takes any shape.");
        if (Kind == "text" && Input.Rank != 1) throw new ArgumentException($"The model \"text\" needs bags of words, [places]; the data has the shape {Input}.");
        if (Kind == "text" && Vocabulary is < 1 or > MaxVocabulary)
            throw new ArgumentException($"The vocabulary of the model \"text\" has {Vocabulary} words; it must have 1 to {MaxVocabulary}, up to which a float holds every index.");
        if (Kind is "lstm" or "text" && Hidden.Length == 0) throw new ArgumentException($"The model \"{Kind}\" needs at least one hidden width.");
        if (Kind is "conv" or "2c2d" or "resnet" && Input.Rank != 3)
            throw new ArgumentException($"The model \"{Kind}\" needs images, [channels, height, width]; the data has the shape {Input}. The model \"mlp\" takes any shape.");
        if (Input.Length < 1) throw new ArgumentException($"A model needs an input; its shape is {Input}.");
        if (Outputs < 1) throw new ArgumentException($"A model needs at least one output; {Outputs} were asked for.");
        foreach (int width in Hidden)
            if (width < 1) throw new ArgumentException($"The width of a hidden layer is {width}; it must be at least 1.");
        if (!(Dropout >= 0 && Dropout < 1)) throw new ArgumentException(FormattableString.Invariant($"The dropout is {Dropout}; it must lie in [0, 1)."));
    }
}
