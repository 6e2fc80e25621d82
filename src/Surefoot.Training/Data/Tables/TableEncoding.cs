namespace Surefoot.Training.Data.Tables;

/// <summary>The last pass over a table, and the only one of a table to evaluate or predict: rows become numbers.</summary>
static class TableEncoding
{
    const int FirstRows = 1024;

    /// <summary>Reads all rows of a table into one matrix. Columns are matched by name, in any order.</summary>
    /// <param name="layout">What stands where.</param>
    /// <param name="preprocessing">How values become numbers.</param>
    /// <param name="requireTargets">Whether the target is read as well.</param>
    /// <param name="rows">How many rows there are, where that is known.</param>
    /// <param name="extra">The columns that are not used.</param>
    /// <param name="digest">The SHA-256 of the file.</param>
    /// <exception cref="DataException">A column is lacking, or a value cannot be used.</exception>
    internal static MatrixDataset Read(
        TableLayout layout, TablePreprocessing preprocessing, bool requireTargets, int? rows, out IReadOnlyList<string> extra, out string digest)
    {
        var columns = preprocessing.Columns;
        int[] fields = Match(layout, preprocessing, requireTargets, out int targetField);
        extra = [.. layout.Columns.Where(name => name != preprocessing.TargetName && columns.All(column => column.Name != name))];
        int width = preprocessing.InputShape.Length, count = 0;
        var inputs = new float[Checked(layout.Path, rows ?? FirstRows, width)];
        float[]? targets = requireTargets ? new float[rows ?? FirstRows] : null;
        using var table = new TableRows(layout);
        while (table.Read())
        {
            if (rows is null && (count + 1) * (long)width > inputs.Length) Grow(layout.Path, ref inputs, ref targets, count, width);
            if (count == rows) throw TableFit.Changed(layout.Path);
            var row = inputs.AsSpan(count * width, width);
            for (int i = 0; i < fields.Length; i++)
            {
                columns[i].Encode(table[fields[i]], row[..columns[i].Width]);
                row = row[columns[i].Width..];
            }
            if (targets is not null) targets[count] = preprocessing.Target.Encode(table[targetField]);
            count++;
        }
        digest = table.Finish();
        return new(preprocessing.InputShape, inputs, targets, count);
    }

    static int[] Match(TableLayout layout, TablePreprocessing preprocessing, bool requireTargets, out int targetField)
    {
        targetField = requireTargets ? TableSurvey.Find(layout, preprocessing.TargetName, "the target") : -1;
        return [.. preprocessing.Columns.Select(column => TableSurvey.Find(layout, column.Name, "which the model reads"))];
    }

    static void Grow(string path, ref float[] inputs, ref float[]? targets, int count, int width)
    {
        int rows = (int)Math.Min(count * 2L, Array.MaxLength / width);
        if (rows == count) Checked(path, count + 1L, width);
        Array.Resize(ref inputs, Checked(path, rows, width));
        if (targets is not null) Array.Resize(ref targets, rows);
    }

    static int Checked(string path, long rows, int width) => rows * width <= Array.MaxLength
        ? (int)(rows * width)
        : throw new DataException($"{path} becomes {NoteText.Count(rows, "row")} of {NoteText.Count(width, "number")}, more than are held in memory at once. Take fewer rows or columns.");
}
