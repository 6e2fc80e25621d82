using Surefoot.Training.Data;
using Surefoot.Training.Tensors;

namespace Surefoot.Training.Explaining;

/// <summary>Rows that all have the same in one place of their input; they have no targets.</summary>
/// <param name="whole">The rows.</param>
/// <param name="offset">Where the place begins.</param>
/// <param name="numbers">What stands there.</param>
sealed class SameValueRows(IDataset whole, int offset, float[] numbers) : IDataset
{
    public int Count => whole.Count;

    public Shape InputShape => whole.InputShape;

    public bool HasTargets => false;

    public bool IsSlow => whole.IsSlow;

    public void Read(ReadOnlySpan<int> rows, Span<float> inputs, Span<float> targets)
    {
        DatasetArguments.Check(this, rows, inputs, targets);
        whole.Read(rows, inputs, []);
        for (int i = 0; i < rows.Length; i++)
            numbers.CopyTo(inputs[((i * InputShape.Length) + offset)..]);
    }
}
