using Surefoot.Randomness;
using Surefoot.Training.Runs.Sharing;

namespace Surefoot.Training.Tests.Runs.Sharing;

/// <summary>The order in which shards are summed.</summary>
public class OrderedSumTests
{
    /// <summary>Numbers of many sizes, so that another order would show; more than one part of the exchange.</summary>
    [Theory]
    [InlineData(1, 1, 7)]
    [InlineData(3, 2, 1)]
    [InlineData(7, 3, 5)]
    [InlineData(8, 1, 600_001)]
    [InlineData(8, 3, 600_001)]
    [InlineData(12, 5, 300_007)]
    public void It_is_the_tree_over_the_shards(int shards, int processes, int length)
    {
        var random = new RandomStream(11, 3);
        float[][] values =
        [
            .. Enumerable
                .Range(0, shards)
                .Select(shard =>
                    Enumerable.Range(0, length).Select(i => Number((ulong)((shard * (long)length) + i))).ToArray()
                ),
        ];
        float[] expected = Tree(values);
        float[][] came = ThreadGroup.Run(
            processes,
            group =>
            {
                var sum = new OrderedSum<float>(length, new ShardPlan(shards, processes), group);
                sum.Compute(new Given(values));
                return sum.Total().ToArray();
            }
        );
        Assert.All(came, sum => Assert.True(expected.AsSpan().SequenceEqual(sum)));
        if (shards > 2 && length > 1000)
            Assert.False(expected.AsSpan().SequenceEqual(Sequence(values)));

        float Number(ulong index) => (float)(random.Normal(index) * Math.Pow(10, (index % 7) - 3.0));
    }

    [Fact]
    public void A_process_holds_the_largest_nodes_of_its_shards()
    {
        Assert.Equal([(0, 8)], new ShardPlan(8, 1).NodesOf(0).ToArray());
        Assert.Equal([(4, 8)], new ShardPlan(8, 2).NodesOf(1).ToArray());
        var plan = new ShardPlan(8, 3);
        Assert.Equal([(0, 2)], plan.NodesOf(0).ToArray());
        Assert.Equal([(2, 4), (4, 5)], plan.NodesOf(1).ToArray());
        Assert.Equal([(5, 6), (6, 8)], plan.NodesOf(2).ToArray());
        Assert.Equal([(6, 8), (8, 12)], new ShardPlan(12, 2).NodesOf(1).ToArray());
    }

    [Fact]
    public void Rows_are_divided_evenly_among_the_shards_that_are_used()
    {
        Assert.Equal([0, 1, 2, 3, 5], Enumerable.Range(0, 5).Select(shard => ShardPlan.Row(5, 4, shard)));
        Assert.Equal([0, 2, 5, 5, 5], Enumerable.Range(0, 5).Select(shard => ShardPlan.Row(5, 2, shard)));
    }

    // The same by halves, written without the plan: a node is as many shards as the largest power of two that is less.
    static float[] Tree(float[][] values)
    {
        if (values.Length == 1)
            return values[0];
        int power = 1;
        while (power * 2 < values.Length)
            power *= 2;
        float[] left = Tree(values[..power]),
            right = Tree(values[power..]);
        return [.. left.Zip(right, (a, b) => a + b)];
    }

    static float[] Sequence(float[][] values) => values.Aggregate((sum, next) => [.. sum.Zip(next, (a, b) => a + b)]);

    sealed class Given(float[][] values) : OrderedSum<float>.IShards
    {
        public void Compute(int shard, Span<float> into) => values[shard].CopyTo(into);
    }
}
