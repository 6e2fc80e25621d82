using Surefoot.Training.Data.Streaming;
using Surefoot.Training.Tensors;

namespace Surefoot.Training.Data.Numpy;

/// <summary>
/// The rows of an array in C order, each read from its file and turned into numbers when it is needed.
/// </summary>
sealed class StreamedArray : IDataset, IKnownTargets
{
    readonly NpyArray array;
    readonly NumpyPreprocessing preprocessing;
    readonly float[]? targets;
    readonly StreamedFile file;
    readonly long start;
    readonly int[] places;
    readonly Spare<Scratch> spare;

    /// <summary>Rows as a preprocessing reads them.</summary>
    /// <param name="array">The rows.</param>
    /// <param name="preprocessing">What turns them into numbers.</param>
    /// <param name="targets">One target a row; null where there are none.</param>
    /// <exception cref="DataException">A row cannot be read by itself, or the file cannot be opened.</exception>
    internal StreamedArray(NpyArray array, NumpyPreprocessing preprocessing, float[]? targets)
    {
        (this.array, this.preprocessing, this.targets) = (array, preprocessing, targets);
        (string path, start) = array.Rowwise;
        file = new(path);
        places = preprocessing.Layout.Places(array.Header);
        spare = new(() => new(places.Length, array.Header.Type.Size));
    }

    /// <inheritdoc/>
    public int Count => array.Rows;

    /// <inheritdoc/>
    public Shape InputShape => preprocessing.InputShape;

    /// <inheritdoc/>
    public bool HasTargets => targets is not null;

    float? IKnownTargets.TargetOf(int row) => targets?[row];

    /// <inheritdoc/>
    public bool IsSlow => true;

    /// <summary>Refuses to go on with a file that was written to.</summary>
    internal void RefuseChanged() => file.RefuseChanged();

    /// <summary>Reads some rows.</summary>
    /// <inheritdoc/>
    /// <exception cref="DataException">The file was changed, or cannot be read any more.</exception>
    public void Read(ReadOnlySpan<int> rows, Span<float> inputs, Span<float> targets)
    {
        DatasetArguments.Check(this, rows, inputs, targets);
        file.RefuseChanged();
        var scratch = spare.Take();
        for (int i = 0; i < rows.Length; i++)
        {
            file.Read(scratch.Stored, start + ((long)rows[i] * scratch.Stored.Length));
            array.Header.Type.Decode(scratch.Stored, scratch.Numbers);
            var input = inputs.Slice(i * places.Length, places.Length);
            for (int j = 0; j < places.Length; j++)
                input[places[j]] = preprocessing.Number(array, scratch.Numbers[j], rows[i], places[j]);
        }
        spare.Return(scratch);
        for (int i = 0; i < targets.Length; i++)
            targets[i] = this.targets![rows[i]];
    }

    sealed class Scratch(int width, int size)
    {
        internal readonly byte[] Stored = new byte[width * size];
        internal readonly double[] Numbers = new double[width];
    }
}
