using Surefoot.Training.Data;
using Surefoot.Training.Tensors;

namespace Surefoot.Training.Tests.Runs.Sharing;

/// <summary>Rows that tell how often they were read, before each reading.</summary>
sealed class WatchedRows(IDataset inner, Action<int> reads) : IDataset
{
    int count;

    public int Count => inner.Count;

    public Shape InputShape => inner.InputShape;

    public bool HasTargets => inner.HasTargets;

    public void Read(ReadOnlySpan<int> rows, Span<float> inputs, Span<float> targets)
    {
        reads(++count);
        inner.Read(rows, inputs, targets);
    }
}

/// <summary>Rows one of which is no number.</summary>
sealed class SpoiltRow(IDataset inner, int spoilt) : IDataset
{
    public int Count => inner.Count;

    public Shape InputShape => inner.InputShape;

    public bool HasTargets => inner.HasTargets;

    public void Read(ReadOnlySpan<int> rows, Span<float> inputs, Span<float> targets)
    {
        inner.Read(rows, inputs, targets);
        int width = inputs.Length / rows.Length;
        if (rows.IndexOf(spoilt) is >= 0 and var at)
            inputs.Slice(at * width, width).Fill(float.NaN);
    }
}
