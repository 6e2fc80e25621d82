namespace Surefoot.Training.Data;

/// <summary>How many rows of a dataset each class has.</summary>
static class ClassCounts
{
    const int Block = 64;

    /// <summary>Whether the targets are in memory.</summary>
    internal static bool AreHeld(IDataset rows) =>
        rows is IKnownTargets known && rows.Count > 0 && known.TargetOf(0) is not null;

    /// <summary>Counts them; a dataset that does not hold its targets is read once.</summary>
    /// <param name="rows">Rows with the index of a class for their target.</param>
    /// <param name="classes">How many classes there are.</param>
    internal static long[] Of(IDataset rows, int classes)
    {
        var counts = new long[classes];
        if (AreHeld(rows))
        {
            var known = (IKnownTargets)rows;
            for (int row = 0; row < rows.Count; row++)
                counts[(int)known.TargetOf(row)!.Value]++;
            return counts;
        }
        int block = (int)Math.Clamp((1L << 22) / rows.InputShape.Length, 1, Block);
        var inputs = new float[block * rows.InputShape.Length];
        Span<float> targets = stackalloc float[Block];
        Span<int> wanted = stackalloc int[Block];
        for (int start = 0; start < rows.Count; start += block)
        {
            int count = Math.Min(block, rows.Count - start);
            for (int i = 0; i < count; i++)
                wanted[i] = start + i;
            rows.Read(wanted[..count], inputs.AsSpan(0, count * rows.InputShape.Length), targets[..count]);
            foreach (float target in targets[..count])
                counts[(int)target]++;
        }
        return counts;
    }
}
