using System.Runtime.InteropServices;
using Surefoot.Training.Data.Sparse;

namespace Surefoot.Training.Data.Tables;

/// <summary>
/// The encoded rows of a table in memory: as one matrix, or, where many columns of text make most numbers zeros, only
/// those that are not. What is read of them has the same bits either way.
/// </summary>
sealed class HeldRows
{
    const int FirstRows = 1024;

    // Narrower rows, and those with more numbers that are not 0, are held whole: they are read faster so.
    const int LeastWidth = 4096,
        LeastZeros = 4;

    // What the rows of a block may take while they are whole.
    const int BlockNumbers = 4 << 20;

    readonly string path;
    readonly TablePreprocessing preprocessing;
    readonly RowEncoder encoder;
    readonly RowBlock block;
    readonly bool grows;
    readonly int width,
        most,
        mostInBlock;
    readonly SparseRows? sparse;

    // What a row holds that says nothing: zeros, and in the places of words that are none.
    readonly float[] rest = [];
    float[] inputs;
    float[]? targets;
    int count,
        encoded;

    /// <summary>Takes memory for rows.</summary>
    /// <param name="path">The file, for messages.</param>
    /// <param name="preprocessing">How values become numbers.</param>
    /// <param name="encoder">What makes numbers of them.</param>
    /// <param name="rows">How many there are; null where that is not known.</param>
    /// <param name="withTargets">Whether targets are read.</param>
    /// <exception cref="DataException">They are more than are held at once.</exception>
    internal HeldRows(string path, TablePreprocessing preprocessing, RowEncoder encoder, int? rows, bool withTargets)
    {
        (this.path, this.preprocessing, this.encoder) = (path, preprocessing, encoder);
        (grows, width, block) = (rows is null, encoder.Width, encoder.Block());
        Unseen = new int[preprocessing.Columns.Count];
        most = MostNumbers(preprocessing);
        if (IsSparse(preprocessing, width, most))
        {
            rest = [.. preprocessing.Columns.SelectMany(Unused)];
            Checked(rows ?? 0, most);
            sparse = new();
            mostInBlock = Math.Max(1, BlockNumbers / width);
            inputs = new float[mostInBlock * width];
        }
        else
        {
            mostInBlock = int.MaxValue;
            inputs = new float[Checked(rows ?? FirstRows, width)];
        }
        targets = withTargets ? new float[rows ?? FirstRows] : null;
    }

    /// <summary>For each column, in how many rows there was a category that training did not see.</summary>
    internal int[] Unseen { get; }

    /// <summary>About how many bytes so many rows would take.</summary>
    internal static long Bytes(TablePreprocessing preprocessing, long rows)
    {
        int numbers = preprocessing.InputShape.Length,
            notZero = MostNumbers(preprocessing);
        return rows
            * (
                IsSparse(preprocessing, numbers, notZero)
                    ? notZero * (long)(sizeof(int) + sizeof(float))
                    : numbers * (long)sizeof(float)
            );
    }

    /// <summary>Adds the row that was read last.</summary>
    /// <exception cref="DataException">
    /// A value cannot be used, or there are more rows than are held at once.
    /// </exception>
    internal void Add(TableRows table)
    {
        if (grows)
            Grow();
        encoder.EncodeOthers(table, Row(count), Unseen);
        block.Add(table);
        if (targets is not null)
            targets[count] = encoder.Target(table);
        count++;
        if (block.IsFull || block.Count == mostInBlock)
            Encode();
    }

    /// <summary>The rows that were added.</summary>
    internal IDataset Finish()
    {
        Encode();
        return width == 0 ? new TargetRows(targets, count)
            : sparse is null ? new MatrixDataset(preprocessing.InputShape, inputs, targets, count)
            : new SparseDataset(sparse, width, targets, rest);
    }

    Span<float> Row(int row) => inputs.AsSpan((sparse is null ? row : row - encoded) * width, width);

    void Encode()
    {
        if (count == encoded)
            return;
        encoder.EncodeTexts(block, inputs.AsSpan(sparse is null ? encoded * width : 0), Unseen);
        for (int row = encoded; sparse is not null && row < count; row++)
            Keep(sparse, Row(row), rest);
        encoded = count;
        block.Clear();
    }

    // By the bits, so that -0 is kept.
    static void Keep(SparseRows rows, ReadOnlySpan<float> numbers, ReadOnlySpan<float> rest)
    {
        ReadOnlySpan<int> bits = MemoryMarshal.Cast<float, int>(numbers),
            usual = MemoryMarshal.Cast<float, int>(rest);
        for (int at = 0; (at += bits[at..].CommonPrefixLength(usual[at..])) < bits.Length; at++)
            rows.Add(at, numbers[at]);
        rows.EndRow();
    }

    static IEnumerable<float> Unused(Column column) =>
        Enumerable.Repeat(column is TextColumn text ? text.Unused : 0, column.Width);

    void Grow()
    {
        if (sparse is not null)
            Checked(count + 1L, most);
        else if (width > 0 && count == inputs.Length / width)
            Array.Resize(ref inputs, Checked(More(count, Array.MaxLength / width), width));
        if (count == targets?.Length)
            Array.Resize(ref targets, More(count, Array.MaxLength));
    }

    // Twice as many, as far as there can be; one more where there cannot, so that it is refused.
    static int More(int count, int most) => (int)Math.Max(count + 1L, Math.Min(count * 2L, most));

    int Checked(long rows, int numbers) =>
        rows * numbers <= Array.MaxLength
            ? (int)(rows * numbers)
            : throw new DataException(
                $"{path} becomes {NoteText.Count(rows, "row")} of {NoteText.Count(numbers, "number")}, more "
                    + "than are held in memory at once. Take fewer rows or columns, or save it as UTF-8 so that it "
                    + "can be streamed."
            );

    // Texts leave most of their places unused.
    static bool IsSparse(TablePreprocessing preprocessing, int width, int most) =>
        (width >= LeastWidth && width / LeastZeros >= most)
        || preprocessing.Columns.Any(column => column is TextColumn);

    // How many numbers of a row are not 0, at most.
    static int MostNumbers(TablePreprocessing preprocessing) =>
        preprocessing.Columns.Sum(column =>
            column switch
            {
                CategoryColumn => 1,
                TextColumn text => text.MostUsed,
                _ => column.Width,
            }
        );
}
