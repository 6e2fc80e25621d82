using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json.Nodes;
using Surefoot.Training.Data;
using Surefoot.Training.Formats;
using Surefoot.Training.Layers;
using Surefoot.Training.Losses;
using Surefoot.Training.Models;

namespace Surefoot.Training.Runs;

/// <summary>How a model lies in a safetensors file: each parameter, state of a layer and row-sparse table a tensor of its name; the description, the preprocessing and the loss in the metadata.</summary>
static class ModelFile
{
    // Version 1 is the first. A reader knows all versions up to its own.
    const int FormatVersion = 1;
    const string FormatKey = "surefoot.format", ModelKey = "surefoot.model", PreprocessingKey = "surefoot.preprocessing", LossKey = "surefoot.loss";

    // A long preprocessing (a vocabulary, say) becomes a tensor of bytes under the same name, so that headers stay small.
    const int LongestText = 1 << 16, LongestPreprocessing = 1 << 28;

    public static void Write(string path, Network<float> network, Preprocessing preprocessing, Loss<float> loss)
    {
        if (!TaskLoss.CanBeNamed(loss))
            throw new ArgumentException($"A model file cannot hold the loss \"{loss.Name}\": it names the losses of this library with their usual settings. Save the model with one of those; predictions do not depend on it.", nameof(loss));
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [FormatKey] = FormatVersion.ToString(CultureInfo.InvariantCulture),
            [ModelKey] = Encoding.UTF8.GetString(JsonFields.Utf8(network.Description.ToJson())),
            [LossKey] = loss.Name,
        };
        List<TensorToWrite> tensors = [.. Tensors(network)];
        byte[] fitted = JsonFields.Utf8(preprocessing.ToJson());
        if (fitted.Length <= LongestText) metadata[PreprocessingKey] = Encoding.UTF8.GetString(fitted);
        else tensors.Add(new TensorToWrite(PreprocessingKey, TensorType.U8, [fitted.Length], () => fitted));
        SafetensorsWriter.Write(path, tensors, metadata);
    }

    /// <summary>Every parameter, state of a layer and table, with the bytes of this moment.</summary>
    public static IEnumerable<TensorToWrite> Tensors(Network<float> network)
    {
        foreach (RowSparseTable<float> table in network.Tables) table.Flush();
        return All(network).Select(parameter => new TensorToWrite(parameter.Name, TensorType.F32, Sizes(parameter), () => MemoryMarshal.AsBytes(parameter.Value)));
    }

    public static SavedModel Read(string path)
    {
        using SafetensorsReader file = SafetensorsReader.Open(path);
        CheckVersion(path, file);
        try
        {
            ModelDescription description = ModelDescription.FromJson(Json(path, file, ModelKey));
            Preprocessing preprocessing = Preprocessing.FromJson(Json(path, file, PreprocessingKey));
            Loss<float> loss = TaskLoss.Named<float>(file.Metadata.GetValueOrDefault(LossKey) ?? throw Lacks(path, LossKey));
            return new SavedModel(ReadNetwork(path, file, description), preprocessing, loss);
        }
        catch (Exception e) when (e is FormatException or DataException or ArgumentException or OverflowException)
        {
            throw new ModelFileException($"{path} holds no model that can be used: {e.Message.TrimEnd('.')}.", e);
        }
    }

    static void CheckVersion(string path, SafetensorsReader file)
    {
        if (!file.Metadata.TryGetValue(FormatKey, out string? text))
            throw new ModelFileException($"{path} is a safetensors file of another program: it says nothing of a model of Surefoot's. Give a model.safetensors that training wrote.");
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int version) || version < 1)
            throw new ModelFileException($"{path} has \"{text}\" for its version; a whole number is expected.");
        if (version > FormatVersion)
            throw new ModelFileException($"{path} is of version {version}, and this Surefoot reads models up to version {FormatVersion}; use a newer Surefoot.");
    }

    static JsonObject Json(string path, SafetensorsReader file, string key)
    {
        string where = $"{path}: {key}";
        if (file.Metadata.TryGetValue(key, out string? text)) return JsonFields.ParseObject(Encoding.UTF8.GetBytes(text), where);
        if (file.Find(key) is not { Type: TensorType.U8, Bytes: <= LongestPreprocessing } entry) throw Lacks(path, key);
        var bytes = new byte[entry.Bytes];
        file.Read(entry, bytes);
        return JsonFields.ParseObject(bytes, where);
    }

    /// <summary>The network, once every tensor's name and shape has been found in the file: a description alone makes nothing allocate.</summary>
    static Network<float> ReadNetwork(string path, SafetensorsReader file, ModelDescription description)
    {
        Layer<float> root = Network<float>.Layers(description);
        List<TensorEntry> entries = [.. root.Parameters.Concat(root.States).Concat(root.Tables.Select(table => table.Weight)).Select(parameter => Entry(path, file, parameter))];
        if (file.Tensors.FirstOrDefault(tensor => tensor.Name != PreprocessingKey && !entries.Contains(tensor)) is { } stranger)
            throw new ModelFileException($"{path} holds the tensor \"{stranger.Name}\", which is no parameter of its model.");
        var network = new Network<float>(root, description, seed: 0);
        foreach ((TensorEntry entry, Parameter<float> parameter) in entries.Zip(All(network)))
            file.Read(entry, MemoryMarshal.AsBytes(parameter.Value));
        return network;
    }

    static IEnumerable<Parameter<float>> All(Network<float> network) =>
        network.NamedParameters.Concat(network.NamedStates).Concat(network.Tables.Select(table => table.Weight));

    static TensorEntry Entry(string path, SafetensorsReader file, Parameter<float> parameter)
    {
        TensorEntry entry = file.Find(parameter.Name) ?? throw new ModelFileException($"{path} lacks the parameter \"{parameter.Name}\" of its model.");
        if (entry.Type != TensorType.F32 || !entry.Shape.SequenceEqual(Sizes(parameter)))
        {
            throw new ModelFileException($"{path} holds \"{parameter.Name}\" as {entry.Type.FileName()} {entry.ShapeText}; "
                + $"its model needs {TensorType.F32.FileName()} {parameter.Shape}.");
        }
        return entry;
    }

    static long[] Sizes(Parameter<float> parameter) => Array.ConvertAll(parameter.Shape.ToArray(), size => (long)size);

    static ModelFileException Lacks(string path, string key) => new($"{path} lacks \"{key}\", without which a model cannot be used.");
}
