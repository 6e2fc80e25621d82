using Surefoot.Training.Data;
using Surefoot.Training.Layers;
using Surefoot.Training.Models;
using Surefoot.Training.Predicting;
using Surefoot.Training.Runs;
using Surefoot.Training.Tensors;
using Surefoot.Training.Tests.Formats;

namespace Surefoot.Training.Tests.Data;

/// <summary>Arrays of a program are standardized over the training rows, and the model remembers it.</summary>
public sealed class ArrayScalingTests : IDisposable
{
    const int Rows = 60;

    readonly ScratchFolder scratch = new();

    public void Dispose() => scratch.Dispose();

    // Features of very different sizes, the third constant.
    static float[] Inputs =>
        [.. Enumerable.Range(0, Rows).SelectMany(row => new[] { 1e6f + (row % 7 * 1e3f), row % 5 * 1e-4f, 3.5f })];

    static TrainingData Loaded(bool standardize = true) =>
        ArrayData.Classification(
            new Shape(3),
            Inputs,
            [.. Enumerable.Range(0, Rows).Select(row => row % 2)],
            ["even", "odd"],
            standardize: standardize
        );

    [Fact]
    public void Each_feature_has_mean_0_and_deviation_1_over_the_training_rows_and_a_constant_one_is_0()
    {
        TrainingData data = Loaded();
        float[] read = Read(data.Training);
        for (int feature = 0; feature < 2; feature++)
        {
            double[] values =
            [
                .. Enumerable.Range(0, data.Training.Count).Select(row => (double)read[(3 * row) + feature]),
            ];
            Assert.Equal(0, values.Average(), 1e-4);
            Assert.Equal(1, values.Average(value => value * value), 1e-4);
        }
        Assert.All(Enumerable.Range(0, data.Training.Count), row => Assert.Equal(0, read[(3 * row) + 2]));
        Assert.Contains(
            "Feature 2, counted from 0, is the same in every training row",
            Assert.Single(data.Notes),
            StringComparison.Ordinal
        );
        Assert.Contains(3.5f, Read(Loaded(standardize: false).Training));
    }

    [Fact]
    public void A_channel_of_images_is_one_group_and_so_is_a_feature_over_time()
    {
        float[] images = [.. Enumerable.Range(0, Rows * 8).Select(i => (i / 4 % 2 * 100f) + (i % 13))];
        float[] read = Read(ArrayData.Regression(new Shape(2, 2, 2), images, Values).Training);
        for (int channel = 0; channel < 2; channel++)
            Assert.Equal(0, read.Where((_, i) => i / 4 % 2 == channel).Average(value => (double)value), 1e-4);
        float[] sequences = [.. Enumerable.Range(0, Rows * 6).Select(i => (i % 2 * 100f) + (i % 13))];
        read = Read(ArrayData.Regression(new Shape(3, 2), sequences, Values).Training);
        for (int feature = 0; feature < 2; feature++)
            Assert.Equal(0, read.Where((_, i) => i % 2 == feature).Average(value => (double)value), 1e-4);
    }

    [Fact]
    public void A_saved_model_predicts_raw_rows_with_the_bits_of_its_training()
    {
        TrainingData data = Loaded();
        var network = new Network<float>(
            new Sequential<float>(new Dense<float>(3, 8, Activation.Tanh), new Dense<float>(8, 2)),
            new Shape(3),
            seed: 1
        );
        FitResult fit = network.Fit(data, epochs: 3, observers: []);
        fit.Model.Save(scratch["model"]);
        SavedModel loaded = SavedModel.Load(scratch["model"]);
        using Predictor predictor = new(loaded);
        var whole = new MatrixDataset(new Shape(3), Standardized(loaded.Preprocessing, Inputs), null);
        Predictions expected = fit.Model.Predict(whole);
        var outputs = new float[2];
        for (int row = 0; row < Rows; row++)
        {
            predictor.Compute(Inputs.AsSpan(3 * row, 3), outputs);
            Assert.Equal(expected.Outputs(row).ToArray(), outputs);
        }
        // What was constant in training counts for nothing later.
        predictor.Compute([1e6f, 0, 3.5f], outputs);
        float[] usual = [.. outputs];
        predictor.Compute([1e6f, 0, -900], outputs);
        Assert.Equal(usual, outputs);
    }

    [Fact]
    public void Indices_that_were_standardized_by_mistake_are_refused_and_not_taken_for_padding()
    {
        float[] words = [.. Enumerable.Range(0, Rows * 4).Select(i => (float)(i * 7 % 11))];
        TrainingData data = ArrayData.Classification(
            new Shape(4),
            words,
            [.. Enumerable.Range(0, Rows).Select(row => row % 2)],
            ["a", "b"]
        );
        var network = new Network<float>(
            new Sequential<float>(new EmbeddingBag<float>(11, 4), new Dense<float>(4, 2)),
            new Shape(4),
            seed: 1
        );
        string message = Assert.Throws<ArgumentException>(() => network.Fit(data, epochs: 1, observers: [])).Message;
        Assert.Contains("is no index of 0.table", message, StringComparison.Ordinal);
        Assert.Contains("standardize: false", message, StringComparison.Ordinal);
    }

    static float[] Values => [.. Enumerable.Range(0, Rows).Select(row => row % 3f)];

    static float[] Standardized(Preprocessing preprocessing, float[] rows)
    {
        var read = new float[rows.Length];
        for (int row = 0; row < Rows; row++)
            preprocessing.Encode(rows.AsSpan(3 * row, 3), read.AsSpan(3 * row, 3));
        return read;
    }

    static float[] Read(IDataset data)
    {
        var read = new float[data.Count * data.InputShape.Length];
        data.Read([.. Enumerable.Range(0, data.Count)], read, new float[data.Count]);
        return read;
    }
}
