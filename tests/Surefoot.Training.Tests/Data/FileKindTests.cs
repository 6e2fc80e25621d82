using System.Text;
using Surefoot.Training.Data;
using Surefoot.Training.Data.Text;

namespace Surefoot.Training.Tests.Data;

/// <summary>A file of another kind is named as what it is, with what to do.</summary>
public sealed class FileKindTests : IDisposable
{
    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    string Write(string name, byte[] bytes)
    {
        string path = folder.Write(name, "");
        File.WriteAllBytes(path, bytes);
        return path;
    }

    [Theory]
    [InlineData(
        "{\"a\": 1.5, \"species\": \"setosa\"}\n{\"a\": 2.5, \"species\": \"virginica\"}\n",
        "is JSON; a table as CSV text is expected. Save its records as CSV"
    )]
    [InlineData("\uFEFF [\n {\"a\": 1, \"b\": \"x\"},\n {\"a\": 2, \"b\": \"y\"}]", "is JSON;")]
    [InlineData("[[1, 2], [3, 4]]", "is JSON;")]
    [InlineData("<?xml version=\"1.0\"?>\n<rows><row a=\"1\"/></rows>", "is XML;")]
    [InlineData("\n<!DOCTYPE html>\n<html></html>", "is a page of HTML;")]
    [InlineData("<HTML>\n<body>", "is a page of HTML;")]
    [InlineData("%PDF-1.7\n1 0 obj", "is a PDF document;")]
    public void Text_of_another_kind_is_named(string text, string said)
    {
        string path = folder.Write("data.csv", text);
        Assert.Contains(
            said,
            Assert.Throws<DataException>(() => DataLoader.Load(path, new())).Message,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData(
        "PK\u0003\u0004....[Content_Types].xml",
        "is a spreadsheet or document of Office (xlsx); a table as CSV text is expected. Save its rows as CSV."
    )]
    [InlineData("PK\u0003\u0004.....data.csv", "is a ZIP archive; a table as CSV text is expected. Unpack it.")]
    [InlineData(
        "\u00D0\u00CF\u0011\u00E0\u00A1\u00B1\u001A\u00E1\0\0",
        "is an old spreadsheet or document of Office (xls, doc);"
    )]
    [InlineData("PAR1\u0015\u0004\u0015", "is a Parquet file;")]
    [InlineData("ARROW1\0\0\u00FF", "is an Arrow (Feather) file;")]
    [InlineData("SQLite format 3\0\u0010\0", "is an SQLite database;")]
    [InlineData("\u001F\u008B\b\0", "is a gzip archive;")]
    [InlineData("\u0089HDF\r\n\u001A\n\0", "is an HDF5 file;")]
    [InlineData("\u00FF\u00D8\u00FF\u00E0\0\u0010JFIF", "is a JPEG image;")]
    public void Bytes_of_another_kind_are_named_by_every_reader_of_text(string bytes, string said)
    {
        string path = Write("data.csv", Encoding.Latin1.GetBytes(bytes));
        Assert.Contains(
            said,
            Assert.Throws<DataException>(() => DataLoader.Load(path, new())).Message,
            StringComparison.Ordinal
        );
        string kind = said[..said.IndexOf(';')];
        Assert.Contains(
            kind,
            Assert
                .Throws<DataException>(() => DataLoader.Load(Write("data.svm", Encoding.Latin1.GetBytes(bytes)), new()))
                .Message,
            StringComparison.Ordinal
        );
        Assert.Contains(
            kind,
            Assert.Throws<DataException>(() => TextLines.Read(path, requireLabels: false)).Message,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("PAR1,y")]
    [InlineData("<TICKER>,<CLOSE>")]
    [InlineData("[a],[b]")]
    [InlineData("{a},{b}")]
    [InlineData("BZh,ORC")]
    public void Names_that_begin_so_stay_names(string header)
    {
        var data = DataLoader.Load(
            folder.Write(
                "data.csv",
                header + "\n" + string.Concat(Enumerable.Range(0, 40).Select(i => $"{i},{(i % 2 == 0 ? "u" : "v")}\n"))
            ),
            new()
        );
        Assert.Equal(header.Split(',')[1], data.Preprocessing.TargetName);
    }
}
