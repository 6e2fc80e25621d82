using Surefoot.Optimizers;
using Surefoot.Rules;
using Surefoot.Training.Data;
using Surefoot.Training.Formats;
using Surefoot.Training.Losses;
using Surefoot.Training.Metrics;
using Surefoot.Training.Models;
using Surefoot.Training.Predicting;
using Surefoot.Training.Runs;
using Surefoot.Training.Tests.Formats;

namespace Surefoot.Training.Tests.Runs;

/// <summary>A threshold on its way: chosen at the end of a run, kept in the model, and gone by wherever it
/// predicts.</summary>
public sealed class ThresholdRunTests : IDisposable
{
    readonly ScratchFolder scratch = new();

    public void Dispose() => scratch.Dispose();

    static TrainingData Rare()
    {
        var random = new Surefoot.Randomness.RandomStream(6, 2);
        float[] inputs = [.. Enumerable.Range(0, 1200).Select(i => (float)random.Normal((ulong)i))];
        int[] classes =
        [
            .. Enumerable
                .Range(0, 600)
                .Select(i => inputs[2 * i] + (0.7 * random.Normal(5000 + (ulong)i)) > 1.7 ? 0 : 1),
        ];
        return ArrayData.Classification(new(2), inputs, classes, ["ill", "well"]);
    }

    static (RunResult Result, SavedModel Model) Train(TrainingData data, ThresholdOptions? threshold)
    {
        var network = Network<float>.Build(
            new("mlp", data.Training.InputShape, data.Preprocessing.Outputs) { Hidden = [8] },
            1
        );
        RunResult result = new Trainer<float>(
            network,
            TaskLoss.For<float>(data.Preprocessing.Task),
            new Optimizer<float>(new RmsPropOptions { LearningRate = 0.003 }),
            new TrainerOptions
            {
                Epochs = 20,
                Threads = 1,
                Threshold = threshold,
            }
        ).Train(data, []);
        return (result, new(network, data.Preprocessing) { Threshold = result.Threshold });
    }

    [Fact]
    public void It_is_of_the_rarer_class_and_every_prediction_goes_by_it()
    {
        TrainingData data = Rare();
        (RunResult plain, _) = Train(data, null);
        (RunResult result, SavedModel model) = Train(data, new() { Measure = ThresholdMeasure.BalancedAccuracy });
        Assert.Null(plain.Threshold);
        Assert.Equal(0, result.Threshold!.ClassIndex);
        Assert.InRange(result.Threshold.Probability, 0.001, 0.4);
        Assert.Equal(plain.Validation!.Loss, result.Validation!.Loss);
        Assert.True(Recall(result.Validation) > Recall(plain.Validation));

        model.Save(scratch["model"]);
        using var file = SafetensorsReader.Open(scratch["model"]);
        Assert.Equal("3", file.Metadata["surefoot.format"]);
        SavedModel loaded = SavedModel.Load(scratch["model"]);
        Assert.Equal(result.Threshold, loaded.Threshold);
        Assert.Equal(result.Validation.Confusion, loaded.Evaluate(data.Validation).Confusion);
        Predictions many = loaded.Predict(data.Validation);
        using var predictor = new Predictor(loaded);
        var row = new float[2];
        int below = 0;
        for (int i = 0; i < many.Count; i++)
        {
            bool ill = many.Probability(i, 0) >= result.Threshold.Probability;
            Assert.Equal(ill ? 0 : 1, many.ClassIndex(i));
            below += ill && many.Probability(i, 0) < 0.5 ? 1 : 0;
            Assert.Equal(many.ClassName(i), predictor.PredictRows(new RowSubset(data.Validation, [i])).ClassName(0));
        }
        Assert.True(below > 0);
        // Single rows in their own units, across the threshold: there it turns, and not at a half.
        var probabilities = new double[2];
        int turned = 0;
        for (row[0] = 0; row[0] < 3; row[0] += 0.01f)
        {
            Prediction one = predictor.Predict(row, probabilities);
            Assert.Equal(probabilities[0] >= result.Threshold.Probability ? 0 : 1, one.ClassIndex);
            turned += one.ClassIndex == 0 && one.Probability < 0.5 ? 1 : 0;
        }
        Assert.True(turned > 5);
    }

    static double Recall(Evaluation evaluation) => evaluation.Figures.First(figure => figure.Class == "ill").Value;

    [Fact]
    public void A_value_is_taken_as_it_is_and_without_one_the_file_is_of_the_old_version()
    {
        TrainingData data = Rare();
        (RunResult result, SavedModel model) = Train(data, new() { Value = 0.2 });
        Assert.Equal(new(0, 0.2), result.Threshold);
        new SavedModel(model.Network, data.Preprocessing).Save(scratch["plain"]);
        using var file = SafetensorsReader.Open(scratch["plain"]);
        Assert.Equal("2", file.Metadata["surefoot.format"]);
        Assert.Null(SavedModel.Load(scratch["plain"]).Threshold);
    }

    [Fact]
    public void Validation_rows_of_one_class_tell_of_none_and_that_is_said()
    {
        TrainingData data = Rare();
        int[] well = [.. Enumerable.Range(0, data.Validation.Count).Where(i => Target(data.Validation, i) == 1)];
        var oneSided = new TrainingData
        {
            Training = data.Training,
            Validation = new RowSubset(data.Validation, well),
            Preprocessing = data.Preprocessing,
            Source = data.Source,
            Fingerprint = data.Fingerprint,
        };
        (RunResult result, _) = Train(oneSided, new());
        Assert.Null(result.Threshold);
        Assert.Contains("No threshold could be chosen", Assert.Single(result.Warnings));
    }

    static float Target(IDataset rows, int row)
    {
        float[] input = new float[rows.InputShape.Length],
            target = new float[1];
        rows.Read([row], input, target);
        return target[0];
    }

    [Fact]
    public void Where_there_are_not_two_classes_it_is_refused()
    {
        TrainingData data = Samples.Table(scratch, TaskKind.Regression);
        Assert.Contains(
            "Threshold is for two classes; target has numbers.",
            Assert.Throws<ArgumentException>(() => Train(data, new())).Message
        );
    }
}
