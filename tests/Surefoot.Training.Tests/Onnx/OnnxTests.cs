using Surefoot.Training.Autodiff;
using Surefoot.Training.Configuration;
using Surefoot.Training.Exchange.Onnx;
using Surefoot.Training.Formats;
using Surefoot.Training.Layers;
using Surefoot.Training.Models;
using Surefoot.Training.Tests.Data;

namespace Surefoot.Training.Tests.Onnx;

public sealed class OnnxTests(OnnxTests.Written written) : IClassFixture<OnnxTests.Written>
{
    /// <summary>Every case with its file, made once for all tests.</summary>
    public sealed class Written : IDisposable
    {
        readonly TemporaryFolder folder = new();

        public Written()
        {
            using var data = new TemporaryFolder();
            Cases = [.. OnnxCases.All(data)];
            foreach (OnnxCase one in Cases)
                one.Write(this[one.Name]);
        }

        internal OnnxCase[] Cases { get; }

        internal string this[string name] => folder[name];

        public void Dispose() => folder.Dispose();
    }

    [Fact]
    public void A_runtime_of_others_predicts_what_we_predict() =>
        Assert.All(written.Cases, one => one.Compare(written[one.Name]));

    [CheckerFact]
    public void The_formats_own_checker_finds_nothing_wrong() =>
        OtherRuntime.Script(
            "import onnx",
            "check_onnx.py",
            written.Cases.Select(one => Path.Combine(written[one.Name], "model.onnx"))
        );

    [Fact]
    public void The_graph_reads_the_data_as_they_lie_and_every_value_has_one_name()
    {
        foreach (OnnxCase one in written.Cases)
        {
            ModelProto model = OnnxFile.Graph(one.Model);
            Assert.Equal(
                one.Feeds.Select(feed => feed.Key).Order(),
                model.Graph.Input.Select(input => input.Name).Order()
            );
            string[] names =
            [
                .. model.Graph.Input.Select(input => input.Name),
                .. model.Graph.Initializer.Select(tensor => tensor.Name),
                .. model.Graph.Node.SelectMany(node => node.Output),
            ];
            Assert.Equal(names.Length, names.Distinct().Count());
            var known = new HashSet<string>(names[..(model.Graph.Input.Count + model.Graph.Initializer.Count)]) { "" };
            foreach (NodeProto node in model.Graph.Node)
            {
                Assert.All(node.Input, input => Assert.Contains(input, known));
                known.UnionWith(node.Output);
            }
            Assert.All(model.Graph.Output, output => Assert.Contains(output.Name, known));
        }
        ModelProto table = OnnxFile.Graph(written.Cases.Single(one => one.Name == "table").Model);
        // The column to predict is called "prediction", but it is no input.
        Assert.Equal(["prediction", "probabilities"], table.Graph.Output.Select(output => output.Name));
        Assert.Equal(
            "[\"tall\",\"wide, flat\"]",
            table.MetadataProps.Single(text => text.Key == "surefoot.classes").Value
        );
    }

    [Fact]
    public void The_same_model_gives_the_same_bytes_and_they_are_read_back()
    {
        OnnxCase one = written.Cases.Single(each => each.Name == "table");
        byte[] bytes = File.ReadAllBytes(Path.Combine(written["table"], "model.onnx"));
        OnnxFile.Write(written["again.onnx"], one.Model);
        Assert.Equal(bytes, File.ReadAllBytes(written["again.onnx"]));
        Assert.Equal(OnnxFile.Graph(one.Model), ModelProto.Parser.ParseFrom(bytes));
        Assert.Throws<ModelFileException>(() => OnnxFile.Write(written[Path.Combine("none", "model.onnx")], one.Model));
    }

    [Fact]
    public void A_layer_of_ones_own_is_named_and_nothing_is_written()
    {
        OnnxCase sample = OnnxCase.OfNetwork(
            "own",
            new Network<float>(new Sequential<float>(new Dense<float>(3, 3, name: "dense1"), new Own()), new(3), 1)
        );
        Assert.Contains(
            "a layer of the type Own",
            Assert.Throws<NotSupportedException>(() => OnnxFile.Write(written["own.onnx"], sample.Model)).Message
        );
        Assert.False(File.Exists(written["own.onnx"]));
    }

    sealed class Own() : Layer<float>("own")
    {
        public override string Kind => "own";

        public override Tensor<float> Forward(Tape<float> tape, Tensor<float> x) => new Tanh<float>().Forward(tape, x);

        protected override void AddSettings(Config config) { }
    }

    [AttributeUsage(AttributeTargets.Method)]
    sealed class CheckerFactAttribute : FactAttribute
    {
        public CheckerFactAttribute() => Skip = OtherRuntime.NoChecker;
    }
}
