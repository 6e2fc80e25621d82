using Surefoot.Training.Data;
using Surefoot.Training.Tensors;

namespace Surefoot.Training.Tests.Runs;

/// <summary>A data set that lets a test look on, and interfere, as each batch is read.</summary>
sealed class WatchedDataset(IDataset inner, WatchedDataset.Look before) : IDataset
{
    public delegate void Look(int batch, ReadOnlySpan<int> rows);

    int batches;

    public float? Poison { get; init; }

    /// <summary>How many batches come before the first with the poison.</summary>
    public int PoisonAfter { get; init; }

    public int Count => inner.Count;

    public Shape InputShape => inner.InputShape;

    public bool HasTargets => inner.HasTargets;

    public bool IsSlow { get; init; }

    public void Read(ReadOnlySpan<int> rows, Span<float> inputs, Span<float> targets)
    {
        before(batches++, rows);
        inner.Read(rows, inputs, targets);
        if (Poison is { } value && batches > PoisonAfter)
            inputs[^1] = value;
    }
}
