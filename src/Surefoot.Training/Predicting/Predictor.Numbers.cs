using System.Numerics.Tensors;
using Surefoot.Training.Data;
using Surefoot.Training.Runs;

namespace Surefoot.Training.Predicting;

/// <content>Rows of plain numbers. A prediction allocates nothing once as many were made as ever run at once.</content>
public sealed partial class Predictor
{
    /// <summary>Predicts a row of numbers.</summary>
    /// <param name="row">
    /// <see cref="RowLength"/> numbers as they were before training, in their own units: the model standardises them if
    /// it did so to the training rows. Of a table NaN stands for a missing value; of images each is the byte of a
    /// pixel, from 0 to 255, in the order [channels, height, width].
    /// </param>
    /// <returns>The class with its probability, or the number in its own units.</returns>
    /// <exception cref="ArgumentException">
    /// There are more or fewer numbers than <see cref="RowLength"/>, or one is not finite.
    /// </exception>
    /// <exception cref="DataException">
    /// The model reads more than numbers, or a number is too far from those of the training rows.
    /// </exception>
    public Prediction Predict(ReadOnlySpan<float> row)
    {
        Check(row);
        var entry = free.Take();
        try
        {
            preprocessing.Encode(row, entry.Value.Begin());
            return new(preprocessing, entry.Value.Compute(), Model.Threshold);
        }
        finally
        {
            free.Return(entry);
        }
    }

    /// <inheritdoc cref="Predict(ReadOnlySpan{float})"/>
    public Prediction Predict(float[] row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return Predict(row.AsSpan());
    }

    /// <summary>The same, with the probability of every class.</summary>
    /// <param name="row">The row, as for <see cref="Predict(ReadOnlySpan{float})"/>.</param>
    /// <param name="probabilities">
    /// Receives the probability of each class, in the order of <see cref="Preprocessing.Classes"/>.
    /// </param>
    /// <returns>The predicted class with its probability.</returns>
    /// <exception cref="ArgumentException">
    /// A span's length does not fit, a number is not finite, or the model predicts a number.
    /// </exception>
    /// <exception cref="DataException">
    /// The model reads more than numbers, or a number is too far from those of the training rows.
    /// </exception>
    public Prediction Predict(ReadOnlySpan<float> row, Span<double> probabilities)
    {
        if (preprocessing.Task != TaskKind.Classification)
            throw new ArgumentException(
                "This model predicts a number, which has no probabilities.",
                nameof(probabilities)
            );
        RequireOutputs(probabilities.Length, "classes", nameof(probabilities));
        Check(row);
        var entry = free.Take();
        try
        {
            preprocessing.Encode(row, entry.Value.Begin());
            var outputs = entry.Value.Compute();
            var scores = new ClassScores(outputs);
            for (int i = 0; i < probabilities.Length; i++)
                probabilities[i] = scores[i];
            return new(preprocessing, outputs, Model.Threshold);
        }
        finally
        {
            free.Return(entry);
        }
    }

    /// <summary>
    /// What the network puts out for a row of numbers: a score for each class, the logarithm of its probability up to a
    /// constant, or the standardised number.
    /// </summary>
    /// <param name="row">The row, as for <see cref="Predict(ReadOnlySpan{float})"/>.</param>
    /// <param name="outputs">Receives <see cref="Preprocessing.Outputs"/> numbers.</param>
    /// <exception cref="ArgumentException">A span's length does not fit, or a number is not finite.</exception>
    /// <exception cref="DataException">
    /// The model reads more than numbers, or a number is too far from those of the training rows.
    /// </exception>
    public void Compute(ReadOnlySpan<float> row, Span<float> outputs)
    {
        RequireOutputs(outputs.Length, "outputs", nameof(outputs));
        Check(row);
        var entry = free.Take();
        try
        {
            preprocessing.Encode(row, entry.Value.Begin());
            entry.Value.Compute().CopyTo(outputs);
        }
        finally
        {
            free.Return(entry);
        }
    }

    /// <summary>Predicts rows of numbers, one after another.</summary>
    /// <param name="rows">
    /// A multiple of <see cref="RowLength"/> numbers, each row as for <see cref="Predict(ReadOnlySpan{float})"/>.
    /// </param>
    /// <exception cref="ArgumentException">The numbers are no whole rows, or one is not finite.</exception>
    /// <exception cref="DataException">
    /// The model reads more than numbers, or a number is too far from those of the training rows.
    /// </exception>
    public Predictions PredictRows(ReadOnlySpan<float> rows)
    {
        if (RowLength == 0)
            throw Misfit("a span of numbers");
        int length = RowLength,
            width = preprocessing.InputShape.Length,
            count = rows.Length / length;
        if (rows.Length % length != 0)
            throw new ArgumentException($"{rows.Length} numbers are no whole rows of {length}.", nameof(rows));
        var inputs = new float[checked(count * width)];
        for (int i = 0; i < count; i++)
        {
            var row = rows.Slice(i * length, length);
            Check(row);
            preprocessing.Encode(row, inputs.AsSpan(i * width, width));
        }
        return PredictRows(new MatrixDataset(preprocessing.InputShape, inputs, null));
    }

    void Check(ReadOnlySpan<float> row)
    {
        if (row.Length != RowLength)
            throw RowLength == 0
                ? Misfit("a span of numbers")
                : new ArgumentException($"A row has {RowLength} numbers, not {row.Length}.", nameof(row));
        // The sum tells at once that all are finite; of large ones it may overflow, and each is looked at.
        if (preprocessing.RowsMayMiss || float.IsFinite(TensorPrimitives.SumOfMagnitudes(row)))
            return;
        for (int i = 0; i < row.Length; i++)
            if (!float.IsFinite(row[i]))
                throw new ArgumentException(
                    $"Number {i} of the row is {NoteText.Number(row[i])}; the model reads finite numbers.",
                    nameof(row)
                );
    }

    void RequireOutputs(int length, string what, string name)
    {
        if (length != preprocessing.Outputs)
            throw new ArgumentException(
                $"The model has {preprocessing.Outputs} {what}; the span holds {length}.",
                name
            );
    }
}
