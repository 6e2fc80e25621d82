using System.Text.Json;
using System.Text.Json.Nodes;
using Surefoot.Clipping;
using Surefoot.Optimizers;
using Surefoot.Training.Configuration;
using Surefoot.Training.Formats;
using Surefoot.Training.Tensors;

namespace Surefoot.Training.Runs;

/// <content>The settings as run.json holds them.</content>
public sealed partial record RunSettings
{
    /// <summary>The settings as an object of run.json; what there is none of is left out.</summary>
    public JsonObject ToJson()
    {
        var json = new JsonObject { ["optimizer"] = Node(Optimizer) };
        if (Groups.Count > 0)
        {
            json["groups"] = List(
                Groups,
                group => new JsonObject
                {
                    ["name"] = group.Name,
                    ["optimizer"] = Node(group.Optimizer),
                    ["parameters"] = JsonFields.Texts(group.Parameters),
                }
            );
        }
        if (Schedule.Count > 0)
            json["schedule"] = List(Schedule, Node);
        if (Clipping is not null)
            json["clipping"] = new JsonObject { ["kind"] = Clipping.Kind.ToString(), ["limit"] = Clipping.Limit };
        (json["gradientScale"], json["nonFinite"]) = (GradientScale, NonFinite.ToString());
        json["loss"] = Node(Loss);
        if (Metrics.Count > 0)
            json["metrics"] = List(Metrics, Node);
        json["trainer"] = TrainerJson.Write(Trainer);
        if (Data is not null)
            json["data"] = DataJson.Write(Data);
        if (DataPath is not null)
            json["dataPath"] = DataPath;
        if (Transforms.Count > 0)
            json["transforms"] = List(Transforms, Node);
        json["input"] = List(Input.ToArray(), size => JsonValue.Create(size));
        json["network"] = Node(Network);
        if (Weights is not null)
            json["weights"] = Weights;
        json["tensorBoard"] = TensorBoard;
        return json;
    }

    internal static RunSettings FromJson(JsonFields json)
    {
        try
        {
            return new RunSettings
            {
                Optimizer = Read(json, "optimizer"),
                Groups =
                [
                    .. json.OptionalObjects("groups")
                        .Select(group => new GroupSettings(
                            group.Text("name"),
                            Read(group, "optimizer"),
                            group.OptionalTexts("parameters")
                        )),
                ],
                Schedule = ReadList(json, "schedule"),
                Clipping = json.OptionalObject("clipping") is { } clipping ? ReadClipping(clipping) : null,
                GradientScale = json.Number("gradientScale"),
                NonFinite = json.Choice<NonFinitePolicy>("nonFinite"),
                Loss = Read(json, "loss"),
                Metrics = ReadList(json, "metrics"),
                Trainer = TrainerJson.Read(json.Object("trainer")),
                Data = json.OptionalObject("data") is { } data ? DataJson.Read(data) : null,
                DataPath = json.OptionalText("dataPath"),
                Transforms = ReadList(json, "transforms"),
                Input = ReadShape(json),
                Network = Read(json, "network"),
                Weights = json.OptionalText("weights"),
                TensorBoard = json.Flag("tensorBoard"),
            };
        }
        catch (ArgumentException e)
        {
            throw new ModelFileException($"{json.Where}: a value is out of range: {e.Message}", e);
        }
    }

    static JsonNode? Node(Config config) =>
        JsonNode.Parse(
            ConfigJson.ToUtf8(config),
            nodeOptions: null,
            new JsonDocumentOptions { MaxDepth = ConfigJson.JsonDepth }
        );

    static JsonArray List<TItem>(IEnumerable<TItem> items, Func<TItem, JsonNode?> node) => new([.. items.Select(node)]);

    static Config Read(JsonFields json, string name) => Read(json, name, json.Node(name));

    static IReadOnlyList<Config> ReadList(JsonFields json, string name) =>
        json.Node(name) switch
        {
            null => [],
            JsonArray items => [.. items.Select(item => Read(json, name, item))],
            _ => throw json.Wrong(name, "is not a list"),
        };

    static Config Read(JsonFields json, string name, JsonNode? node)
    {
        if (node is not JsonObject)
            throw json.Wrong(name, node is null ? "is missing" : "is not an object");
        try
        {
            return ConfigJson.Parse(JsonFields.Utf8(node));
        }
        catch (FormatException e)
        {
            throw json.Wrong(name, $"cannot be read: {e.Message.TrimEnd('.')}");
        }
    }

    static GradientClipping ReadClipping(JsonFields json) =>
        (json.Choice<ClippingKind>("kind"), json.Number("limit")) switch
        {
            (ClippingKind.Value, var limit) => GradientClipping.ByValue(limit),
            (ClippingKind.Norm, var limit) => GradientClipping.ByNorm(limit),
            (_, var limit) => GradientClipping.ByGlobalNorm(limit),
        };

    static Shape ReadShape(JsonFields json)
    {
        double[] sizes = json.Numbers("input");
        if (
            sizes.Length is < 1 or >= Shape.MaxRank
            || !sizes.All(size => size is >= 1 and <= int.MaxValue && double.IsInteger(size))
        )
            throw json.Wrong("input", "is no shape: sizes such as [3, 28, 28] are expected");
        return new(Array.ConvertAll(sizes, size => (int)size));
    }
}
