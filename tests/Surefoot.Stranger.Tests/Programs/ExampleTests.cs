using System.Xml.Linq;

namespace Surefoot.Stranger.Programs;

/// <summary>The examples of the doc comments: every type that a user begins with has one, and all compile.</summary>
public class ExampleTests
{
    // What examples may speak of without saying where it is from, and the namespaces of the library.
    const string Prelude = """
        using Surefoot.Clipping;
        using Surefoot.Optimizers;
        using Surefoot.Rules;
        using Surefoot.Schedules;
        using Surefoot.Sparse;
        using Surefoot.Stranger.Networks;
        using Surefoot.Training.Autodiff;
        using Surefoot.Training.Data;
        using Surefoot.Training.Layers;
        using Surefoot.Training.Losses;
        using Surefoot.Training.Models;
        using Surefoot.Training.Predicting;
        using Surefoot.Training.Runs;
        using Surefoot.Training.Runs.Folds;
        using Surefoot.Training.Tensors;

        Console.WriteLine("compiled");

        static partial class Examples
        {
            static TrainingData data = null!;
            static Network<float> network = null!;
            static Trainer<float> trainer = null!;
            static Tape<float> tape = null!;
            static Loss<float> loss = null!;
            static Tensor<float> x = null!;
            static float[] targets = [], weights = [], gradients = [];

            static void Use() => _ = (data, network, trainer, tape, loss, x, targets, weights, gradients);

        """;

    static readonly (string Member, string Code)[] Examples =
    [
        .. new[] { "Surefoot.xml", "Surefoot.Training.xml" }
            .SelectMany(file => XDocument.Load(Path.Combine(AppContext.BaseDirectory, file)).Descendants("member"))
            .SelectMany(member =>
                member.Descendants("example").Select(one => (member.Attribute("name")!.Value, one.Value))
            ),
    ];

    public static TheoryData<string> First =>
        [
            "Surefoot.Optimizers.RmsProp",
            "Surefoot.Optimizers.RmsProp`1",
            "Surefoot.Optimizers.Optimizer`1",
            "Surefoot.Optimizers.TensorList`1",
            "Surefoot.Sparse.RowSparseOptimizer`1",
            "Surefoot.Rules.RmsPropOptions",
            "Surefoot.Rules.AdaGradOptions",
            "Surefoot.Rules.AdamOptions",
            "Surefoot.Rules.SgdOptions",
            "Surefoot.Rules.NAdamOptions",
            "Surefoot.Rules.AdadeltaOptions",
            "Surefoot.Rules.LionOptions",
            "Surefoot.Training.Models.Network`1",
            "Surefoot.Training.Models.NetworkOptimizer`1",
            "Surefoot.Training.Runs.Trainer`1",
            "Surefoot.Training.Runs.SavedModel",
            "Surefoot.Training.Runs.ModelRegistry",
            "Surefoot.Training.Predicting.Predictor",
            "Surefoot.Training.Data.DataLoader",
        ];

    [Theory]
    [MemberData(nameof(First))]
    public void A_type_that_one_begins_with_has_an_example(string type) =>
        Assert.Contains(Examples, example => example.Member == $"T:{type}");

    [Fact]
    public void Every_example_compiles()
    {
        Assert.InRange(Examples.Length, First.Count, 100);
        string bodies = string.Concat(
            Examples.Select((example, i) => $"    static void Example{i}()\n    {{\n{example.Code}\n    }}\n\n")
        );
        using CompiledProgram program = new(
            Prelude + bodies + "}\n",
            [
                .. new[] { "Snake", "SnakeOperation", "LogCosh" }.Select(name =>
                    CompiledProgram.Repository($"tests/Surefoot.Stranger.Tests/Networks/{name}.cs")
                ),
            ]
        );
        Assert.Equal("compiled", Assert.Single(program.Start()));
    }
}
