using Surefoot.Training.Data;
using Surefoot.Training.Data.Sparse;
using Surefoot.Training.Data.Tables;
using Surefoot.Training.Data.Text;

namespace Surefoot.Training.Tests.Data;

/// <summary>
/// Where rows are predicted, an empty line is a row wherever an empty row can be written so: one row in, one row out.
/// </summary>
public sealed class EmptyLineTests : IDisposable
{
    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    TablePreprocessing Table(string column, Func<int, string> value) =>
        (TablePreprocessing)
            DataLoader
                .Load(
                    folder.Write(
                        "train.csv",
                        $"{column},y\n"
                            + string.Concat(
                                Enumerable.Range(0, 40).Select(i => $"{value(i)},{(i % 2 == 0 ? "a" : "b")}\n")
                            )
                    ),
                    new()
                )
                .Preprocessing;

    static float[][] Rows(IDataset rows) =>
        [
            .. Enumerable
                .Range(0, rows.Count)
                .Select(row =>
                {
                    var input = new float[rows.InputShape.Length];
                    rows.Read([row], input, []);
                    return input;
                }),
        ];

    [Theory]
    [InlineData("x\n1\n\n2\n", "x,z\n1,0\n,0\n2,0\n")]
    [InlineData("x\n1\n\n2", "x,z\n1,0\n,0\n2,0\n")]
    [InlineData("x\r\n\r\n1\r\n\r\n", "x,z\n,0\n1,0\n,0\n")]
    [InlineData("\n\nx\n\n\n7\n", "x,z\n,0\n,0\n7,0\n")]
    [InlineData("x\n1\n\"\"\n2\n", "x,z\n1,0\n,0\n2,0\n")]
    [InlineData("x\n1\n  \n2\n", "x,z\n1,0\n,0\n2,0\n")]
    public void In_a_table_of_one_column_an_empty_line_is_a_missing_value(string one, string two)
    {
        var model = Table("x", i => i == 5 ? "" : $"{i * i}");
        string path = folder.Write("one.csv", one);
        float[][] wanted = Rows(model.Open(folder.Write("two.csv", two), requireTargets: false));
        Assert.Equal(3, wanted.Length);
        Assert.Equal(wanted, Rows(model.Open(path, requireTargets: false)));
        Assert.Equal(
            wanted,
            Rows(TableEncoding.Read(TableLayout.Detect(path), model, requireTargets: false, stream: true).Rows)
        );
    }

    [Fact]
    public void A_missing_category_keeps_its_row_too()
    {
        var model = Table("town", i => i % 3 == 0 ? "Rome" : "Oslo");
        var rows = Rows(model.Open(folder.Write("one.csv", "town\nRome\n\nOslo\n"), requireTargets: false));
        Assert.Equal(3, rows.Length);
        Assert.All(rows[1], number => Assert.Equal(0, number));
    }

    [Fact]
    public void Between_rows_of_several_columns_an_empty_line_is_none()
    {
        var model = Table("x", i => $"{i * i}");
        Assert.Equal(2, model.Open(folder.Write("two.csv", "x,z\n1,2\n\n3,4\n\n"), requireTargets: false).Count);
    }

    [Theory]
    [InlineData("good day\n\nbad day\n", 3)]
    [InlineData("\ngood day\n \t \n\nbad day", 5)]
    [InlineData("\nlabel\ttext\n\ngood day\n", 2)]
    [InlineData("good day\r\n\r\n", 2)]
    public void An_empty_line_of_text_is_a_row_without_a_word(string text, int count)
    {
        var data = DataLoader.Load(
            folder.Write(
                "train",
                string.Concat(
                    Enumerable.Range(0, 40).Select(i => i % 2 == 0 ? $"p\tgood day {i}\n" : $"n\tbad day {i}\n")
                )
            ),
            new()
        );
        var model = Assert.IsType<TextPreprocessing>(data.Preprocessing);
        string path = folder.Write("lines", text);
        List<string> notes = [];
        float[][] rows = Rows(model.Open(path, requireTargets: false, notes));
        Assert.Equal(count, rows.Length);
        string[] lines = [.. text.Replace("\r", "").Replace("\nlabel\ttext\n", "").TrimEnd().Split('\n')];
        for (int row = 0; row < lines.Length; row++)
            Assert.Equal(lines[row].Trim().Length > 0, rows[row].Any(number => number != 0));
        Assert.Contains(notes, note => note.Contains("no word that training saw", StringComparison.Ordinal));
        Assert.Equal(
            rows,
            Rows(model.Dataset(TextLines.Read(path, requireLabels: false), requireTargets: false, stream: true, []))
        );
    }

    [Theory]
    [InlineData("1:2\n\n2:3\n", 3)]
    [InlineData("\n1:2\r\n\r\n# a remark\n2:3\n\n", 5)]
    [InlineData("1 1:2\n\n-1 2:3\n\n", 2)]
    public void An_empty_line_among_sparse_rows_without_labels_is_a_row_of_zeros(string text, int count)
    {
        var data = DataLoader.Load(
            folder.Write(
                "train.svm",
                string.Concat(Enumerable.Range(0, 40).Select(i => $"{(i % 2 == 0 ? 1 : -1)} 1:{i + 1} 2:{40 - i}\n"))
            ),
            new()
        );
        var model = Assert.IsType<SvmPreprocessing>(data.Preprocessing);
        string path = folder.Write("rows.svm", text);
        float[][] rows = Rows(model.Open(path, requireTargets: false));
        Assert.Equal(count, rows.Length);
        Assert.Equal(count == 2 ? 0 : count - 2, rows.Count(row => row.All(number => number == 0)));
        Assert.Equal(
            rows,
            Rows(
                model.Dataset(
                    SvmFile.Read(path, requireLabels: false, SvmFile.MostFeatures, stream: true),
                    requireTargets: false
                )
            )
        );
    }
}
