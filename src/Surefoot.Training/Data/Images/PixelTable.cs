using Surefoot.Training.Data.Tables;
using Surefoot.Training.Tensors;

namespace Surefoot.Training.Data.Images;

/// <summary>
/// Images written as a CSV file, a row each: one column for each pixel, row by row, whatever the columns are called,
/// and if there is one column more it is the label: the one called label, class, target or digit in any case, else the
/// last.
/// </summary>
static class PixelTable
{
    static readonly string[] LabelNames = ["label", "class", "target", "digit"];

    /// <summary>Whether a file begins as text does. A file that cannot be read does not.</summary>
    internal static bool Recognises(string path)
    {
        if (!File.Exists(path))
            return false;
        using var stream = DataFile.Open(path);
        Span<byte> start = stackalloc byte[4];
        start = start[..stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];
        if (start is [0xEF, 0xBB, 0xBF, ..])
            return true;
        foreach (byte letter in start)
        {
            if (letter is not (>= (byte)' ' and < 0x7F or (byte)'\t' or (byte)'\n' or (byte)'\r'))
                return false;
        }
        return true;
    }

    /// <summary>Reads images of one shape.</summary>
    /// <param name="path">The CSV file.</param>
    /// <param name="shape">The shape of an image.</param>
    /// <param name="maximum">The largest value of a pixel.</param>
    /// <param name="requireLabels">Whether labels are read, and must be there.</param>
    /// <exception cref="DataException">
    /// The columns do not fit the shape, or a value is no pixel or no label.
    /// </exception>
    internal static LabelledImages Read(string path, Shape shape, int maximum, bool requireLabels)
    {
        var layout = TableLayout.Detect(path, header: null);
        int[] columns = [.. layout.Names.Index().Where(pair => pair.Item.Length > 0).Select(pair => pair.Index)];
        if (layout.Before == 0 && columns.Length == shape.Length + 1)
            throw new DataException(
                $"{path} has no line with the column names, so that it cannot be told which of its columns is "
                    + "the label. Add one in which it is called label."
            );
        int label = columns.Length == shape.Length + 1 ? LabelField(layout, columns) : -1;
        if (columns.Length != shape.Length && label < 0)
            throw new DataException(
                $"{path} has {NoteText.Count(columns.Length, "column")}; an image of {shape[1]}×{shape[2]} "
                    + "pixels takes "
                    + $"{NoteText.Count(shape.Length)}, and one more for its label if it has one. Give a column "
                    + "for each pixel."
            );
        if (requireLabels && label < 0)
            throw new DataException(
                $"{path} has a column for each pixel and none for the label. Add a column called label."
            );
        int[] pixels = [.. columns.Where(column => column != label)];
        List<byte> bytes = [],
            labels = [];
        using var rows = new TableRows(layout);
        while (rows.Read())
        {
            foreach (int field in pixels)
                bytes.Add(Whole(rows[field], maximum, "pixel"));
            if (requireLabels)
                labels.Add(Whole(rows[label], byte.MaxValue, "label"));
        }
        string digest = rows.Finish();
        int count = bytes.Count / shape.Length;
        return new(
            new([count, .. shape.ToArray()], [.. bytes], digest),
            requireLabels ? new([count], [.. labels], digest) : null,
            path,
            path
        )
        {
            Notes = layout.Notes,
        };
    }

    static int LabelField(TableLayout layout, int[] columns)
    {
        foreach (int column in columns)
        {
            if (LabelNames.Contains(ColumnNames.Key(layout.Names[column]), StringComparer.OrdinalIgnoreCase))
                return column;
        }
        return columns[^1];
    }

    static byte Whole(in Cell cell, int most, string what)
    {
        if (!cell.TryNumber(out double value) || value != Math.Floor(value) || !(value >= 0 && value <= most))
            throw cell.Refuse($"is not a {what}, a whole number from 0 to {most}. Correct it.");
        return (byte)value;
    }
}
