using Surefoot.Training.Data;
using Surefoot.Training.Data.Sparse;

namespace Surefoot.Training.Tests.Data;

/// <summary>
/// Tables with many columns of text: what is held and said of them is in proportion to the file, and the numbers are
/// those of any table.
/// </summary>
public sealed class WideTextTests : IDisposable
{
    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    // Missing values, a number that becomes -0, and words that only the last rows have.
    string Wide(string name, int columns, int rows) =>
        folder.Write(
            name,
            "number,"
                + string.Join(',', Enumerable.Range(0, columns).Select(i => "c" + i))
                + ",y\n"
                + string.Concat(
                    Enumerable
                        .Range(0, rows)
                        .Select(row =>
                            (
                                row % 7 == 3 ? ""
                                : row % 2 == 0 ? "-1e-300"
                                : "3"
                            )
                            + ","
                            + string.Join(',', Enumerable.Range(0, columns).Select(i => Word(row, i, rows)))
                            + (row % 2 == 0 ? ",no\n" : ",yes\n")
                        )
                )
        );

    static string Word(int row, int column, int rows) =>
        (row + column) % 11 == 0 ? ""
        : row >= rows - 3 && column == 4 ? "late" + row
        : "w" + ((((uint)((row * 256) + column) * 2654435761u) >> 16) % 20);

    static uint[] Bits(IDataset rows) => Array.ConvertAll(rows.AllInputs(), BitConverter.SingleToUInt32Bits);

    static IEnumerable<string> Rows(IDataset rows) =>
        Bits(rows)
            .Chunk(rows.InputShape.Length)
            .Select(row => string.Join(' ', row.Index().Where(pair => pair.Item != 0)));

    [Theory]
    // Held as what is not zero, more rows than a block has; and, narrower, as a matrix.
    [InlineData(250, 300, true)]
    [InlineData(9, 600, false)]
    public void Rows_in_memory_have_the_bits_of_rows_read_one_by_one(int columns, int rows, bool sparse)
    {
        string path = Wide("wide.csv", columns, rows);
        TrainingData held = DataLoader.Load(path, new()),
            streamed = DataLoader.Load(path, new() { Stream = true });
        Assert.Equal(Bits(streamed.Training), Bits(held.Training));
        Assert.Equal(Bits(streamed.Validation), Bits(held.Validation));
        Assert.Equal(streamed.Training.Targets(), held.Training.Targets());
        IDataset opened = held.Preprocessing.Open(path, requireTargets: true);
        if (sparse)
            Assert.IsType<SparseDataset>(opened);
        else
            Assert.IsType<MatrixDataset>(opened);
        Assert.Equal(rows, opened.Count);
        // The rows of the file are those of training and validation, in another order.
        Assert.Equal(Rows(held.Training).Concat(Rows(held.Validation)).Order(), Rows(opened).Order());
    }

    [Fact]
    public void A_fault_is_found_in_the_first_row_that_has_one()
    {
        string[] lines = File.ReadAllLines(Wide("wide.csv", 250, 40));
        var training = DataLoader.Load(folder["wide.csv"], new());
        lines[6] = "apple" + lines[6][lines[6].IndexOf(',')..];
        lines[9] = "pear" + lines[9][lines[9].IndexOf(',')..];
        string path = folder.Write("bad.csv", string.Join('\n', lines) + "\n");
        Assert.Contains(
            "bad.csv, line 7, column number: apple is not a number",
            Assert.Throws<DataException>(() => training.Preprocessing.Open(path, requireTargets: true)).Message
        );
        Assert.Contains(
            "bad.csv, line 7, column number: apple is not a number",
            Assert.Throws<DataException>(() => DataLoader.Load(path, new() { ValidationShare = 0.05 })).Message
        );
    }

    [Fact]
    public void Columns_with_a_value_a_row_are_no_longer_held_once_that_is_sure_and_said_in_few_lines()
    {
        const int Columns = 1700,
            Count = 200;
        string path = folder.Write(
            "distinct.csv",
            string.Join(',', Enumerable.Range(0, Columns).Select(i => "c" + i))
                + ",few,y\n"
                + string.Concat(
                    Enumerable
                        .Range(0, Count)
                        .Select(row =>
                            string.Join(',', Enumerable.Range(0, Columns).Select(i => $"v{row}x{i}"))
                            + $",{(row % 3 == 0 ? "a" : "b")},{row % 2}\n"
                        )
                )
        );
        TrainingData data = DataLoader.Load(path, new());
        Assert.Equal(2, data.Training.InputShape.Length);
        Assert.Contains(
            "Column c11 is left out: text with more than 85 different values in 170 rows, too many to learn from.",
            data.Notes
        );
        Assert.Contains(
            "1,688 more columns, the last of them c1699, likewise: such columns are left out: text with too "
                + "many different values to learn from.",
            data.Notes
        );
        Assert.InRange(data.Notes.Count, 13, 20);
    }

    [Fact]
    public void Categories_that_training_did_not_see_are_said_of_twelve_columns_and_counted_of_the_others()
    {
        TrainingData data = DataLoader.Load(Wide("wide.csv", 20, 60), new());
        List<string> notes = [];
        string[] lines = File.ReadAllLines(folder["wide.csv"]);
        string path = folder.Write(
            "other.csv",
            lines[0] + "\n3," + string.Join(',', Enumerable.Repeat("new", 20)) + ",no\n"
        );
        data.Preprocessing.Open(path, requireTargets: true, notes);
        Assert.Equal(13, notes.Count);
        Assert.Equal(
            "8 more columns, the last of them c19, likewise: such columns have categories that training did "
                + "not see, read as none.",
            notes[^1]
        );
    }
}
