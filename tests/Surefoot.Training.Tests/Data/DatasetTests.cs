using Surefoot.Training.Data;
using Surefoot.Training.Tensors;

namespace Surefoot.Training.Tests.Data;

public sealed class DatasetTests
{
    static readonly MatrixDataset Matrix = new(
        new Shape(2),
        [.. Enumerable.Range(0, 2000).Select(i => (float)i)],
        [.. Enumerable.Range(0, 1000).Select(i => (float)-i)]
    );

    [Fact]
    public void A_subset_reads_the_rows_it_chose_in_its_order()
    {
        var subset = new RowSubset(Matrix, [.. Enumerable.Range(0, 700).Select(i => 999 - i)]);
        Assert.Equal(700, subset.Count);
        Assert.Equal(Enumerable.Range(0, 700).Select(i => -(999f - i)), subset.Targets());
        Assert.Equal([1998, 1999, 1994, 1995], subset.Inputs(0, 2));
    }

    [Fact]
    public void Reading_allocates_nothing()
    {
        IDataset[] datasets = [Matrix, new RowSubset(Matrix, [5, 6, 7]), DataLoader.Load(null, new()).Training];
        int[] rows = [2, 0, 1];
        foreach (var dataset in datasets)
        {
            var inputs = new float[3 * dataset.InputShape.Length];
            var targets = new float[3];
            dataset.Read(rows, inputs, targets);
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < 100; i++)
                dataset.Read(rows, inputs, targets);
            Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        }
    }

    [Fact]
    public void Spans_that_do_not_fit_and_rows_that_do_not_exist_are_refused()
    {
        Assert.Throws<ArgumentException>(() => Matrix.Read([0, 1], new float[3], []));
        Assert.Throws<ArgumentException>(() => Matrix.Read([0, 1], new float[4], new float[1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Matrix.Read([1000], new float[2], []));
        Assert.Throws<ArgumentOutOfRangeException>(() => Matrix.Read([-1], new float[2], []));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RowSubset(Matrix, [3]).Read([1], new float[2], []));
        Assert.Throws<ArgumentException>(() =>
            new MatrixDataset(new Shape(2), new float[4], null).Read([0], new float[2], new float[1])
        );
    }

    [Fact]
    public void Arrays_that_are_no_rows_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new MatrixDataset(new Shape(3), new float[4], null));
        Assert.Throws<ArgumentException>(() => new MatrixDataset(new Shape(2), new float[4], new float[3]));
        Assert.Throws<ArgumentException>(() => new MatrixDataset(new Shape(2), new float[4], null, count: 3));
        Assert.Throws<ArgumentException>(() => new MatrixDataset(new Shape(0), [], null));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(-0.1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_validation_share_outside_its_range_is_refused(double share) =>
        Assert.Contains(
            "ValidationShare",
            Assert.Throws<ArgumentOutOfRangeException>(() => new DataOptions { ValidationShare = share }).Message
        );
}
