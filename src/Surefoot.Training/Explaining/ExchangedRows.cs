using System.Buffers;
using Surefoot.Training.Data;
using Surefoot.Training.Tensors;

namespace Surefoot.Training.Explaining;

/// <summary>Rows of which each has one column from another row.</summary>
/// <param name="whole">The rows.</param>
/// <param name="column">The column.</param>
/// <param name="donors">From which row each has it.</param>
sealed class ExchangedRows(IDataset whole, InputColumn column, int[] donors) : IDataset
{
    public int Count => whole.Count;

    public Shape InputShape => whole.InputShape;

    public bool HasTargets => whole.HasTargets;

    public bool IsSlow => whole.IsSlow;

    public void Read(ReadOnlySpan<int> rows, Span<float> inputs, Span<float> targets)
    {
        whole.Read(rows, inputs, targets);
        int width = InputShape.Length;
        int[] others = ArrayPool<int>.Shared.Rent(rows.Length);
        float[] theirs = ArrayPool<float>.Shared.Rent(rows.Length * width);
        for (int i = 0; i < rows.Length; i++)
            others[i] = donors[rows[i]];
        whole.Read(others.AsSpan(0, rows.Length), theirs.AsSpan(0, rows.Length * width), []);
        for (int i = 0; i < rows.Length; i++)
            column.Of(theirs.AsSpan(i * width, width)).CopyTo(column.Of(inputs.Slice(i * width, width)));
        ArrayPool<int>.Shared.Return(others);
        ArrayPool<float>.Shared.Return(theirs);
    }
}
