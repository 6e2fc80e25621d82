using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Surefoot.Threading;
using Surefoot.Training.Autodiff;
using Surefoot.Training.Exchange;
using Surefoot.Training.Formats;
using Surefoot.Training.Layers;
using Surefoot.Training.Models;
using Surefoot.Training.Probe;
using Surefoot.Training.Tensors;
using Surefoot.Training.Tests.Formats;
using Surefoot.Training.Tests.Onnx;

namespace Surefoot.Training.Tests.Torch;

/// <summary>
/// State dicts that PyTorch made (make-golden.py beside this) load by name, and the networks say what PyTorch said.
/// </summary>
public sealed class TorchWeightsTests : IDisposable
{
    static readonly Dictionary<string, string> DenseNames = new() { ["dense1"] = "0", ["dense2"] = "2" };

    readonly ScratchFolder scratch = new();

    public void Dispose() => scratch.Dispose();

    static string Golden(string name, [CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, "golden", name);

    static Network<float> Dense(int inputs = 5, int hidden = 7) =>
        new(
            new Sequential<float>(
                new Dense<float>(inputs, hidden, Activation.Tanh, name: "dense1"),
                new Dense<float>(hidden, 3, name: "dense2")
            ),
            new(inputs),
            1
        );

    static Network<float> Images() =>
        new(
            new Sequential<float>(
                new ChannelsLast<float>(),
                new Convolution2d<float>(2, 4, 3, padding: 1, name: "conv1"),
                new BatchNormalization<float>(4, name: "norm1"),
                new Relu<float>(),
                new MaxPool2d<float>(2),
                new Convolution2d<float>(4, 6, 3, 2, groups: 2, name: "conv2"),
                new Flatten<float>(),
                new BatchNormalization<float>(36, name: "norm2"),
                new Dropout<float>(0.5),
                new Dense<float>(36, 3, name: "dense1")
            ),
            new(2, 10, 14),
            1
        );

    static Network<float> Sequences() =>
        new(
            new Sequential<float>(
                new Embedding<float>(11, 3, name: "embedding1"),
                new Lstm<float>(3, 5, sequences: true, name: "lstm1"),
                new Gru<float>(5, 4, sequences: true, name: "gru1"),
                new SimpleRnn<float>(4, 4, name: "rnn1"),
                new LayerNormalization<float>(4, name: "norm1"),
                new Dense<float>(4, 2, name: "dense1")
            ),
            new(6),
            1
        );

    static (Network<float> Network, Dictionary<string, string> Names) Case(string name) =>
        name switch
        {
            "images" => (Images(), new() { ["dense1"] = "fc" }),
            "sequences" => (Sequences(), []),
            _ => (Dense(), DenseNames),
        };

    [Theory]
    [InlineData("dense-f32")]
    [InlineData("dense-f64")]
    [InlineData("dense-f16")]
    [InlineData("dense-bf16")]
    [InlineData("images")]
    [InlineData("sequences")]
    public void What_PyTorch_saved_predicts_here_what_it_predicted_there(string name)
    {
        (Network<float> network, Dictionary<string, string> names) = Case(name);
        TorchWeights.Load(network, Golden(name + ".safetensors"), names);

        JsonNode said = JsonNode.Parse(File.ReadAllText(Golden(name + ".json")))!;
        float[] input = [.. said["input"]!.AsArray().Select(value => (float)value!)],
            output = [.. said["output"]!.AsArray().Select(value => (float)value!)];
        using var pool = new WorkerPool(1);
        using var tape = new Tape<float>(pool);
        Tensor<float> x = tape.Input(network.InputShape.Batch(input.Length / network.InputShape.Length));
        input.CopyTo(x.Value);
        float[] ours = network.Forward(tape, x).Value.ToArray();
        Assert.Equal(output.Length, ours.Length);
        for (int i = 0; i < output.Length; i++)
            Assert.Equal(output[i], ours[i], 1e-5);
    }

    [Theory]
    [InlineData("dense-f32")]
    [InlineData("images")]
    [InlineData("sequences")]
    public void What_is_written_for_PyTorch_is_what_was_read_from_it(string name)
    {
        (Network<float> network, Dictionary<string, string> names) = Case(name);
        TorchWeights.Load(network, Golden(name + ".safetensors"), names);
        TorchWeights.Save(scratch["saved"], network, names);

        (Network<float> again, _) = Case(name);
        TorchWeights.Load(again, scratch["saved"], names);
        Assert.Equal(network.Parameters.ToArray(), again.Parameters.ToArray());
        using SafetensorsReader golden = SafetensorsReader.Open(Golden(name + ".safetensors")),
            saved = SafetensorsReader.Open(scratch["saved"]);
        foreach (TensorEntry entry in golden.Tensors.Where(entry => entry.Type == TensorType.F32))
        {
            TensorEntry ours = saved.Find(entry.Name)!;
            Assert.Equal(entry.Shape, ours.Shape);
            // The two biases of an LSTM and of a simple recurrent layer are one here.
            if (entry.Name is "lstm1.bias_ih_l0" or "lstm1.bias_hh_l0" or "rnn1.bias_ih_l0" or "rnn1.bias_hh_l0")
                continue;
            Assert.Equal(Bytes(golden, entry), Bytes(saved, ours));
        }
    }

    static byte[] Bytes(SafetensorsReader file, TensorEntry entry)
    {
        var bytes = new byte[entry.Bytes];
        file.Read(entry, bytes);
        return bytes;
    }

    [Fact]
    public void What_does_not_fit_is_named_and_changes_nothing()
    {
        Refused("lacks the tensor \"dense1.weight\" of shape [7, 5]; it holds \"0.weight\"", Dense(), []);
        Refused("holds \"0.weight\" as [7, 5]; the network needs [8, 5]", Dense(hidden: 8), DenseNames);
        Refused(
            "\"2.weight\", which is no parameter",
            new(new Sequential<float>(new Dense<float>(5, 7, name: "dense1")), new(5), 1),
            DenseNames
        );
        var words = new byte[8];
        SafetensorsWriter.Write(
            scratch["whole"],
            [new("0.weight", TensorType.I32, [2, 1], () => words), new("0.bias", TensorType.I32, [2], () => words)],
            new Dictionary<string, string>()
        );
        var small = new Network<float>(new Sequential<float>(new Dense<float>(1, 2, name: "dense1")), new(1), 1);
        Assert.Contains(
            "holds \"0.weight\" as I32",
            Assert
                .Throws<ModelFileException>(() =>
                    TorchWeights.Load(small, scratch["whole"], DenseNames.Take(1).ToDictionary())
                )
                .Message
        );
        Assert.Contains(
            "no layer \"fc\"; it has dense1, dense2",
            Assert
                .Throws<ArgumentException>(() =>
                    TorchWeights.Load(
                        Dense(),
                        Golden("dense-f32.safetensors"),
                        new Dictionary<string, string> { ["fc"] = "0" }
                    )
                )
                .Message
        );
    }

    /// <summary>
    /// A network that begins with such numbers would end at its first step, and its learning rate would be blamed.
    /// </summary>
    [Fact]
    public void Weights_that_are_no_finite_numbers_are_refused_and_change_nothing()
    {
        (string Type, byte[] Bytes, string Said)[] cases =
        [
            ("F32", [.. BitConverter.GetBytes(1f), .. BitConverter.GetBytes(float.NaN)], "with NaN at index 1"),
            (
                "F64",
                [.. BitConverter.GetBytes(1e300), .. BitConverter.GetBytes(1d)],
                "a number beyond those of 32 bits, or infinity, at index 0"
            ),
            (
                "F16",
                [.. BitConverter.GetBytes((Half)1), .. BitConverter.GetBytes(Half.NegativeInfinity)],
                "with infinity at index 1"
            ),
        ];
        foreach ((string type, byte[] bytes, string said) in cases)
        {
            var network = new Network<float>(new Sequential<float>(new Dense<float>(1, 2, name: "dense1")), new(1), 1);
            float[] before = network.Parameters.ToArray();
            var zeros = new byte[8];
            SafetensorsWriter.Write(
                scratch[type],
                [
                    new("0.weight", Enum.Parse<TensorType>(type), [2, 1], () => bytes),
                    new("0.bias", TensorType.F32, [2], () => zeros),
                ],
                new Dictionary<string, string>()
            );
            Assert.Contains(
                said,
                Assert
                    .Throws<ModelFileException>(() =>
                        TorchWeights.Load(network, scratch[type], new Dictionary<string, string> { ["dense1"] = "0" })
                    )
                    .Message
            );
            Assert.Equal(before, network.Parameters.ToArray());
        }
    }

    static void Refused(string message, Network<float> network, Dictionary<string, string> names)
    {
        float[] before = network.Parameters.ToArray();
        names = names
            .Where(name =>
                network.NamedParameters.Any(parameter =>
                    parameter.Name.StartsWith(name.Key + ".", StringComparison.Ordinal)
                )
            )
            .ToDictionary();
        Assert.Contains(
            message,
            Assert
                .Throws<ModelFileException>(() => TorchWeights.Load(network, Golden("dense-f32.safetensors"), names))
                .Message
        );
        Assert.Equal(before, network.Parameters.ToArray());
    }

    /// <summary>
    /// Every model of the command goes out and comes back with all its bits, running averages and tables too.
    /// </summary>
    [Theory]
    [MemberData(nameof(ModelCase.Numbers), MemberType = typeof(ModelCase))]
    public void Every_model_goes_out_and_comes_back(int number)
    {
        ModelDescription model = ModelCase.All[number];
        Network<float> network = OnnxCase.Stirred(Network<float>.Build(model, 1)),
            again = Network<float>.Build(model, 2);
        TorchWeights.Save(scratch["model"], network);
        TorchWeights.Load(again, scratch["model"]);
        Assert.Equal(network.Parameters.ToArray(), again.Parameters.ToArray());
        Assert.Equal(network.State.ToArray(), again.State.ToArray());
        Assert.All(
            network.Tables.Zip(again.Tables),
            pair => Assert.Equal(pair.First.Weight.Value.ToArray(), pair.Second.Weight.Value.ToArray())
        );
    }
}
