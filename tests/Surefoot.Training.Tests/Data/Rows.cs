using Surefoot.Training.Data;

namespace Surefoot.Training.Tests.Data;

/// <summary>Reads rows of a dataset for a test to look at.</summary>
static class Rows
{
    internal static float[] Inputs(this IDataset dataset, params int[] rows)
    {
        var inputs = new float[rows.Length * dataset.InputShape.Length];
        dataset.Read(rows, inputs, []);
        return inputs;
    }

    internal static float[] Targets(this IDataset dataset)
    {
        int[] rows = [.. Enumerable.Range(0, dataset.Count)];
        var targets = new float[rows.Length];
        dataset.Read(rows, new float[rows.Length * dataset.InputShape.Length], targets);
        return targets;
    }

    internal static float[] AllInputs(this IDataset dataset) => dataset.Inputs([.. Enumerable.Range(0, dataset.Count)]);
}
