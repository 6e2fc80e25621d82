using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Surefoot.Training.Autodiff;
using Surefoot.Training.Configuration;
using Surefoot.Training.Data;
using Surefoot.Training.Formats;
using Surefoot.Training.Layers;
using Surefoot.Training.Losses;
using Surefoot.Training.Metrics;
using Surefoot.Training.Models;
using Surefoot.Training.Tensors;

namespace Surefoot.Training.Runs;

/// <summary>
/// How a model lies in a safetensors file: each parameter, state of a layer and row-sparse table a tensor of its name;
/// the tree of the layers, the preprocessing and the loss in the metadata.
/// </summary>
static class ModelFile
{
    // Version 1 held the name and the sizes of one of the library's models in place of the layers; version 3 is
    // version 2 with a threshold, which whoever does not know of it would predict without. A reader knows all versions
    // up to its own.
    const int FormatVersion = 3,
        WithoutThreshold = 2;
    const string FormatKey = "surefoot.format",
        LayersKey = "surefoot.layers",
        InputKey = "surefoot.input",
        PreprocessingKey = "surefoot.preprocessing",
        LossKey = "surefoot.loss",
        MetricsKey = "surefoot.metrics",
        TrainingClassesKey = "surefoot.training_classes",
        ThresholdKey = "surefoot.threshold",
        DescriptionKey = "surefoot.model";

    // A long text (a vocabulary, say) becomes a tensor of bytes under the same name, so that headers stay small.
    const int LongestText = 1 << 16,
        LongestTensorOfText = 1 << 28;

    // What one example may take between the layers of a file: a file is not believed further.
    const long ExampleLimit = 1L << 31;

    public static void Write(
        string path,
        Network<float> network,
        Preprocessing preprocessing,
        Loss<float> loss,
        IReadOnlyList<Metric> metrics,
        IReadOnlyList<long>? trainingClasses = null,
        DecisionThreshold? threshold = null
    )
    {
        List<(string, byte[])> texts =
        [
            (LossKey, ConfigJson.ToUtf8(loss.GetConfig())),
            (PreprocessingKey, JsonFile.Utf8(preprocessing.ToJson())),
        ];
        if (metrics.Count > 0)
            texts.Add((MetricsKey, ConfigJson.ToUtf8(MetricKinds.Of(metrics))));
        if (trainingClasses is not null)
            texts.Add((TrainingClassesKey, Encoding.ASCII.GetBytes(string.Join(',', trainingClasses))));
        if (threshold is not null)
            texts.Add((ThresholdKey, Encoding.ASCII.GetBytes(threshold.Stored)));
        Write(path, network, texts, threshold is null ? WithoutThreshold : FormatVersion);
    }

    /// <summary>A network alone, without what its inputs and outputs mean.</summary>
    public static void Write(string path, Network<float> network) => Write(path, network, [], WithoutThreshold);

    static void Write(string path, Network<float> network, IEnumerable<(string Key, byte[] Text)> texts, int version)
    {
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [FormatKey] = version.ToString(CultureInfo.InvariantCulture),
            [InputKey] = string.Join(',', network.InputShape.ToArray()),
        };
        List<TensorToWrite> tensors = [.. Tensors(network)];
        foreach ((string key, byte[] text) in texts.Prepend((LayersKey, ConfigJson.ToUtf8(network.GetConfig()))))
        {
            if (text.Length <= LongestText)
                metadata[key] = Encoding.UTF8.GetString(text);
            else
                tensors.Add(new TensorToWrite(key, TensorType.U8, [text.Length], () => text));
        }
        SafetensorsWriter.Write(path, tensors, metadata);
    }

    /// <summary>Every parameter, state of a layer and table, with the bytes of this moment.</summary>
    public static IEnumerable<TensorToWrite> Tensors(Network<float> network)
    {
        foreach (RowSparseTable<float> table in network.Tables)
            table.Flush();
        return All(network)
            .Select(parameter => new TensorToWrite(
                parameter.Name,
                TensorType.F32,
                Sizes(parameter),
                () => MemoryMarshal.AsBytes(parameter.Value)
            ));
    }

    /// <summary>The model of a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="given">
    /// The layers that the file must describe, and that its weights go into; built from the file where it is null.
    /// </param>
    /// <param name="registry">Kinds beside those of the library.</param>
    public static SavedModel Read(string path, Layer<float>? given, ModelRegistry? registry)
    {
        return Reading(
            path,
            (file, version) =>
            {
                var notes = new List<string>();
                Network<float> network = ReadNetwork(path, file, version, given, registry, notes);
                if (!Has(file, PreprocessingKey) && version > 1)
                    throw new FormatException(
                        "it holds a network alone, and says nothing of what goes in and what comes out; "
                            + "NetworkFile.Load reads it in a program"
                    );
                var lists = ModelBounds.PreprocessingLists(network.InputShape.Length, network.OutputShape.Length);
                byte[] stored = Text(path, file, PreprocessingKey);
                JsonFile.Check(stored, $"{path}: {PreprocessingKey}", lists: lists);
                Preprocessing preprocessing = Preprocessing.FromJson(stored, isCounted: true);
                Loss<float> loss =
                    version == 1
                        ? LossKinds<float>.OfVersion1(Encoding.UTF8.GetString(Text(path, file, LossKey)))
                        : LossKinds<float>.Build(ConfigJson.Parse(Text(path, file, LossKey)), registry?.Losses);
                IReadOnlyList<Metric> metrics = Has(file, MetricsKey)
                    ? MetricKinds.Build(ConfigJson.Parse(Text(path, file, MetricsKey)), registry?.Metrics)
                    : [];
                return new SavedModel(network, preprocessing, loss, notes)
                {
                    Metrics = metrics,
                    TrainingClasses = Has(file, TrainingClassesKey)
                        ? Counts(Encoding.ASCII.GetString(Text(path, file, TrainingClassesKey)), preprocessing)
                        : null,
                    Threshold = Has(file, ThresholdKey)
                        ? DecisionThreshold.Read(Encoding.ASCII.GetString(Text(path, file, ThresholdKey)))
                        : null,
                };
            }
        );
    }

    /// <summary>The network of a file, with or without the rest of a model.</summary>
    public static Network<float> ReadNetwork(string path, Layer<float>? given, ModelRegistry? registry) =>
        Reading(path, (file, version) => ReadNetwork(path, file, version, given, registry, []));

    static TResult Reading<TResult>(string path, Func<SafetensorsReader, int, TResult> read)
    {
        using SafetensorsReader file = SafetensorsReader.Open(path);
        int version = Version(path, file);
        try
        {
            return read(file, version);
        }
        catch (Exception e)
            when (e
                    is FormatException
                        or DataException
                        or ArgumentException
                        or OverflowException
                        or MemoryLimitException
            )
        {
            throw new ModelFileException($"{path} holds no model that can be used: {e.Message.TrimEnd('.')}.", e);
        }
    }

    static int Version(string path, SafetensorsReader file)
    {
        if (!file.Metadata.TryGetValue(FormatKey, out string? text))
            throw new ModelFileException(
                $"{path} is a safetensors file of another program: it says nothing of a model of Surefoot's. "
                    + "Give a model.safetensors that training wrote."
            );
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int version) || version < 1)
            throw new ModelFileException($"{path} has \"{text}\" for its version; a whole number is expected.");
        return version <= FormatVersion
            ? version
            : throw new ModelFileException(
                $"{path} is of version {version}, and this Surefoot reads models up to version "
                    + $"{FormatVersion}; use a newer Surefoot."
            );
    }

    static Network<float> ReadNetwork(
        string path,
        SafetensorsReader file,
        int version,
        Layer<float>? given,
        ModelRegistry? registry,
        List<string> notes
    )
    {
        (Layer<float> layers, Shape input) =
            version == 1 ? LayersOfVersion1(path, file, given, notes) : ReadLayers(path, file, given, registry);
        return ReadWeights(path, file, version, layers, input);
    }

    static (Layer<float> Layers, Shape Input) ReadLayers(
        string path,
        SafetensorsReader file,
        Layer<float>? given,
        ModelRegistry? registry
    )
    {
        Shape input = InputOf(file.Metadata.GetValueOrDefault(InputKey) ?? throw Lacks(path, InputKey));
        Config written = ConfigJson.Parse(Text(path, file, LayersKey));
        if (given is null)
            return (LayerKinds<float>.Build(written, registry?.Layers), input);
        if (Config.FirstDifference(written, given.GetConfig()) is var (theirs, ours))
            throw new FormatException(
                $"it was saved from other layers than those given; the first that differs is \"{theirs}\" in "
                    + $"the file and \"{ours}\" in the program"
            );
        return (given, input);
    }

    static (Layer<float> Layers, Shape Input) LayersOfVersion1(
        string path,
        SafetensorsReader file,
        Layer<float>? given,
        List<string> notes
    )
    {
        ModelDescription description = ModelDescription.FromJson(
            JsonFields.ParseObject(Text(path, file, DescriptionKey), $"{path}: {DescriptionKey}")
        );
        if (given is not null)
        {
            notes.Add(
                "The file is of version 1, which did not hold layers: only the names and the shapes of their "
                    + "parameters were compared with those given. Saving the model again writes all."
            );
            return (given, description.Input);
        }
        notes.Add(
            "The file is of version 1, which named a model and did not hold its layers: it was read as the "
                + $"library's \"{description.Kind}\". "
                + "That is right for what the command trained; a network that a program built otherwise is "
                + "loaded by SavedModel.Load(path, layers). Saving the model again writes all."
        );
        return (description.Layers<float>(), description.Input);
    }

    static long[] Counts(string text, Preprocessing preprocessing)
    {
        string[] counts = text.Split(',');
        return
            counts.Length == preprocessing.Classes.Count
            && preprocessing.Task == TaskKind.Classification
            && counts.All(count => int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            ? Array.ConvertAll(counts, count => long.Parse(count, CultureInfo.InvariantCulture))
            : throw new FormatException(
                $"its \"{TrainingClassesKey}\" is not a count of training rows for each of its "
                    + $"{preprocessing.Classes.Count} classes"
            );
    }

    static Shape InputOf(string text)
    {
        string[] sizes = text.Length <= 64 ? text.Split(',') : [];
        if (
            sizes.Length is < 1 or >= Shape.MaxRank
            || !sizes.All(size => int.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out _))
        )
            throw new FormatException(
                $"its input is \"{(text.Length <= 64 ? text : text[..64] + "…")}\", where sizes such as "
                    + "3,28,28 are expected"
            );
        return new(Array.ConvertAll(sizes, size => int.Parse(size, CultureInfo.InvariantCulture)));
    }

    static bool Has(SafetensorsReader file, string key) => file.Metadata.ContainsKey(key) || file.Find(key) is not null;

    static byte[] Text(string path, SafetensorsReader file, string key)
    {
        if (file.Metadata.TryGetValue(key, out string? text))
            return Encoding.UTF8.GetBytes(text);
        if (file.Find(key) is not { Type: TensorType.U8, Bytes: <= LongestTensorOfText } entry)
            throw Lacks(path, key);
        var bytes = new byte[entry.Bytes];
        file.Read(entry, bytes);
        return bytes;
    }

    /// <summary>
    /// The network, once every tensor's name and shape has been found in the file: layers alone make nothing allocate.
    /// </summary>
    static Network<float> ReadWeights(string path, SafetensorsReader file, int version, Layer<float> root, Shape input)
    {
        root.Place();
        HashSet<TensorEntry> entries = [];
        foreach (
            Parameter<float> parameter in root
                .Parameters.Concat(root.States)
                .Concat(root.Tables.Select(table => table.Weight))
        )
        {
            TensorEntry entry = Entry(path, file, version, parameter);
            if (!entries.Add(entry))
                throw new FormatException($"two parameters are called \"{parameter.Name}\"");
        }
        if (
            file.Tensors.FirstOrDefault(tensor =>
                !entries.Contains(tensor)
                && tensor.Name
                    is not (
                        PreprocessingKey
                        or LayersKey
                        or LossKey
                        or MetricsKey
                        or TrainingClassesKey
                        or ThresholdKey
                    )
            ) is
            { } stranger
        )
            throw new ModelFileException(
                $"{path} holds the tensor \"{stranger.Name}\", which is no parameter of its model."
            );
        var network = new Network<float>(root, input, seed: null);
        network.Probe(ExampleLimit);
        foreach (Parameter<float> parameter in All(network))
            file.Read(Entry(path, file, version, parameter), MemoryMarshal.AsBytes(parameter.Value));
        network.HasWeights = true;
        return network;
    }

    static IEnumerable<Parameter<float>> All(Network<float> network) =>
        network.NamedParameters.Concat(network.NamedStates).Concat(network.Tables.Select(table => table.Weight));

    static TensorEntry Entry(string path, SafetensorsReader file, int version, Parameter<float> parameter)
    {
        TensorEntry entry =
            file.Find(parameter.Name)
            ?? (version == 1 ? file.Find(parameter.NameVersion1) : null)
            ?? throw new ModelFileException($"{path} lacks the parameter \"{parameter.Name}\" of its model.");
        if (entry.Type != TensorType.F32 || !entry.Shape.SequenceEqual(Sizes(parameter)))
        {
            throw new ModelFileException(
                $"{path} holds \"{parameter.Name}\" as {entry.Type.FileName()} {entry.ShapeText}; "
                    + $"its model needs {TensorType.F32.FileName()} {parameter.Shape}."
            );
        }
        return entry;
    }

    static long[] Sizes(Parameter<float> parameter) => Array.ConvertAll(parameter.Shape.ToArray(), size => (long)size);

    static ModelFileException Lacks(string path, string key) =>
        new($"{path} lacks \"{key}\", without which a model cannot be used.");
}
