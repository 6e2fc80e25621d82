using System.Buffers.Binary;
using Surefoot.Training.Data;

namespace Surefoot.Training.Tests.Data;

/// <summary>A corpus of broken NumPy files: each is refused in words that name it.</summary>
public sealed class NumpyErrorTests : IDisposable
{
    static readonly byte[] Y = NpyBytes.Longs([6], 0, 1, 0, 1, 0, 1);

    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    string Refusal(byte[] x, byte[]? y = null)
    {
        folder.Write("y.npy", y ?? Y);
        return Refusal(folder.Write("x.npy", x));
    }

    static string Refusal(string path)
    {
        string message = Assert.Throws<DataException>(() => DataLoader.Load(path, new())).Message;
        Assert.StartsWith(Path.GetDirectoryName(path)!, message);
        return message;
    }

    [Theory]
    [InlineData(
        "{'descr': '|O', 'fortran_order': False, 'shape': (6, 1), }",
        "holds Python objects, which are never read"
    )]
    [InlineData("{'descr': '<U5', 'fortran_order': False, 'shape': (6, 1), }", "holds text (<U5)")]
    [InlineData("{'descr': '<c8', 'fortran_order': False, 'shape': (6, 1), }", "holds complex numbers (<c8)")]
    [InlineData("{'descr': '<M8[ns]', 'fortran_order': False, 'shape': (6, 1), }", "holds times")]
    [InlineData("{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (6,), }", "holds records")]
    [InlineData("{'descr': '=f4', 'fortran_order': False, 'shape': (6, 1), }", "holds the type =f4")]
    [InlineData("{'descr': '<f3', 'fortran_order': False, 'shape': (6, 1), }", "holds the type <f3")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, }", "the key shape is missing")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (6, 1), 'more': 1}", "the key more is unknown")]
    [InlineData("{'descr': '<f4', 'fortran_order': Maybe, 'shape': (6, 1), }", "'M' at letter 35")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (6, -1), }", "'-' at letter")]
    [InlineData(
        "{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999, 1), }",
        "the size 99999999999 is larger"
    )]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (6, 1)", "it ends too early")]
    [InlineData("__import__('os')", "'_' at letter 1 is not expected")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (), }", "holds no row")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (0, 4), }", "holds no row")]
    [InlineData(
        "{'descr': '<f4', 'fortran_order': False, 'shape': (2147483647, 2147483647, 2147483647), }",
        "more elements than any file can hold"
    )]
    [InlineData(
        "{'descr': '<f4', 'fortran_order': False, 'shape': (2147483647, 4), }",
        "34,359,738,352 bytes, but holds 24"
    )]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (5, 1), }", "20 bytes, but holds 24")]
    public void A_header_that_cannot_be_used_says_why(string header, string expected)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        string message = Refusal(NpyBytes.File(header, new byte[24]));
        Assert.StartsWith(folder["x.npy"], message);
        Assert.Contains(expected, message);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 2_000_000);
    }

    [Fact]
    public void Other_files_and_versions_are_named()
    {
        Assert.Contains("is empty", Refusal([]));
        Assert.Contains("begins with 0x89504E47", Refusal([0x89, 0x50, 0x4E, 0x47]));
        Assert.Contains(
            "version 9.0",
            Refusal(NpyBytes.File(NpyBytes.Header("<f4", false, 6, 1), new byte[24], version: 9))
        );
        byte[] endless = NpyBytes.File(NpyBytes.Header("<f4", false, 6, 1), new byte[24], version: 2);
        BinaryPrimitives.WriteUInt32LittleEndian(endless.AsSpan(8), uint.MaxValue);
        Assert.Contains("a header of 4,294,967,295 bytes is declared", Refusal(endless));
    }

    [Theory]
    [InlineData(float.NaN, "row 2: an input is nan")]
    [InlineData(float.NegativeInfinity, "row 2: an input is -inf")]
    public void An_input_that_is_no_number_is_named_by_its_row(float value, string expected) =>
        Assert.Contains(expected, Refusal(NpyBytes.Floats([6, 2], 1, 2, 3, 4, 5, value, 1, 2, 3, 4, 5, 6)));

    [Fact]
    public void Targets_that_cannot_be_learned_are_named()
    {
        byte[] x = NpyBytes.Floats([6, 1], 1, 2, 3, 4, 5, 6);
        Assert.Contains(
            "row 3: the target is inf",
            Refusal(x, NpyBytes.Floats([6], 1, 2, 3, float.PositiveInfinity, 5, 6))
        );
        Assert.Contains("every row has the same target, 4", Refusal(x, NpyBytes.Longs([6], 4, 4, 4, 4, 4, 4)));
        Assert.Contains("holds 6 rows, but", Refusal(x, NpyBytes.Longs([5], 0, 1, 0, 1, 0)));
        Assert.Contains(
            "row 1 is not one 1 among zeros",
            Refusal(x, NpyBytes.Longs([6, 2], 0, 1, 1, 1, 0, 1, 0, 1, 0, 1, 0, 1))
        );
        Assert.Contains(
            "targets are (rows,), (rows, 1), or (rows, classes)",
            Refusal(x, NpyBytes.Longs([6, 1, 1], 0, 1, 0, 1, 0, 1))
        );
        Assert.Contains(
            "at least 4 are needed",
            Refusal(NpyBytes.Floats([3, 1], 1, 2, 3), NpyBytes.Longs([3], 0, 1, 0))
        );
    }

    [Fact]
    public void A_shape_that_is_neither_a_table_nor_images_is_named()
    {
        Assert.Contains("with at most 4 channels", Refusal(NpyBytes.Floats([6, 5, 1, 5], new float[150])));
        Assert.Contains("has the shape (6, 1, 1, 1, 1)", Refusal(NpyBytes.Floats([6, 1, 1, 1, 1], new float[6])));
    }

    [Fact]
    public void Rows_of_another_shape_or_a_strange_class_do_not_fit_the_model()
    {
        folder.Write("y.npy", Y);
        var fitted = DataLoader
            .Load(folder.Write("x.npy", NpyBytes.Floats([6, 1], 1, 2, 3, 4, 5, 6)), new())
            .Preprocessing;
        folder.Write("x.npy", NpyBytes.Floats([2, 3], 1, 2, 3, 4, 5, 6));
        Assert.Contains(
            "rows of [3]; the model reads rows of [1]",
            Assert.Throws<DataException>(() => fitted.Open(folder["x.npy"], requireTargets: false)).Message
        );
        folder.Write("x.npy", NpyBytes.Floats([2, 1], 1, 2));
        folder.Write("y.npy", NpyBytes.Longs([2], 1, 7));
        Assert.Contains(
            "y.npy, row 1: the target 7 is not a class that was trained",
            Assert.Throws<DataException>(() => fitted.Open(folder["x.npy"], requireTargets: true)).Message
        );
    }

    [Fact]
    public void An_archive_without_the_names_says_what_it_holds()
    {
        string path = folder.Write(
            "d.npz",
            NpyBytes.Archive(("images", NpyBytes.Floats([6, 1], 1, 2, 3, 4, 5, 6)), ("labels", Y))
        );
        Assert.StartsWith($"{path} holds the arrays images and labels; x and y, or x_train", Refusal(path));
        path = folder.Write("d.npz", NpyBytes.Archive(("x_train", NpyBytes.Floats([6, 1], 1, 2, 3, 4, 5, 6))));
        Assert.Contains("no array y_train", Refusal(path));
        path = folder.Write(
            "d.npz",
            NpyBytes.Archive(("x", NpyBytes.File(NpyBytes.Header("|O", false, 6, 1), [.. "\u0080\u0004."u8])), ("y", Y))
        );
        Assert.StartsWith($"{path}, array x holds Python objects", Refusal(path));
        path = folder.Write("d.npz", NpyBytes.Archive(("x", Y), ("x", Y)));
        Assert.Contains("holds the array x twice", Refusal(path));
        path = folder.Write("d.npz", "not a zip"u8.ToArray());
        Assert.Contains("is not a ZIP archive", Refusal(path));
    }

    [Fact]
    public void A_ZIP_bomb_is_refused_before_memory_is_taken()
    {
        // Declares 8 GB behind a few bytes: in the header of the array, and in the directory of the archive too.
        byte[] x = NpyBytes.File(NpyBytes.Header("<f4", false, 2_000_000_000, 1), new byte[64]),
            whole = NpyBytes.Archive(("x", x), ("y", Y));
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains(
            "declares the shape (2000000000, 1), 8,000,000,000 bytes, but holds 64",
            Refusal(folder.Write("d.npz", whole))
        );
        int directory = whole.AsSpan().IndexOf("PK\u0001\u0002"u8);
        BinaryPrimitives.WriteUInt32LittleEndian(whole.AsSpan(directory + 24), 4_000_000_000);
        Assert.Contains("more than can be", Refusal(folder.Write("d.npz", whole)));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4_000_000);
    }

    [Fact]
    public void Random_damage_is_refused_or_read_and_never_anything_else()
    {
        byte[] whole = NpyBytes.Archive(("x", NpyBytes.Floats([6, 1], 1, 2, 3, 4, 5, 6)), ("y", Y));
        for (int at = 0; at < whole.Length; at++)
        {
            byte[] damaged = [.. whole];
            damaged[at] ^= 0x5A;
            AcceptOrRefuse(damaged);
            AcceptOrRefuse(whole[..at]);
        }
    }

    void AcceptOrRefuse(byte[] bytes)
    {
        string path = folder.Write("d.npz", bytes);
        try
        {
            var data = DataLoader.Load(path, new());
            Assert.Equal(6, data.Training.Count + data.Validation.Count);
        }
        catch (DataException e)
        {
            Assert.StartsWith(path, e.Message);
        }
    }
}
