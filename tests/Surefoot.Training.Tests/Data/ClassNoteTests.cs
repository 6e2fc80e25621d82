using Surefoot.Training.Autodiff;
using Surefoot.Training.Data;
using Surefoot.Training.Losses;
using Surefoot.Training.Runs;
using Surefoot.Training.Runs.Watching;

namespace Surefoot.Training.Tests.Data;

/// <summary>What is said of classes with few rows, and what weights make them count.</summary>
public sealed class ClassNoteTests : IDisposable
{
    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    TrainingData Load(int rows, Func<int, string> kind, bool stream = false) =>
        DataLoader.Load(
            folder.Write(
                "t.csv",
                "x,kind\n" + string.Concat(Enumerable.Range(0, rows).Select(i => $"{i * i % 97}.5,{kind(i)}\n"))
            ),
            new() { Stream = stream }
        );

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_rare_class_and_one_of_a_single_row_are_said(bool stream)
    {
        var data = Load(
            400,
            i =>
                i % 20 == 0 ? "fraud"
                : i == 3 ? "lone"
                : "fine",
            stream
        );
        Assert.Equal(data.TrainingClasses!.Sum(), data.Training.Count);
        Assert.Equal(1, data.TrainingClasses![2]);
        Assert.Contains(
            "lone has one training row: what is learned from a single row holds for others by chance. Add rows, or "
                + "leave the class out.",
            data.Notes
        );
        Assert.Contains(
            data.Notes,
            note =>
                note.EndsWith(
                    "of the class lone: a high accuracy says little of it, its recall does.",
                    StringComparison.Ordinal
                )
        );

        data = Load(400, i => i % 20 == 0 ? "fraud" : "fine", stream);
        Assert.Contains(
            $"Of the {data.Training.Count} training rows only {data.TrainingClasses![1]} (5 %) are of the class fraud: "
                + "a high accuracy says little of it, its recall does.",
            data.Notes
        );
    }

    [Fact]
    public void Even_classes_are_not_imbalanced_however_many_there_are()
    {
        Assert.False(ClassNotes.IsImbalanced([96, 104]));
        Assert.False(ClassNotes.IsImbalanced([89, 11]));
        Assert.True(ClassNotes.IsImbalanced([91, 9]));
        Assert.False(ClassNotes.IsImbalanced([.. Enumerable.Repeat(7L, 30)]));
        Assert.True(ClassNotes.IsImbalanced([.. Enumerable.Repeat(7L, 29), 3]));
        Assert.False(ClassNotes.IsImbalanced([100, 0]));
        Assert.DoesNotContain(Load(400, i => i % 2 == 0 ? "a" : "b").Notes, note => note.Contains("accuracy"));
        Assert.DoesNotContain(
            DataLoader.Load(null, new()).Notes,
            note => note.Contains("accuracy", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Balanced_weights_make_each_class_count_the_same()
    {
        double[] weights = ClassWeights.Balanced([90, 10, 0]);
        Assert.Equal([100 / 270.0, 100 / 30.0, 1], weights);
        Assert.Equal(90 * weights[0], 10 * weights[1], 1e-12);
    }

    // As one batch of all rows has it.
    [Fact]
    public void The_loss_of_an_evaluation_weights_classes_as_that_of_training_does()
    {
        var data = Load(120, i => i % 6 == 0 ? "rare" : "usual");
        var loss = new SoftmaxCrossEntropy<float>(weights: ClassWeights.Balanced(data.TrainingClasses!));
        var network = Surefoot.Training.Models.Network<float>.Build(new("mlp", data.Training.InputShape, 2), 1);
        Evaluation weighted = new SavedModel(network, data.Preprocessing, loss).Evaluate(data.Validation),
            plain = new SavedModel(network, data.Preprocessing).Evaluate(data.Validation);
        int rows = data.Validation.Count;
        var inputs = new float[rows * data.Validation.InputShape.Length];
        var targets = new float[rows];
        data.Validation.Read([.. Enumerable.Range(0, rows)], inputs, targets);
        using var pool = new Surefoot.Threading.WorkerPool(1);
        using var tape = new Tape<float>(pool);
        Tensor<float> batch = tape.Input(new(rows, data.Validation.InputShape.Length));
        inputs.CopyTo(batch.Value);
        Assert.Equal(loss.Apply(tape, network.Forward(tape, batch), targets).Value[0], weighted.Loss, 1e-6);
        Assert.NotEqual(plain.Loss, weighted.Loss, 1e-3);
        Assert.Equal(plain.Figure("logLoss"), weighted.Figure("logLoss"));
        // A loss around it that hands its rows on has the same figures, and not those of another loss.
        var around = new Around(loss);
        Evaluation wrapped = new SavedModel(network, data.Preprocessing, around).Evaluate(data.Validation);
        Assert.Equal(weighted.Loss, wrapped.Loss);
        Assert.Equal(ChanceLoss.Of(loss, weighted), ChanceLoss.Of(around, wrapped));
        Assert.NotEqual(ChanceLoss.Of(new SoftmaxCrossEntropy<float>(), plain), ChanceLoss.Of(around, wrapped), 1e-3);
    }

    sealed class Around(Loss<float> inner) : Loss<float>
    {
        public override string Kind => inner.Kind;

        public override IReadOnlyList<double>? ClassWeights => inner.ClassWeights;

        public override Tensor<float> Apply(Tape<float> tape, Tensor<float> output, ReadOnlySpan<float> targets) =>
            inner.Apply(tape, output, targets);
    }

    // 9 rows of one class and 1 of another: saying the same for each costs ln 2 where both count alike.
    [Fact]
    public void What_chance_costs_knows_the_weights()
    {
        var evaluation = new Evaluation
        {
            Rows = 10,
            Loss = 1,
            Accuracy = 0.9,
            Confusion = new[,]
            {
                { 9, 0 },
                { 1, 0 },
            },
        };
        var loss = new SoftmaxCrossEntropy<float>(weights: ClassWeights.Balanced([9, 1]));
        Assert.Equal(Math.Log(2), ChanceLoss.Of(loss, evaluation), 1e-12);
        Assert.Equal(0.3251, ChanceLoss.Of(new SoftmaxCrossEntropy<float>(), evaluation), 1e-4);
    }
}
