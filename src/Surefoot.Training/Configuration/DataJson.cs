using System.Text.Json.Nodes;
using Surefoot.Training.Data;
using Surefoot.Training.Formats;

namespace Surefoot.Training.Configuration;

/// <summary>How data was read, as run.json holds it. The random changes of rows have kinds, and stand beside.</summary>
static class DataJson
{
    /// <summary>All options but <see cref="DataOptions.Transforms"/>.</summary>
    public static JsonObject Write(DataOptions options)
    {
        var json = new JsonObject
        {
            ["testShare"] = options.TestShare,
            ["validationShare"] = options.ValidationShare,
            ["seed"] = options.Seed,
            ["ignoredColumns"] = JsonFields.Texts(options.IgnoredColumns),
            ["textColumns"] = JsonFields.Texts(options.TextColumns),
            ["featuresAsIndices"] = options.FeaturesAsIndices,
            ["text"] = Write(options.Text),
            ["window"] = options.Window,
            ["ahead"] = options.Ahead,
            ["stream"] = options.Stream,
        };
        if (options.Target is not null)
            json["target"] = options.Target;
        if (options.Task is { } task)
            json["task"] = task.ToString();
        if (options.UnpackLimit is { } limit)
            json["unpackLimit"] = limit;
        if (options.HasHeader is { } header)
            json["hasHeader"] = header;
        if (options.TestPath is not null)
            json["testPath"] = options.TestPath;
        return json;
    }

    /// <summary>The options of a file.</summary>
    public static DataOptions Read(JsonFields json) =>
        new()
        {
            Target = json.OptionalText("target"),
            Task = json.OptionalText("task") is null ? null : json.Choice<TaskKind>("task"),
            TestPath = json.OptionalText("testPath"),
            TestShare = json.Number("testShare"),
            ValidationShare = json.Number("validationShare"),
            Seed = json.Unsigned("seed"),
            IgnoredColumns = json.OptionalTexts("ignoredColumns"),
            TextColumns = json.OptionalTexts("textColumns"),
            FeaturesAsIndices = json.Flag("featuresAsIndices"),
            Text = Text(json.Object("text")),
            Window = Whole(json, "window"),
            Ahead = Whole(json, "ahead"),
            Stream = json.Flag("stream"),
            HasHeader = json.Node("hasHeader") is null ? null : json.Flag("hasHeader"),
            UnpackLimit = json.OptionalWhole("unpackLimit", 1, long.MaxValue),
        };

    static JsonObject Write(TextOptions text) =>
        new()
        {
            ["form"] = text.Form.ToString(),
            ["vocabulary"] = text.Vocabulary,
            ["nGrams"] = text.NGrams,
            ["fewestRows"] = text.FewestRows,
            ["hashed"] = text.Hashed,
            ["places"] = text.Places,
        };

    static TextOptions Text(JsonFields json) =>
        new()
        {
            Form = json.Choice<TextForm>("form"),
            Vocabulary = Whole(json, "vocabulary"),
            NGrams = Whole(json, "nGrams"),
            FewestRows = Whole(json, "fewestRows"),
            Hashed = json.Flag("hashed"),
            Places = Whole(json, "places"),
        };

    static int Whole(JsonFields json, string name) => (int)json.Whole(name, 0, int.MaxValue);
}
