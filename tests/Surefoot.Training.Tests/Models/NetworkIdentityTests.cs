using System.Reflection;
using System.Runtime.InteropServices;
using System.Text;
using Surefoot.Threading;
using Surefoot.Training.Autodiff;
using Surefoot.Training.Configuration;
using Surefoot.Training.Data;
using Surefoot.Training.Formats;
using Surefoot.Training.Layers;
using Surefoot.Training.Losses;
using Surefoot.Training.Metrics;
using Surefoot.Training.Models;
using Surefoot.Training.Probe;
using Surefoot.Training.Runs;
using Surefoot.Training.Tensors;
using Surefoot.Training.Tests.Formats;

namespace Surefoot.Training.Tests.Models;

/// <summary>A network comes back from its file as it was, or it does not come back at all.</summary>
public sealed class NetworkIdentityTests : IDisposable
{
    readonly ScratchFolder scratch = new();

    public void Dispose() => scratch.Dispose();

    string ModelPath => Path.Combine(scratch.Path, "model.safetensors");

    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, 12).Select(tens => tens * 25)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Whatever_was_drawn_predicts_the_same_bits_after_saving_and_loading(int first)
    {
        for (int seed = first; seed < first + 25; seed++)
        {
            Network<float> network = RandomNetwork.Draw(seed);
            Train(network);
            Save(network);
            SavedModel loaded = SavedModel.Load(ModelPath);
            Assert.Equal(network.ToString(), loaded.Network.ToString());
            Assert.Equal(
                network.NamedParameters.Select(one => one.Name),
                loaded.Network.NamedParameters.Select(one => one.Name)
            );
            Assert.Empty(loaded.Notes);
            Assert.True(
                MemoryMarshal
                    .AsBytes(Predict(network).AsSpan())
                    .SequenceEqual(MemoryMarshal.AsBytes(Predict(loaded.Network).AsSpan())),
                $"seed {seed}:\n{network}"
            );
        }
    }

    [Fact]
    public void The_networks_that_are_drawn_hold_every_kind_of_layer()
    {
        HashSet<string> seen = [];
        for (int seed = 0; seed < 300; seed++)
            Collect(RandomNetwork.Draw(seed).GetConfig());
        Assert.Equal(DrawnKinds, LayerKinds<float>.All.Keys.Where(seen.Contains).Order(StringComparer.Ordinal));

        void Collect(Config config)
        {
            seen.Add(config.Kind);
            foreach (Config child in config.Children)
                Collect(child);
        }
    }

    static IEnumerable<string> DrawnKinds => LayerKinds<float>.All.Keys.Order(StringComparer.Ordinal);

    [Fact]
    public void Every_argument_of_a_layer_that_changes_the_function_is_a_setting_of_its_config()
    {
        foreach (Type type in typeof(Layer<>).Assembly.GetTypes().Where(IsLayer))
        {
            Type closed = type.MakeGenericType(typeof(float));
            ConstructorInfo[] constructors = closed.GetConstructors();
            int arguments = constructors.Max(one => one.GetParameters().Count(IsSetting));
            Config config = Assert.Single(Configs, one => one.Value.Built == closed).Value.Config;
            Assert.True(
                arguments == config.Settings.Count,
                $"{type.Name} takes {arguments} settings and writes \"{config}\"."
            );
        }

        static bool IsLayer(Type type) =>
            type is { IsPublic: true, IsAbstract: false, BaseType.IsGenericType: true }
            && Ancestors(type).Contains(typeof(Layer<>));
        static IEnumerable<Type> Ancestors(Type type)
        {
            for (Type? at = type.BaseType; at is not null; at = at.BaseType)
                yield return at.IsGenericType ? at.GetGenericTypeDefinition() : at;
        }
        static bool IsSetting(ParameterInfo parameter) =>
            parameter.Name != "name"
            && parameter.ParameterType != typeof(Initializer)
            && !typeof(Layer<float>).IsAssignableFrom(parameter.ParameterType)
            && !typeof(IEnumerable<Layer<float>>).IsAssignableFrom(parameter.ParameterType);
    }

    [Fact]
    public void Every_argument_of_a_loss_or_a_metric_is_a_setting_of_its_config()
    {
        Check(LossKinds<float>.All.Keys, typeof(Loss<>), one => ((Loss<float>)one).GetConfig());
        Check(MetricKinds.All.Keys, typeof(Metric), one => ((Metric)one).GetConfig());

        static void Check(IEnumerable<string> kinds, Type root, Func<object, Config> write)
        {
            List<string> found = [];
            foreach (Type type in root.Assembly.GetTypes().Where(type => Derives(type, root)))
            {
                Type closed = type.IsGenericTypeDefinition ? type.MakeGenericType(typeof(float)) : type;
                ConstructorInfo most = closed.GetConstructors().MaxBy(one => one.GetParameters().Length)!;
                Config config = write(most.Invoke([.. most.GetParameters().Select(Argument)]));
                Assert.True(
                    most.GetParameters().Length == config.Settings.Count,
                    $"{type.Name} takes {most.GetParameters().Length} settings and writes \"{config}\"."
                );
                found.Add(config.Kind);
            }
            Assert.Equal(kinds.Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
        }
        static bool Derives(Type type, Type root) =>
            !type.IsAbstract
            && type.BaseType is { } parent
            && (parent.IsGenericType ? parent.GetGenericTypeDefinition() : parent) == root;
        static object Argument(ParameterInfo parameter) =>
            parameter.ParameterType == typeof(double) ? 0.25
            : parameter.ParameterType == typeof(int) ? 3
            : parameter.ParameterType == typeof(IReadOnlyList<double>) ? (double[])[1, 2]
            : throw new NotSupportedException($"There is no value of {parameter.ParameterType} here yet.");
    }

    /// <summary>A config of each kind, and the type that it is built as.</summary>
    static Dictionary<string, (Config Config, Type Built)> Configs
    {
        get
        {
            Dictionary<string, (Config, Type)> all = new(StringComparer.Ordinal);
            for (int seed = 0; seed < 300; seed++)
                Collect(RandomNetwork.Draw(seed).Root);
            return all;

            void Collect(Layer<float> layer)
            {
                all[layer.Kind] = (layer.GetConfig(), layer.GetType());
                foreach (Layer<float> child in layer.Children)
                    Collect(child);
            }
        }
    }

    [Fact]
    public void A_setting_that_is_taken_out_of_a_file_or_changed_there_is_never_passed_over()
    {
        foreach ((string kind, (Config config, _)) in Configs)
        {
            byte[] whole = ConfigJson.ToUtf8(config);
            foreach ((string name, SettingValue value) in config.Settings)
            {
                string text = Encoding.UTF8.GetString(whole),
                    setting = $"\"{name}\":{value}";
                Assert.Contains(setting, text, StringComparison.Ordinal);
                string without = text.Replace(setting + ",", "", StringComparison.Ordinal)
                    .Replace("," + setting, "", StringComparison.Ordinal)
                    .Replace(setting, "", StringComparison.Ordinal);
                Assert.Contains($"lacks the setting \"{name}\"", Refusal(without), StringComparison.Ordinal);
                Assert.Contains(
                    "is expected",
                    Refusal(text.Replace(setting, $"\"{name}\":[7]", StringComparison.Ordinal)),
                    StringComparison.Ordinal
                );
            }
            Assert.Contains(
                $"{kind} other=1",
                Refusal(Encoding.UTF8.GetString(ConfigJson.ToUtf8(With(config, "other")))),
                StringComparison.Ordinal
            );
        }

        static string Refusal(string json) =>
            Assert
                .Throws<FormatException>(() => LayerKinds<float>.Build(ConfigJson.Parse(Encoding.UTF8.GetBytes(json))))
                .Message;
        static Config With(Config config, string name)
        {
            // First, so that the line that differs begins with it.
            Config with = new Config(config.Kind).Add(name, 1);
            foreach ((string key, SettingValue value) in config.Settings)
                with.Add(key, value);
            foreach (Config child in config.Children)
                with.Add(child);
            return with;
        }
    }

    [Fact]
    public void Tanh_comes_back_as_tanh()
    {
        var network = new Network<float>(
            new Sequential<float>(
                new Dense<float>(4, 128, Activation.Tanh, name: "dense1"),
                new Dense<float>(128, 3, name: "dense2")
            ),
            new(4),
            1
        );
        Save(network);
        Network<float> loaded = SavedModel.Load(ModelPath).Network;
        Assert.Equal(Predict(network), Predict(loaded));
        Assert.Equal(
            "[4]\nsequential\n  dense1: dense inputs=4 outputs=128 activation=\"tanh\"\n  dense2: dense "
                + "inputs=128 outputs=3 activation=\"none\"",
            loaded.ToString()
        );
    }

    [Theory]
    [InlineData(
        "activation",
        "1: dense inputs=6 outputs=3 activation=\"none\"",
        "1: dense inputs=6 outputs=3 activation=\"relu\""
    )]
    [InlineData("gelu", "gelu", "relu")]
    [InlineData("epsilon", "layer_norm features=6 epsilon=0.001", "layer_norm features=6 epsilon=1E-05")]
    [InlineData("more", "gelu", "nothing more")]
    public void Layers_of_a_program_are_compared_with_those_of_the_file_and_the_first_difference_is_named(
        string what,
        string theirs,
        string ours
    )
    {
        Layer<float> Layers(bool changed) =>
            new Sequential<float>([
                new LayerNormalization<float>(6, changed && what == "epsilon" ? 1e-5 : 1e-3),
                new Dense<float>(6, 3, changed && what == "activation" ? Activation.Relu : Activation.None, name: "1"),
                .. changed && what == "more"
                    ? Array.Empty<Layer<float>>()
                    : [changed && what == "gelu" ? new Relu<float>() : new Gelu<float>()],
            ]);

        var network = new Network<float>(Layers(false), new(6), 1);
        Save(network);
        Assert.Equal(Predict(network), Predict(SavedModel.Load(ModelPath, Layers(false)).Network));
        string message = Assert.Throws<ModelFileException>(() => SavedModel.Load(ModelPath, Layers(true))).Message;
        Assert.Contains($"\"{theirs}\" in the file and \"{ours}\" in the program", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Trees_beyond_the_bounds_are_neither_written_nor_read()
    {
        Layer<float> deep = new Relu<float>();
        for (int i = 0; i < Config.MaxDepth; i++)
            deep = new Sequential<float>(deep);
        var network = new Network<float>(new Sequential<float>(deep, new Dense<float>(2, 3)), new(2), 1);
        Assert.Contains(
            "nested more than 64 deep",
            Assert.Throws<ArgumentException>(() => Save(network)).Message,
            StringComparison.Ordinal
        );
        Assert.False(File.Exists(ModelPath));

        string nested =
            string.Concat(Enumerable.Repeat("{\"kind\":\"sequential\",\"layers\":[", 12_000))
            + "{\"kind\":\"relu\"}"
            + string.Concat(Enumerable.Repeat("]}", 12_000));
        string wide =
            "{\"kind\":\"sequential\",\"layers\":["
            + string.Join(',', Enumerable.Repeat("{\"kind\":\"relu\"}", Config.MaxLayers))
            + "]}";
        foreach (
            (string json, string message) in (ReadOnlySpan<(string, string)>)
                [(nested, "cannot be read"), (wide, "more than 10000 layers")]
        )
        {
            byte[] bytes = Encoding.UTF8.GetBytes(json);
            long before = GC.GetAllocatedBytesForCurrentThread();
            Assert.Contains(
                message,
                Assert.Throws<FormatException>(() => ConfigJson.Parse(bytes)).Message,
                StringComparison.Ordinal
            );
            Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 16 << 20);
        }
    }

    [Fact]
    public void What_lies_between_the_layers_of_a_file_is_bounded_before_it_is_computed()
    {
        // 65,536 channels of a picture of 1,000 × 1,000 pixels: few weights and 262 GB of values.
        Layer<float> layers = new Sequential<float>(
            new ChannelsLast<float>(),
            new Convolution2d<float>(1, 65_536, 1),
            new GlobalAveragePool<float>(),
            new Dense<float>(65_536, 3)
        );
        var network = new Network<float>(layers, new(1, 8, 8), 1);
        Save(network);
        using SafetensorsReader reader = SafetensorsReader.Open(ModelPath);
        Dictionary<string, string> texts = new(reader.Metadata.Where(text => text.Key != "surefoot.sha256"))
        {
            ["surefoot.input"] = "1,1000,1000",
        };
        List<TensorToWrite> tensors =
        [
            .. reader.Tensors.Select(entry =>
            {
                var bytes = new byte[entry.Bytes];
                reader.Read(entry, bytes);
                return new TensorToWrite(entry.Name, entry.Type, entry.Shape, () => bytes);
            }),
        ];
        string other = Path.Combine(scratch.Path, "other");
        SafetensorsWriter.Write(other, tensors, texts);
        string message = Assert.Throws<ModelFileException>(() => SavedModel.Load(other)).Message;
        Assert.True(
            message.Contains("would be needed", StringComparison.Ordinal)
                || message.Contains("larger than", StringComparison.Ordinal),
            message
        );
    }

    [Fact]
    public void Names_come_from_where_a_layer_stands_unless_it_has_one()
    {
        var network = new Network<float>(
            new Sequential<float>(
                new Dense<float>(4, 4),
                new Residual<float>(
                    new Sequential<float>(new Dense<float>(4, 4, name: "conv"), new BatchNormalization<float>(4)),
                    new Dense<float>(4, 4),
                    "block1"
                ),
                new Sequential<float>("encoder", new Dense<float>(4, 3))
            ),
            new(4),
            1
        );
        Assert.Equal(
            [
                "0.weight",
                "0.bias",
                "block1.conv.weight",
                "block1.conv.bias",
                "block1.1.scale",
                "block1.1.shift",
                "block1.shortcut.weight",
                "block1.shortcut.bias",
                "encoder.0.weight",
                "encoder.0.bias",
            ],
            network.NamedParameters.Select(one => one.Name)
        );
        Assert.Equal(["block1.1.mean", "block1.1.variance"], network.NamedStates.Select(one => one.Name));
        Assert.Equal(
            ["weight", "bias"],
            new Network<float>(new Dense<float>(4, 3), new(4), 1).NamedParameters.Select(one => one.Name)
        );
        var shared = new Dense<float>(4, 4);
        Assert.Contains(
            "twice",
            Assert.Throws<ArgumentException>(() => new Sequential<float>(shared, shared)).Message,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "control",
            Assert.Throws<ArgumentException>(() => new Dense<float>(4, 4, name: "\u001b[31m")).Message,
            StringComparison.Ordinal
        );
    }

    void Save(Network<float> network) =>
        SavedModel.Save(ModelPath, network, Data(network).Preprocessing, new Huber<float>(0.25));

    static TrainingData Data(Network<float> network)
    {
        var inputs = new float[10 * network.InputShape.Length];
        return ArrayData.Classification(
            network.InputShape,
            inputs,
            [0, 1, 2, 0, 1, 2, 0, 1, 2, 0],
            ["a", "b", "c"],
            standardize: false
        );
    }

    // Some steps, so that running averages are not as they began.
    static void Train(Network<float> network)
    {
        using var pool = new WorkerPool(1);
        using var tape = new Tape<float>(pool);
        float[] targets = ModelCase.Targets(3, 33);
        for (int step = 0; step < 2; step++)
            ModelCase.Step(network, tape, new SoftmaxCrossEntropy<float>(), step, 33, targets);
    }

    static float[] Predict(Network<float> network)
    {
        using var pool = new WorkerPool(1);
        using var tape = new Tape<float>(pool) { Recording = false };
        Tensor<float> x = tape.Input(network.InputShape.Batch(5));
        ModelCase.Fill(network, x.Value, 77);
        return network.Forward(tape, x).Value.ToArray();
    }
}
