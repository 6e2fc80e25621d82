using System.Globalization;
using Surefoot.Randomness;
using Surefoot.Training.Data;
using Surefoot.Training.Predicting;
using Surefoot.Training.Runs;
using Surefoot.Training.Tensors;
using Surefoot.Training.Tests.Data;
using Surefoot.Training.Tests.Runs;

namespace Surefoot.Training.Tests.Predicting;

/// <summary>Rows that are spans of numbers, in their own units.</summary>
public sealed class PredictorNumberTests : IDisposable
{
    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    static Predictor Of(TrainingData data) => new(new SavedModel(Samples.Mlp(data), data.Preprocessing));

    static TrainingData Arrays(int rows = 60)
    {
        var noise = new RandomStream(5, 1);
        float[] inputs = [.. Enumerable.Range(0, rows * 7).Select(i => (float)noise.Normal((ulong)i))];
        return ArrayData.Classification(
            new Shape(7),
            inputs,
            [.. Enumerable.Range(0, rows).Select(i => i % 3)],
            ["one", "two", "three"],
            standardize: false
        );
    }

    static void AssertSame(Predictions expected, Predictor predictor, Func<int, float[]> row)
    {
        var probabilities = new double[predictor.Model.Preprocessing.Outputs];
        var outputs = new float[probabilities.Length];
        for (int i = 0; i < expected.Count; i++)
        {
            predictor.Compute(row(i), outputs);
            Assert.Equal(expected.Outputs(i).ToArray(), outputs);
            Prediction one = predictor.Predict(row(i), probabilities);
            Assert.Equal(Enumerable.Range(0, outputs.Length).Select(k => expected.Probability(i, k)), probabilities);
            Assert.Equal(
                (expected.ClassIndex(i), expected.ClassName(i), probabilities[one.ClassIndex]),
                (one.ClassIndex, one.ClassName, one.Probability)
            );
            Assert.Equal(
                (one.ClassIndex, one.Probability),
                (predictor.Predict(row(i)).ClassIndex, predictor.Predict(row(i).AsSpan()).Probability)
            );
        }
        Predictions many = predictor.PredictRows([.. Enumerable.Range(0, expected.Count).SelectMany(row)]);
        for (int i = 0; i < expected.Count; i++)
            Assert.Equal(expected.Outputs(i).ToArray(), many.Outputs(i).ToArray());
    }

    [Fact]
    public void Pixels_are_bytes_as_in_files()
    {
        TrainingData data = Samples.Images();
        using var predictor = Of(data);
        AssertSame(
            predictor.PredictRows(data.Validation),
            predictor,
            row => [.. data.Validation.Inputs(row).Select(x => MathF.Round(x * 255))]
        );
    }

    [Fact]
    public void Numbers_of_a_table_stand_for_its_fields_and_one_that_is_not_a_number_is_missing()
    {
        string[] rows =
        [
            .. Enumerable
                .Range(0, 80)
                .Select(i =>
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{i * 0.1f},{(i % 9 == 4 ? "" : FormattableString.Invariant($"{i * i * 0.3f}"))},"
                            + $"{(i % 7 == 2 ? "" : "5")},{i % 2}"
                    )
                ),
        ];
        string path = folder.Write("numbers.csv", "a,b,c,y\n" + string.Join('\n', rows) + "\n");
        using var predictor = Of(DataLoader.Load(path, new()));
        Assert.Equal(["a", "b", "c"], predictor.Fields);
        Assert.Equal(3, predictor.RowLength);
        AssertSame(
            predictor.PredictFile(path),
            predictor,
            i => [i * 0.1f, i % 9 == 4 ? float.NaN : i * i * 0.3f, i % 7 == 2 ? float.NaN : 5]
        );
    }

    [Fact]
    public void A_window_is_its_rows_one_after_another()
    {
        float[][] rows = [.. Enumerable.Range(0, 60).Select(i => new[] { i * 0.7f % 3, i * i % 11 })];
        string path = folder.Write(
            "series.csv",
            "a,b,y\n"
                + string.Concat(
                    rows.Select(
                        (row, i) => FormattableString.Invariant($"{row[0]},{row[1]},{(i % 7 < 3 ? "x" : "z")}\n")
                    )
                )
        );
        using var predictor = Of(DataLoader.Load(path, new() { Window = 5 }));
        Assert.Equal(10, predictor.RowLength);
        AssertSame(predictor.PredictFile(path), predictor, i => [.. rows[i..(i + 5)].SelectMany(row => row)]);
    }

    [Fact]
    public void Sparse_rows_are_given_with_their_zeros()
    {
        string[] lines =
        [
            .. Enumerable
                .Range(0, 40)
                .Select(i =>
                    FormattableString.Invariant($"{i % 2} {1 + (i % 3)}:{i * 0.5f + 1} {5 + (i % 2)}:{(i % 7) - 3}")
                ),
        ];
        string path = folder.Write("rows.svm", string.Join('\n', lines) + "\n");
        using var predictor = Of(DataLoader.Load(path, new()));
        AssertSame(
            predictor.PredictFile(path),
            predictor,
            i =>
            {
                var row = new float[predictor.RowLength];
                (row[i % 3], row[4 + (i % 2)]) = ((i * 0.5f) + 1, (i % 7) - 3);
                return row;
            }
        );
    }

    [Fact]
    public void A_regression_answers_in_its_own_units()
    {
        float[] inputs = [.. Enumerable.Range(0, 50).Select(i => i * 0.1f)];
        TrainingData data = ArrayData.Regression(
            new Shape(1),
            inputs,
            [.. inputs.Select(x => 100 + (20 * x))],
            standardize: false
        );
        using var predictor = Of(data);
        Predictions expected = predictor.PredictRows(new MatrixDataset(new Shape(1), inputs, null));
        var value = new float[1];
        predictor.Compute(inputs.AsSpan(3, 1), value);
        Assert.Equal(
            data.Preprocessing.TargetMean + (data.Preprocessing.TargetScale * value[0]),
            predictor.Predict(inputs.AsSpan(3, 1)).Value
        );
        Assert.Equal(50, expected.Count);
        Assert.Throws<InvalidOperationException>(() => predictor.Predict([0.5f]).ClassName);
        Assert.Throws<ArgumentException>(() => predictor.Predict([0.5f], new double[1]));
        Assert.Throws<InvalidOperationException>(() => default(Prediction).Value);
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        using var predictor = Of(Arrays());
        Assert.Contains(
            "A row has 7 numbers, not 6.",
            Assert.Throws<ArgumentException>(() => predictor.Predict(new float[6])).Message,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "Number 2 of the row is NaN",
            Assert.Throws<ArgumentException>(() => predictor.Predict([0, 0, float.NaN, 0, 0, 0, 0])).Message,
            StringComparison.Ordinal
        );
        predictor.Predict([float.MaxValue, float.MaxValue, 0, 0, 0, 0, 0]);
        Assert.Contains(
            "The model has 3 classes; the span holds 2.",
            Assert.Throws<ArgumentException>(() => predictor.Predict(new float[7], new double[2])).Message,
            StringComparison.Ordinal
        );
        Assert.Throws<ArgumentException>(() => predictor.Compute(new float[7], new float[4]));
        Assert.Throws<ArgumentException>(() => predictor.PredictRows(new float[13].AsSpan()));
        Assert.Equal(
            "The model does not read a row of named fields. Give it 7 numbers.",
            Assert.Throws<DataException>(() => predictor.Predict(new { A = 1 })).Message
        );
    }

    /// <summary>
    /// Every thread predicts all rows in an order of its own; what comes out has the bits of the row alone.
    /// </summary>
    [Fact]
    public void Sixty_four_threads_predict_a_hundred_thousand_rows_as_each_alone()
    {
        const int Threads = 64,
            Each = 1600;
        TrainingData data = Arrays(200);
        using var predictor = Of(data);
        float[][] rows = [.. Enumerable.Range(0, data.Training.Count).Select(row => data.Training.Inputs(row))];
        double[][] alone = Array.ConvertAll(
            rows,
            row =>
            {
                // A predictor of its own for every row, so that nothing was predicted before it.
                using var fresh = new Predictor(predictor.Model);
                var probabilities = new double[3];
                fresh.Predict(row, probabilities);
                return probabilities;
            }
        );
        using var start = new Barrier(Threads);
        int wrong = 0,
            done = 0;
        var threads = Enumerable
            .Range(0, Threads)
            .Select(number => new Thread(() =>
            {
                var probabilities = new double[3];
                start.SignalAndWait();
                for (int i = 0; i < Each; i++)
                {
                    int row = ((i * 31) + (number * 17)) % rows.Length;
                    predictor.Predict(rows[row], probabilities);
                    if (!probabilities.AsSpan().SequenceEqual(alone[row]))
                        Interlocked.Increment(ref wrong);
                    if (i % 100 == number % 100)
                        Thread.Yield();
                }
                Interlocked.Add(ref done, Each);
            }))
            .ToArray();
        foreach (var thread in threads)
            thread.Start();
        foreach (var thread in threads)
            thread.Join();
        Assert.Equal((0, Threads * Each), (wrong, done));
        Assert.InRange(predictor.Workspaces, 1, Threads);
    }
}
