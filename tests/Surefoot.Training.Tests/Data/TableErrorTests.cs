using System.Text;
using Surefoot.Training.Data;

namespace Surefoot.Training.Tests.Data;

/// <summary>
/// Each fault of a table ends in one message that names the file, the line, the column, the value and the remedy.
/// </summary>
public sealed class TableErrorTests : IDisposable
{
    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    string Refusal(string csv, DataOptions? options = null)
    {
        string path = folder.Write("table.csv", csv);
        string message = Assert.Throws<DataException>(() => DataLoader.Load(path, options ?? new())).Message;
        Assert.StartsWith(path, message);
        Assert.DoesNotContain('\n', message);
        return message[path.Length..];
    }

    static string Table(params string[] rows) => "size,weight,kind\n" + string.Join("\n", rows) + "\n";

    // Twenty rows of sound data; a test spoils one of them. Row number n stands on line n + 2.
    static string[] Sound() =>
        [.. Enumerable.Range(0, 20).Select(i => $"{i * i},{100 - (3 * i)},{(i % 2 == 0 ? "a" : "b")}")];

    static string Spoilt(int row, string text)
    {
        string[] rows = Sound();
        rows[row] = text;
        return Table(rows);
    }

    [Fact]
    public void A_sound_table_is_read() =>
        Assert.Equal(
            20,
            DataLoader.Load(folder.Write("t.csv", Table(Sound())), new()) is var data
                ? data.Training.Count + data.Validation.Count
                : 0
        );

    [Fact]
    public void A_file_that_does_not_exist_suggests_the_nearest_name()
    {
        folder.Write("training.csv", "a,b\n");
        string message = Assert.Throws<DataException>(() => DataLoader.Load(folder["traning.csv"], new())).Message;
        Assert.Equal($"{folder["traning.csv"]} does not exist. Is {folder["training.csv"]} meant?", message);
    }

    [Fact]
    public void A_file_in_a_folder_that_does_not_exist_says_so() =>
        Assert.Contains(
            $"does not exist, and neither does the folder {folder["none"]}",
            Assert.Throws<DataException>(() => DataLoader.Load(folder["none/a.csv"], new())).Message
        );

    [Fact]
    public void An_empty_path() =>
        Assert.Contains(
            "path of the data is empty",
            Assert.Throws<DataException>(() => DataLoader.Load("", new())).Message
        );

    [Theory]
    [InlineData("")]
    [InlineData("\n\n")]
    [InlineData("\uFEFF")]
    public void An_empty_file(string text) => Assert.Contains("is empty", Refusal(text));

    [Theory]
    [InlineData("a,b,c")]
    [InlineData("a,b,c\n")]
    [InlineData("a,b,c\n\n   \n")]
    public void A_header_only(string text) =>
        Assert.Contains("holds a header and no row below it. Add rows.", Refusal(text));

    [Fact]
    public void A_row_with_too_few_fields_names_its_line() =>
        Assert.Equal(
            ", line 7: the row has 2 fields, but 3 are expected. Add the fields that are lacking; a missing "
                + "value is an empty field between separators.",
            Refusal(Spoilt(5, "1,2"))
        );

    [Fact]
    public void A_row_with_too_many_fields_names_its_line() =>
        Assert.Contains(
            ", line 7: the row has 4 fields, but 3 are expected. Put quotes around",
            Refusal(Spoilt(5, "1,2,a,b"))
        );

    [Fact]
    public void Lines_are_those_of_the_file_and_not_records() =>
        Assert.Contains(
            ", line 8: the row has 1 field,",
            Refusal("size,note,kind\n1,\"two\nlines\",a\n\n2,x,b\n3,y,a\n4,z,b\n5\n")
        );

    [Fact]
    public void An_unterminated_quote_names_the_line_where_it_opened() =>
        Assert.Equal(
            ", line 7: the quote that opens here is never closed. Close it, or write \"\" for a quote within "
                + "a quoted field.",
            Refusal(Spoilt(5, "\"1,2,a"))
        );

    [Fact]
    public void An_unterminated_quote_after_a_field_of_two_lines_names_its_own_line() =>
        Assert.Contains(", line 3: the quote that opens here", Refusal("a,b,c\n1,\"x\ny\",\"z\n2,3,4\n"));

    [Fact]
    public void Text_after_a_closing_quote_names_the_line_where_the_field_begins() =>
        Assert.Contains(", line 4: text follows the closing quote", Refusal("a,b\n1,x\n2,y\n3,\"x\"y\n"));

    [Fact]
    public void A_target_that_is_no_column_suggests_the_nearest() =>
        Assert.Equal(
            " has no column knid, the target. Is kind meant?",
            Refusal(Table(Sound()), new() { Target = "knid" })
        );

    [Fact]
    public void A_target_that_is_no_column_and_near_none_lists_them() =>
        Assert.Equal(
            " has no column species, the target. There are size, weight and kind.",
            Refusal(Table(Sound()), new() { Target = "species" })
        );

    [Fact]
    public void Text_in_a_column_of_numbers_names_line_column_and_value() =>
        Assert.Equal(
            ", line 14, column weight: heavy is not a number. Correct it, or leave the field empty if the "
                + "value is missing.",
            Refusal(Spoilt(12, "3,heavy,a"))
        );

    [Theory]
    [InlineData("1e99")]
    [InlineData("1e999")]
    [InlineData("-1e39")]
    [InlineData("inf")]
    [InlineData("-Infinity")]
    public void A_number_that_32_bits_cannot_hold_is_refused(string value) =>
        Assert.Contains(
            $", line 14, column weight: {value} is beyond the range of 32-bit numbers",
            Refusal(Spoilt(12, $"3,{value},a"))
        );

    [Fact]
    public void A_comma_between_thousands_is_not_dropped() =>
        Assert.Contains(", line 14, column weight: 1,500 is not a number", Refusal(Spoilt(12, "3,\"1,500\",a")));

    [Fact]
    public void Text_among_dates_names_line_column_and_value() =>
        Assert.Contains(
            ", line 4, column day: yesterday is not a date like the others of this column, such as 2015-12-31 23:59",
            Refusal("day,kind\n2020-01-01,a\n2020-01-02,b\nyesterday,a\n2020-01-04,b\n2020-01-05,a\n")
        );

    [Fact]
    public void A_target_with_one_class() =>
        Assert.Contains(
            ", column kind: every row has the same target, a. At least two",
            Refusal("x,kind\n1,a\n2,a\n3,a\n4,a\n5,a\n")
        );

    [Fact]
    public void A_target_whose_labels_are_the_same_number_written_differently() =>
        Assert.Contains(
            ", column kind: every row has the same target, 1.",
            Refusal("x,kind\n1,1\n2,1.0\n3,1\n4,01\n5,1\n")
        );

    [Fact]
    public void A_target_that_is_missing_in_every_row() =>
        Assert.Contains(
            ", column kind: the target is missing in every row.",
            Refusal("x,kind\n1,\n2,?\n3,NA\n4,nan\n5,\n")
        );

    [Fact]
    public void A_name_that_stands_for_two_columns() =>
        Assert.Equal(
            ", line 1: the name a stands for 2 columns. Give each column a name of its own.",
            Refusal("a,b,a\n1,2,3\n")
        );

    [Fact]
    public void Too_few_rows_to_divide() =>
        Assert.Contains(" has 3 rows; at least 4 are needed", Refusal("a,b\n1,x\n2,y\n3,x\n"));

    [Fact]
    public void A_header_of_numbers_that_may_be_names_is_refused() =>
        Assert.EndsWith(
            ", line 1: numbers stand where the column names are expected (1990, 12 and 0). Add a first line "
                + "with a name for each column, or say with --no-header (DataOptions.HasHeader) that it is a row.",
            Refusal("1990,12,0\n1991,13,1\n1992,14,0\n1993,15,1\n")
        );

    [Fact]
    public void Numbers_that_count_and_stand_below_again_are_refused() =>
        Assert.EndsWith(
            ", line 1: 1, 2 and 3 may be names that count or a row, since each of these numbers stands in "
                + "its column again. "
                + "If it is a row, say so with --no-header (DataOptions.HasHeader); if these are names, begin "
                + "them with a letter.",
            Refusal("1,2,3\n1,3,2\n2,2,2\n3,4,3\n")
        );

    [Fact]
    public void Numbers_above_the_rows_of_a_table_with_names_are_refused_without_an_option_that_there_is_not()
    {
        var model = DataLoader
            .Load(
                folder.Write(
                    "named.csv",
                    "a,b,y\n" + string.Concat(Enumerable.Range(0, 40).Select(i => $"{i % 9}.5,{i % 7},{i % 2}\n"))
                ),
                new()
            )
            .Preprocessing;
        string path = folder.Write("bare.csv", "1.5,2\n2.5,3\n");
        Assert.Equal(
            $"{path}, line 1: numbers stand where the column names are expected (1.5 and 2). The model "
                + "learned from a table with names; add a first line with them.",
            Assert.Throws<DataException>(() => model.Open(path, requireTargets: false)).Message
        );
    }

    [Fact]
    public void Regression_of_text() =>
        Assert.Contains(
            ", column kind: the target holds text, such as a, and regression needs numbers.",
            Refusal(Table(Sound()), new() { Task = TaskKind.Regression })
        );

    [Fact]
    public void Classification_with_nearly_as_many_classes_as_rows() =>
        Assert.Contains(
            "too few rows a class to learn from",
            Refusal("x,name\n" + string.Concat(Enumerable.Range(0, 40).Select(i => $"{i % 7},name{i}\n")))
        );

    [Fact]
    public void A_table_with_no_column_to_learn_from() =>
        Assert.Contains(
            " has no column left to learn kind from. Column x is left out: it is the same in every training row.",
            Refusal("x,kind\n1,a\n1,b\n1,a\n1,b\n1,a\n")
        );

    [Fact]
    public void Bytes_that_are_not_UTF8_name_their_line()
    {
        string path = folder.Write("latin1.csv", [.. Encoding.Latin1.GetBytes("a,b\n1,x\n2,caf\u00E9\n3,x\n4,y\n")]);
        Assert.Equal(
            $"{path}, line 3: the line is not text in UTF-8. Save the file as UTF-8.",
            Assert.Throws<DataException>(() => DataLoader.Load(path, new())).Message
        );
    }

    [Fact]
    public void Zero_bytes_are_no_text() =>
        Assert.Contains(", line 2: the line holds a zero byte", Refusal("a,b\n1,\0\n"));

    [Theory]
    [InlineData(0x1F, 0x8B, 8, 0)]
    [InlineData(0x50, 0x4B, 3, 4)]
    public void A_compressed_file_is_named_as_such(int first, int second, int third, int fourth)
    {
        string path = folder.Write("table.csv", [(byte)first, (byte)second, (byte)third, (byte)fourth, 1, 2, 3]);
        Assert.Contains("Unpack it.", Assert.Throws<DataException>(() => DataLoader.Load(path, new())).Message);
    }

    [Fact]
    public void A_file_that_may_not_be_read()
    {
        string path = folder.Write("secret.csv", Table(Sound()));
        if (OperatingSystem.IsWindows())
            return;
        File.SetUnixFileMode(path, UnixFileMode.None);
        if (CanRead(path))
            return; // The superuser may read everything.
        Assert.Contains(
            "permission is denied",
            Assert.Throws<DataException>(() => DataLoader.Load(path, new())).Message
        );
    }

    [Fact]
    public void A_test_file_that_lacks_a_column_names_it()
    {
        string test = folder.Write("test.csv", "size,kind\n1,a\n");
        string path = folder.Write("table.csv", Table(Sound()));
        Assert.Equal(
            $"{test} has no column weight, which the model reads. There are size and kind.",
            Assert.Throws<DataException>(() => DataLoader.Load(path, new() { TestPath = test })).Message
        );
    }

    [Fact]
    public void A_test_file_that_lacks_the_target_names_it()
    {
        string test = folder.Write("test.csv", "size,weight\n1,2\n");
        string path = folder.Write("table.csv", Table(Sound()));
        Assert.Contains(
            "has no column kind, the target",
            Assert.Throws<DataException>(() => DataLoader.Load(path, new() { TestPath = test })).Message
        );
    }

    [Fact]
    public void A_class_that_training_did_not_see_names_the_classes()
    {
        string test = folder.Write("test.csv", "size,weight,kind\n1,2,a\n1,2,c\n");
        string path = folder.Write("table.csv", Table(Sound()));
        Assert.Contains(
            $"{test}, line 3, column kind: c is not a class that was trained; those are a and b.",
            Assert.Throws<DataException>(() => DataLoader.Load(path, new() { TestPath = test })).Message
        );
    }

    [Fact]
    public void A_column_to_ignore_that_is_none_suggests_the_nearest() =>
        Assert.Contains(
            " has no column wieght, to be treated apart. Is weight meant?",
            Refusal(Table(Sound()), new() { IgnoredColumns = ["wieght"] })
        );

    [Fact]
    public void The_target_cannot_be_ignored() =>
        Assert.Contains(
            "kind is the target and cannot be ignored",
            Assert
                .Throws<DataException>(() =>
                    DataLoader.Load(folder.Write("t.csv", Table(Sound())), new() { IgnoredColumns = ["kind"] })
                )
                .Message
        );

    [Fact]
    public void A_value_too_far_from_the_training_rows_is_refused()
    {
        string rows = string.Concat(Enumerable.Range(0, 20).Select(i => $"{i % 3}e-30,{(i % 2 == 0 ? "a" : "b")}\n"));
        var data = DataLoader.Load(folder.Write("t.csv", "x,kind\n" + rows), new());
        string test = folder.Write("far.csv", "x,kind\n1e-30,a\n3e38,b\n");
        Assert.Contains(
            $"{test}, line 3, column x: 3e38 lies too far",
            Assert.Throws<DataException>(() => data.Preprocessing.Open(test, requireTargets: false)).Message
        );
    }

    static bool CanRead(string path)
    {
        try
        {
            using var stream = File.OpenRead(path);
            return true;
        }
        catch (UnauthorizedAccessException)
        {
            return false;
        }
    }
}
