using System.Globalization;
using Surefoot.Training.Data;
using Surefoot.Training.Data.Images;
using Surefoot.Training.Data.Numpy;
using Surefoot.Training.Data.Sparse;
using Surefoot.Training.Data.Tables;
using Surefoot.Training.Data.Text;

namespace Surefoot.Training.Explaining;

/// <summary>The columns that a model reads, one by one.</summary>
static class InputColumns
{
    /// <summary>
    /// More are no table that a person reads, and every one of them takes passes over all rows.
    /// </summary>
    internal const int Most = 1000;

    /// <summary>The columns in the order of the network's inputs.</summary>
    /// <exception cref="NotSupportedException">
    /// The model reads no columns; the message says what it reads, and why that cannot be explained by columns.
    /// </exception>
    internal static IReadOnlyList<InputColumn> Of(Preprocessing preprocessing)
    {
        if (Refusal(preprocessing) is { } reason)
            throw new NotSupportedException(reason);
        List<InputColumn> columns = [];
        int offset = 0;
        foreach ((string name, var values) in Named(preprocessing))
        {
            columns.Add(new(name, offset, values));
            offset += values.Width;
        }
        return columns;
    }

    /// <summary>Why a model cannot be explained by columns, as a sentence; null where it can.</summary>
    internal static string? Refusal(Preprocessing preprocessing)
    {
        string? reads = preprocessing switch
        {
            WindowPreprocessing => "windows of rows: a column of one window goes on in the next, and exchanged between "
                + "them it becomes a series that never was",
            TextPreprocessing => "lines of text, which have words and no columns",
            ImagePreprocessing => "images: a pixel means something beside its neighbors only, and not as a column",
            SvmIndexPreprocessing => "the indices of sparse rows as words, which are no columns. Train another "
                + "model on them, such as mlp, which reads each feature as a column",
            _ when preprocessing.InputShape.Rank > 1 =>
                $"inputs of shape {preprocessing.InputShape}: one of their numbers means something beside its "
                    + "neighbors only, and not as a column",
            _ => null,
        };
        if (reads is not null)
            return $"A model is explained by columns, and this one reads {reads}.";
        return preprocessing is not TablePreprocessing && preprocessing.InputShape.Length > Most
            ? "A model is explained by columns, and this one reads "
                + $"{NoteText.Count(preprocessing.InputShape.Length)} of them; at most "
                + $"{NoteText.Count(Most)} are looked at."
            : null;
    }

    static IEnumerable<(string Name, ColumnValues Values)> Named(Preprocessing preprocessing)
    {
        if (preprocessing is TablePreprocessing table)
            return table.Columns.Select(column => (column.Name, ColumnValues.Of(column)));
        return Enumerable
            .Range(0, preprocessing.InputShape.Length)
            .Select(i =>
                preprocessing switch
                {
                    SvmPreprocessing sparse => (Numbered(sparse.First + i), new ScaledValues(0, sparse.Largest[i])),
                    NumpyPreprocessing arrays => (Numbered(i), Scaled(arrays.Means, arrays.Scales, i)),
                    ArrayPreprocessing { Inputs: { } inputs } => (Numbered(i), Scaled(inputs.Means, inputs.Scales, i)),
                    _ => (Numbered(i), (ColumnValues)new ScaledValues(0, 1)),
                }
            );
    }

    // What is constant in training is read as 0, whatever it is.
    static ScaledValues Scaled(ReadOnlySpan<double> means, ReadOnlySpan<double> scales, int i) =>
        new(means[i], double.IsFinite(scales[i]) ? scales[i] : 0);

    static string Numbered(int i) => "feature " + i.ToString(CultureInfo.InvariantCulture);
}
