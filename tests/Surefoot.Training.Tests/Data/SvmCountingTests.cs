using Surefoot.Training.Data;

namespace Surefoot.Training.Tests.Data;

/// <summary>A feature 0 does not shift the others.</summary>
public sealed class SvmCountingTests : IDisposable
{
    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    Preprocessing Model(bool indices) =>
        DataLoader
            .Load(
                folder.Write(
                    "train.svm",
                    string.Concat(Enumerable.Range(0, 40).Select(i => i % 2 == 0 ? "1 1:1 3:1\n" : "-1 2:1\n"))
                ),
                new() { FeaturesAsIndices = indices }
            )
            .Preprocessing;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Rows_that_reach_as_far_as_training_are_numbered_alike(bool indices)
    {
        var model = Model(indices);
        List<string> notes = [];
        var rows = model.Open(folder.Write("zero.svm", "1 0:1 1:1 3:1\n-1 0:1 2:1\n"), requireTargets: true, notes);
        var same = model.Open(folder.Write("one.svm", "1 1:1 3:1\n-1 2:1\n"), requireTargets: true);
        float[] one = new float[2 * rows.InputShape.Length],
            other = new float[one.Length];
        rows.Read([0, 1], one, new float[2]);
        same.Read([0, 1], other, new float[2]);
        Assert.Equal(other, one);
        Assert.Contains("zero.svm has a feature 0 that no training row has; it is not read.", notes);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Rows_that_may_be_numbered_otherwise_are_refused(bool indices)
    {
        string path = folder.Write("zero.svm", "1 0:1 1:1 2:1\n");
        var fault = Assert.Throws<DataException>(() => Model(indices).Open(path, requireTargets: true));
        Assert.Contains(
            "has a feature 0 and none beyond 2; the model's are counted from 1 to 3.",
            fault.Message,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("Add 1", fault.Message, StringComparison.Ordinal);
    }
}
