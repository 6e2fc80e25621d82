using FsCheck;
using FsCheck.Xunit;
using Surefoot.Training.Data;

namespace Surefoot.Training.Tests.Data;

public sealed class RowSplitTests
{
    [Property(MaxTest = 200)]
    public void Every_row_is_on_one_side_and_neither_side_is_empty(PositiveInt count, ulong seed, byte share, byte classes)
    {
        int rows = RowSplit.FewestRows + (count.Get % 300), kinds = 1 + (classes % 7);
        double part = (share + 0.5) / 256;
        int[] kind = classes % 2 == 0 ? [] : [.. Enumerable.Range(0, rows).Select(i => i * i % kinds)];
        var split = RowSplit.Shuffled<int>(rows, part, seed, kind);
        Assert.Equal(Enumerable.Range(0, rows), split.Training.Concat(split.Validation).Order());
        Assert.NotEmpty(split.Training);
        Assert.NotEmpty(split.Validation);
        Assert.Equal(split.Training.Order(), split.Training);
        foreach (int label in kind.Distinct()) Assert.Contains(split.Training, row => kind[row] == label);
    }

    [Property(MaxTest = 100)]
    public void Each_class_has_its_share_to_within_a_row(ulong seed)
    {
        int[] kind = [.. Enumerable.Range(0, 1000).Select(i => i % 10 == 0 ? 0 : i % 3 == 0 ? 1 : 2)];
        var split = RowSplit.Shuffled<int>(kind.Length, 0.15, seed, kind);
        foreach (var group in kind.Index().GroupBy(pair => pair.Item))
            Assert.Equal(0.15 * group.Count(), split.Validation.Count(row => kind[row] == group.Key), 1.0);
    }

    [Fact]
    public void In_order_the_last_rows_validate() =>
        Assert.Equal([8, 9], RowSplit.InOrder(10, 0.2).Validation);

    [Fact]
    public void A_class_of_one_row_stays_in_training()
    {
        for (ulong seed = 0; seed < 50; seed++)
            Assert.Contains(7, RowSplit.Shuffled<int>(20, 0.4, seed, [0, 1, 0, 1, 0, 1, 0, 2, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1]).Training);
    }
}
