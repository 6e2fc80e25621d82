using System.Numerics;
using System.Runtime.InteropServices;
using Surefoot.Training.Autodiff;
using Surefoot.Training.Data;
using Surefoot.Training.Data.Transforms;

namespace Surefoot.Training.Runs;

/// <summary>Puts rows of a data set onto the tape. Allocates nothing once it is made.</summary>
/// <typeparam name="T">float or double.</typeparam>
/// <param name="data">The rows.</param>
/// <param name="most">The most rows that a batch may have.</param>
sealed class BatchReader<T>(IDataset data, int most)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    readonly float[] targets = new float[data.HasTargets ? most : 0];
    readonly float[] inputs = new float[typeof(T) == typeof(float) ? 0 : most * data.InputShape.Length];
    int count;

    /// <summary>The epoch that the rows are read for, counted from 1.</summary>
    public int Epoch { get; set; } = 1;

    /// <summary>The targets of the last batch; none where the data have none.</summary>
    public ReadOnlySpan<float> Targets => targets.AsSpan(0, data.HasTargets ? count : 0);

    /// <summary>Reads a batch.</summary>
    /// <param name="tape">The tape that will hold the inputs.</param>
    /// <param name="rows">Which rows, at least one.</param>
    /// <returns>The inputs, [rows, …].</returns>
    public Tensor<T> Load(Tape<T> tape, ReadOnlySpan<int> rows)
    {
        count = rows.Length;
        Tensor<T> input = tape.Input(data.InputShape.Batch(count));
        Span<float> wanted = targets.AsSpan(0, data.HasTargets ? count : 0);
        if (typeof(T) == typeof(float))
        {
            Read(rows, MemoryMarshal.Cast<T, float>(input.Value), wanted);
            return input;
        }
        Span<float> read = inputs.AsSpan(0, input.Shape.Length);
        Span<T> value = input.Value;
        Read(rows, read, wanted);
        for (int i = 0; i < read.Length; i++) value[i] = T.CreateTruncating(read[i]);
        return input;
    }

    void Read(ReadOnlySpan<int> rows, Span<float> into, Span<float> wanted)
    {
        if (data is TransformedDataset transformed) transformed.Read(rows, Epoch, into, wanted);
        else data.Read(rows, into, wanted);
    }
}
