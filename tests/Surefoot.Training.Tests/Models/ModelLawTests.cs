using System.Numerics;
using Surefoot.Randomness;
using Surefoot.Threading;
using Surefoot.Training.Autodiff;
using Surefoot.Training.Losses;
using Surefoot.Training.Models;
using Surefoot.Training.Probe;

namespace Surefoot.Training.Tests.Models;

/// <summary>What must be true of every model.</summary>
public class ModelLawTests
{
    [Theory]
    [MemberData(nameof(ModelCase.Numbers), MemberType = typeof(ModelCase))]
    public void The_number_of_threads_changes_no_bit(int number)
    {
        var model = ModelCase.All[number];
        float[] one = ModelCase.Trained<float>(model, 1);
        Assert.All(one, value => Assert.True(float.IsFinite(value)));
        for (int threads = 2; threads <= 3; threads++)
            Assert.Equal(one, ModelCase.Trained<float>(model, threads));
        Assert.Equal(ModelCase.Trained<double>(model, 1), ModelCase.Trained<double>(model, 2));
    }

    [Theory]
    [MemberData(nameof(ModelCase.Numbers), MemberType = typeof(ModelCase))]
    public void A_row_gets_the_same_bits_alone_in_a_batch_and_in_a_short_batch(int number)
    {
        var model = ModelCase.All[number];
        Rows<float>(model);
        Rows<double>(model);
    }

    static void Rows<T>(ModelDescription model)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        using var pool = new WorkerPool(2);
        using var tape = new Tape<T>(pool) { Recording = false };
        var network = Network<T>.Build(model, 5);
        const int rows = 37;
        T[] batch = Predict(0, rows);
        for (int row = 0; row < rows; row++)
            Assert.Equal(batch[(row * model.Outputs)..((row + 1) * model.Outputs)], Predict(row, 1));
        Assert.Equal(batch[(30 * model.Outputs)..], Predict(30, 7));

        T[] Predict(int first, int count)
        {
            tape.Rewind();
            var x = tape.Input(model.Input.Batch(count));
            ModelCase.Fill(model, x.Value, first);
            return network.Forward(tape, x).Value.ToArray();
        }
    }

    [Theory]
    [MemberData(nameof(ModelCase.Numbers), MemberType = typeof(ModelCase))]
    public void A_training_step_allocates_nothing(int number)
    {
        var model = ModelCase.All[number];
        for (int threads = 1; threads <= 2; threads++)
        {
            using var pool = new WorkerPool(threads);
            using var tape = new Tape<float>(pool);
            var network = Network<float>.Build(model, 5);
            var loss = new SoftmaxCrossEntropy<float>();
            float[] targets = ModelCase.Targets(model.Outputs, 32);
            for (int step = 0; step < 3; step++)
                ModelCase.Step(network, tape, loss, step, 32, targets);
            long capacity = tape.Capacity,
                least = long.MaxValue;
            // On a busy machine the runtime may do something for the first time, such as a long wait for a worker; a
            // step that allocates does so in every round.
            for (int round = 0; round < 3; round++)
            {
                long before = GC.GetAllocatedBytesForCurrentThread();
                for (int step = 0; step < 5; step++)
                    ModelCase.Step(network, tape, loss, step, step == 3 ? 9 : 32, targets);
                least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
            }
            Assert.Equal(0, least);
            Assert.Equal(capacity, tape.Capacity);
        }
    }

    [Theory]
    [MemberData(nameof(ModelCase.Numbers), MemberType = typeof(ModelCase))]
    public void Its_gradients_agree_with_central_differences(int number)
    {
        var model = ModelCase.All[number] with
        {
            Input = ModelCase.All[number].Kind switch
            {
                "mlp" => new(6),
                "conv" => new(ModelCase.All[number].Input[0], 5, 3),
                "2c2d" => new(1, 6, 7),
                "lstm" or "forecast" => new(4, 3),
                "text" => new(4),
                _ => new(1, 5, 5),
            },
            Hidden = [5],
        };
        var network = Network<double>.Build(model, 3);
        float[] targets = ModelCase.Targets(model.Outputs, 3);
        var worst = GradientCheck.Check(
            network,
            tape =>
            {
                tape.Random = new RandomStream(1, 2, 3);
                var x = tape.Input(model.Input.Batch(3));
                ModelCase.Fill(model, x.Value, 0);
                return new SoftmaxCrossEntropy<double>().Apply(tape, network.Forward(tape, x), targets);
            },
            samples: 12,
            width: 4e-6
        );
        Assert.True(worst.Relative <= 1e-6, worst.ToString());
    }

    [Theory]
    [MemberData(nameof(ModelCase.Numbers), MemberType = typeof(ModelCase))]
    public void It_learns_one_batch_by_heart(int number)
    {
        var model = ModelCase.All[number] with { Dropout = 0 };
        using var pool = new WorkerPool(1);
        using var tape = new Tape<float>(pool);
        var network = Network<float>.Build(model, 5);
        var loss = new SoftmaxCrossEntropy<float>();
        float[] targets = ModelCase.Targets(model.Outputs, 8);
        float first = ModelCase.Step(network, tape, loss, 0, 8, targets),
            last = first;
        // Slopes are small where they pass through gates.
        int steps = model.Kind == "lstm" ? 400 : 60;
        for (int i = 0; i < steps; i++)
            last = ModelCase.Step(network, tape, loss, 0, 8, targets);
        Assert.True(last < 0.95f * first, $"from {first} to {last}");
    }

    [Fact]
    public void A_description_that_fits_nothing_says_so()
    {
        Says(
            "There is no model called \"cnn\"; there are mlp, conv, 2c2d, resnet, lstm, text, forecast.",
            new("cnn", new(4), 2)
        );
        Says(
            "The model \"conv\" needs images, [channels, height, width]; the data has the shape [64]. The "
                + "model \"mlp\" takes any shape.",
            new("conv", new(64), 2)
        );
        Says(
            "The model \"lstm\" needs sequences, [time, features]; the data has the shape [1, 8, 8]. The "
                + "model \"mlp\" takes any shape.",
            new("lstm", new(1, 8, 8), 2)
        );
        Says(
            "The vocabulary of the model \"text\" has 0 words; it must have 1 to 16777216, up to which a "
                + "float holds every index.",
            new("text", new(8), 2)
        );
        Says(
            "The model \"text\" needs bags of words, [places]; the data has the shape [8, 8].",
            new("text", new(8, 8), 2) { Vocabulary = 5 }
        );
        Says("The model \"lstm\" needs at least one hidden width.", new("lstm", new(8, 8), 2) { Hidden = [] });
        Says("The width of a hidden layer is 0; it must be at least 1.", new("mlp", new(4), 2) { Hidden = [8, 0] });
        Says("The dropout is 1; it must lie in [0, 1).", new("mlp", new(4), 2) { Dropout = 1 });
        Says("A model needs at least one output; 0 were asked for.", new("mlp", new(4), 0));
        foreach (string member in (string[])["kind", "input", "outputs", "hidden", "dropout"])
        {
            System.Text.Json.Nodes.JsonObject json = new ModelDescription("mlp", new(4), 3).ToJson();
            Assert.True(json.Remove(member));
            Assert.Contains(
                $"\"{member}\" is missing",
                Assert.Throws<FormatException>(() => ModelDescription.FromJson(json)).Message
            );
        }

        static void Says(string message, ModelDescription model) =>
            Assert.Equal(message, Assert.Throws<ArgumentException>(() => Network<float>.Build(model, 1)).Message);
    }

    [Theory]
    [MemberData(nameof(ModelCase.Numbers), MemberType = typeof(ModelCase))]
    public void Its_description_survives_json(int number)
    {
        var model = ModelCase.All[number];
        var read = ModelDescription.FromJson(System.Text.Json.Nodes.JsonNode.Parse(model.ToJson().ToJsonString())!);
        Assert.Equal(
            (model.Kind, model.Input, model.Outputs, model.Dropout, model.Vocabulary),
            (read.Kind, read.Input, read.Outputs, read.Dropout, read.Vocabulary)
        );
        Assert.Equal(model.Hidden, read.Hidden);
    }
}
