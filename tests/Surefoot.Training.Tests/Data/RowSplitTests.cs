using FsCheck;
using FsCheck.Xunit;
using Surefoot.Training.Data;

namespace Surefoot.Training.Tests.Data;

public sealed class RowSplitTests
{
    [Property(MaxTest = 200)]
    public void Every_row_is_on_one_side_and_neither_side_is_empty(
        PositiveInt count,
        ulong seed,
        byte share,
        byte classes
    )
    {
        int rows = RowSplit.FewestRows + (count.Get % 300),
            kinds = 1 + (classes % 7);
        double part = (share + 0.5) / 256;
        int[] kind = classes % 2 == 0 ? [] : [.. Enumerable.Range(0, rows).Select(i => i * i % kinds)];
        var split = RowSplit.Shuffled<int>(rows, Shares(part, seed), kind);
        Assert.Equal(Enumerable.Range(0, rows), split.Training.Concat(split.Validation).Order());
        Assert.NotEmpty(split.Training);
        Assert.NotEmpty(split.Validation);
        Assert.Equal(split.Training.Order(), split.Training);
        foreach (int label in kind.Distinct())
            Assert.Contains(split.Training, row => kind[row] == label);

        // With a test, whose rows the share for validation does not change.
        var three = RowSplit.Shuffled<int>(rows, Shares(part, seed) with { TestShare = part }, kind);
        Assert.Equal(Enumerable.Range(0, rows), three.Training.Concat(three.Validation).Concat(three.Test).Order());
        Assert.All([three.Training, three.Validation, three.Test], Assert.NotEmpty);
        Assert.Equal(three.Test, RowSplit.Shuffled<int>(rows, Shares(0.5, seed) with { TestShare = part }, kind).Test);
        var inOrder = RowSplit.InOrder(rows, Shares(part, seed) with { TestShare = part });
        Assert.Equal(Enumerable.Range(0, rows), [.. inOrder.Training, .. inOrder.Validation, .. inOrder.Test]);
        Assert.All([inOrder.Training, inOrder.Validation, inOrder.Test], Assert.NotEmpty);
    }

    static DataOptions Shares(double validation, ulong seed) => new() { ValidationShare = validation, Seed = seed };

    [Property(MaxTest = 100)]
    public void Each_class_has_its_share_to_within_a_row(ulong seed)
    {
        int[] kind =
        [
            .. Enumerable
                .Range(0, 1000)
                .Select(i =>
                    i % 10 == 0 ? 0
                    : i % 3 == 0 ? 1
                    : 2
                ),
        ];
        var split = RowSplit.Shuffled<int>(kind.Length, Shares(0.15, seed) with { TestShare = 0.2 }, kind);
        foreach (var group in kind.Index().GroupBy(pair => pair.Item))
        {
            Assert.Equal(0.2 * group.Count(), split.Test.Count(row => kind[row] == group.Key), 1.0);
            Assert.Equal(0.15 * 0.8 * group.Count(), split.Validation.Count(row => kind[row] == group.Key), 1.15);
        }
    }

    [Fact]
    public void In_order_the_last_rows_validate() =>
        Assert.Equal([8, 9], RowSplit.InOrder(10, Shares(0.2, 1)).Validation);

    [Fact]
    public void A_class_of_one_row_stays_in_training()
    {
        for (ulong seed = 0; seed < 50; seed++)
            Assert.Contains(
                7,
                RowSplit
                    .Shuffled<int>(20, Shares(0.4, seed), [0, 1, 0, 1, 0, 1, 0, 2, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1])
                    .Training
            );
    }
}
