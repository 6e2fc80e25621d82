using Surefoot.Training.Data;

namespace Surefoot.Training.Tests.Data;

/// <summary>What happens to each kind of column, and to the target.</summary>
public sealed class TableLoadingTests : IDisposable
{
    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    TrainingData Load(string header, IEnumerable<string> rows, DataOptions? options = null) =>
        DataLoader.Load(folder.Write("table.csv", header + "\n" + string.Join("\n", rows) + "\n"), options ?? new());

    static IEnumerable<string> Make(int count, Func<int, string> row) => Enumerable.Range(0, count).Select(row);

    float[] Encode(TrainingData data, string csv) =>
        data.Preprocessing.Open(folder.Write("rows.csv", csv), requireTargets: false).AllInputs();

    [Fact]
    public void Numbers_are_standardised_over_the_training_rows_only()
    {
        var data = Load("x,y", Make(40, i => $"{i * i * 0.37},{(i % 2 == 0 ? "a" : "b")}"));
        float[] training = data.Training.AllInputs();
        Assert.Equal(0, training.Average(), 1e-6);
        Assert.Equal(1, Math.Sqrt(training.Average(x => x * (double)x)), 1e-6);
        Assert.NotEqual(0, data.Validation.AllInputs().Average(), 1e-2);
    }

    [Fact]
    public void Text_is_one_hot_and_an_unseen_category_all_zeros()
    {
        var data = Load(
            "colour,x,y",
            Make(
                30,
                i => $"{(i % 3) switch { 0 => "red", 1 => "green", _ => "blue" }},{i * i},{(i % 2 == 0 ? "a" : "b")}"
            )
        );
        float[] rows = Encode(data, "x,colour\n0,red\n0,green\n0,blue\n0,violet\n");
        Assert.Equal([0, 0, 1], rows[0..3]);
        Assert.Equal([0, 1, 0], rows[4..7]);
        Assert.Equal([1, 0, 0], rows[8..11]);
        Assert.Equal([0, 0, 0], rows[12..15]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("NA")]
    [InlineData("nan")]
    [InlineData("NULL")]
    [InlineData("?")]
    [InlineData("N/A")]
    [InlineData("None")]
    [InlineData("-nan")]
    [InlineData("+NaN")]
    [InlineData("#N/A")]
    public void A_missing_value_is_the_mean_or_no_category_and_an_indicator_says_so(string missing)
    {
        var data = Load(
            "x,colour,y",
            Make(
                40,
                i =>
                    $"{(i % 5 == 0 ? missing : i * i)},"
                    + $"{(i % 7 == 0 ? missing : i % 2 == 0 ? "red" : "blue")},{(i % 2 == 0 ? "a" : "b")}"
            )
        );
        float[] row = Encode(data, $"x,colour\n{missing},{missing}\n");
        Assert.Equal([0, 1, 0, 0, 1], row);
        Assert.Equal(0, Encode(data, "x,colour\n3,red\n")[1]);
    }

    [Fact]
    public void A_column_whose_values_are_all_the_same_but_some_missing_says_only_that()
    {
        var data = Load("x,flag,y", Make(40, i => $"{i * i},{(i % 3 == 0 ? "1" : "")},{(i % 2 == 0 ? "a" : "b")}"));
        Assert.Equal(2, data.Training.InputShape.Length);
        Assert.Equal([0f, 1f], Encode(data, "x,flag\n1,1\n1,\n").Where((_, i) => i % 2 == 1));
    }

    [Fact]
    public void A_date_becomes_points_on_two_circles()
    {
        var data = Load(
            "when,y",
            Make(
                60,
                i =>
                    $"{new DateTime(2020, 1, 6).AddHours(7 * ((i * 37) % 60)):yyyy-MM-dd HH:mm:ss},"
                    + $"{(i % 2 == 0 ? "a" : "b")}"
            )
        );
        // Monday, Monday, Sunday.
        float[] rows = Encode(data, "when\n2031-05-05 00:00:00\n2031-05-05 06:00:00\n2031-05-04 18:00:00\n");
        Assert.Equal([0, 1], rows[0..2]);
        Assert.Equal([1, 0], rows[4..6].Select(part => MathF.Round(part, 6)));
        Assert.Equal([-1, 0], rows[8..10].Select(part => MathF.Round(part, 6)));
        Assert.Equal([(float)Math.Sin(2 * Math.PI / 7), (float)Math.Cos(2 * Math.PI / 7)], rows[2..4]);
        Assert.Equal([0, 1], rows[10..12]);
        Assert.Contains("Column when is a date: time of day and weekday are read, as points on a circle.", data.Notes);
    }

    [Fact]
    public void Dates_without_a_time_are_weekdays_only()
    {
        var data = Load(
            "day,y",
            Make(60, i => $"{new DateTime(2020, 1, 6).AddDays((i * 37) % 60):dd.MM.yyyy},{(i % 2 == 0 ? "a" : "b")}")
        );
        Assert.Equal(2, data.Training.InputShape.Length);
        Assert.Contains("Column day is a date: the weekday is read, as points on a circle.", data.Notes);
    }

    [Theory]
    [InlineData("{0:MM/dd/yyyy}", "12/31/2015")]
    [InlineData("{0:dd/MM/yyyy}", "31.12.2015")]
    public void Day_and_month_are_told_apart_by_the_whole_column(string format, string example)
    {
        var data = Load(
            "day,y",
            Make(
                60,
                i =>
                    $"{string.Format(format, new DateTime(2020, 1, 6).AddDays((i * 37) % 60))},"
                    + $"{(i % 2 == 0 ? "a" : "b")}"
            )
        );
        string order = example.StartsWith("12", StringComparison.Ordinal) ? "month-day-year" : "day-month-year";
        Assert.Contains(order, data.Preprocessing.ToJson().ToJsonString());
    }

    [Fact]
    public void Dates_whose_day_and_month_could_be_exchanged_say_so()
    {
        var data = Load("day,y", Make(60, i => $"{1 + (i % 12)}/{1 + (i % 11)}/2020,{(i % 2 == 0 ? "a" : "b")}"));
        Assert.Contains(
            "Column day: day and month could be exchanged; they are read like 12/31/2015 23:59.",
            data.Notes
        );
    }

    [Fact]
    public void Constant_and_empty_columns_are_left_out_in_one_line_each()
    {
        var data = Load("one,two,none,x,y", Make(30, i => $"7,same,,{i * i},{(i % 2 == 0 ? "a" : "b")}"));
        Assert.Equal(1, data.Training.InputShape.Length);
        Assert.Contains("Columns one and two are left out: each is the same in every training row.", data.Notes);
        Assert.Contains("Column none is left out: it holds no value.", data.Notes);
    }

    [Fact]
    public void Text_with_nearly_as_many_values_as_rows_is_left_out_in_one_line()
    {
        var data = Load(
            "name,x,y",
            Make(30, i => $"person {i},{i * i},{(i % 2 == 0 ? "a" : "b")}"),
            new() { ValidationShare = 0.2 }
        );
        Assert.Equal(1, data.Training.InputShape.Length);
        Assert.Single(
            data.Notes,
            note => note == "Column name is left out: text with 24 different values in 24 rows, too many to learn from."
        );
    }

    [Fact]
    public void Of_very_many_categories_the_commonest_are_read()
    {
        var data = Load(
            "code,x,y",
            Make(3000, i => $"c{(i % 3 == 0 ? i % 900 : i % 30)},{i * i % 97},{(i % 2 == 0 ? "a" : "b")}")
        );
        Assert.Equal(257, data.Training.InputShape.Length);
        Assert.Contains(data.Notes, note => note.Contains("the 256 commonest are read"));
    }

    [Theory]
    [InlineData("row", 1)]
    [InlineData("Id", 17)]
    [InlineData("passengerId", 17)]
    public void A_column_that_numbers_the_rows_is_left_out(string name, int step)
    {
        var data = Load($"{name},x,y", Make(30, i => $"{1 + (i * step % 301)},{i * i},{(i % 2 == 0 ? "a" : "b")}"));
        Assert.Equal(1, data.Training.InputShape.Length);
        Assert.Contains($"Column {name} is left out: it only numbers the rows.", data.Notes);
    }

    [Theory]
    [InlineData("humid")]
    [InlineData("paid")]
    public void A_column_that_is_not_called_an_identifier_is_read(string name) =>
        Assert.Equal(
            2,
            Load(
                $"{name},x,y",
                Make(30, i => $"{i * 17 % 301},{i * i},{(i % 2 == 0 ? "a" : "b")}")
            ).Training.InputShape.Length
        );

    [Fact]
    public void The_only_column_is_read_even_if_it_counts() =>
        Assert.Equal(1, Load("x,y", Make(30, i => $"{i},{2.5 * i}")).Training.InputShape.Length);

    [Fact]
    public void Mixed_numbers_and_text_are_text_and_said_so()
    {
        var data = Load(
            "house,x,y",
            Make(40, i => $"{(i % 4 == 0 ? $"{i % 3}a" : i % 3)},{i * i},{(i % 2 == 0 ? "a" : "b")}")
        );
        Assert.Contains("Column house is read as text: 10 of its 40 values are not numbers.", data.Notes);
    }

    [Fact]
    public void A_column_can_be_said_to_be_text_or_be_ignored()
    {
        var data = Load(
            "code,z,x,y",
            Make(40, i => $"{i % 3},{i * 7 % 5},{i * i},{(i % 2 == 0 ? "a" : "b")}"),
            new() { TextColumns = ["code"], IgnoredColumns = ["z"] }
        );
        Assert.Equal(4, data.Training.InputShape.Length);
        Assert.Contains("Column z is left out: as asked.", data.Notes);
    }

    [Theory]
    [InlineData("0,1", TaskKind.Classification)]
    [InlineData("0,1.0", TaskKind.Classification)]
    [InlineData("yes,no", TaskKind.Classification)]
    [InlineData("3,4,5,6,7", TaskKind.Classification)]
    [InlineData("0.5,1.5", TaskKind.Regression)]
    [InlineData("1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21", TaskKind.Regression)]
    public void The_target_chooses_the_task(string values, TaskKind task)
    {
        string[] choice = values.Split(',');
        var data = Load("x,y", Make(100, i => $"{i * i},{choice[i % choice.Length]}"));
        Assert.Equal(task, data.Preprocessing.Task);
        Assert.Equal(task == TaskKind.Classification ? choice.Length : 1, data.Preprocessing.Outputs);
    }

    [Fact]
    public void Few_rows_a_number_are_no_classes() =>
        Assert.Equal(TaskKind.Regression, Load("x,y", Make(20, i => $"{i * i},{i % 10}")).Preprocessing.Task);

    [Fact]
    public void The_task_can_be_said()
    {
        var rows = Make(60, i => $"{i * i},{i % 4}");
        Assert.Equal(TaskKind.Regression, Load("x,y", rows, new() { Task = TaskKind.Regression }).Preprocessing.Task);
        Assert.Equal(
            ["0", "1", "2", "3"],
            Load("x,y", rows, new() { Task = TaskKind.Classification }).Preprocessing.Classes
        );
    }

    [Fact]
    public void Labels_that_are_numbers_are_sorted_as_numbers_and_equal_as_numbers()
    {
        var data = Load(
            "x,y",
            Make(60, i => $"{i * i},{(i % 3) switch { 0 => "10", 1 => "9", _ => i % 2 == 0 ? "1.0" : "1" }}")
        );
        Assert.Equal(["1", "9", "10"], data.Preprocessing.Classes);
        var test = data.Preprocessing.Open(folder.Write("t.csv", "y,x\n1.00,1\n+9,1\n1e1,1\n"), requireTargets: true);
        Assert.Equal([0, 1, 2], test.Targets());
    }

    [Fact]
    public void A_regression_target_is_standardised_and_can_be_turned_back()
    {
        var data = Load("x,y", Make(50, i => $"{i * i},{1000 + (i * 2.5)}"));
        double scale = data.Preprocessing.TargetScale,
            mean = data.Preprocessing.TargetMean;
        double[] values = [.. data.Training.Targets().Select(target => (target * scale) + mean)];
        Assert.All(values, value => Assert.Equal(0, Math.IEEERemainder(value - 1000, 2.5), 1e-3));
        Assert.Equal(mean, values.Average(), 1e-3);
    }

    [Fact]
    public void A_table_in_time_order_validates_on_its_last_part()
    {
        var data = Load(
            "when,x,y",
            Make(
                100,
                i => $"{new DateTime(2020, 1, 1).AddHours(i / 2):s},{i + (i % 2 * 0.5)},{(i % 2 == 0 ? "a" : "b")}"
            ),
            new() { ValidationShare = 0.2 }
        );
        Assert.Equal((80, 20), (data.Training.Count, data.Validation.Count));
        Assert.Contains(
            "The dates of when never go back, so the rows are in time order: the last 20 validate.",
            data.Notes
        );
        float[] x =
        [
            .. data
                .Training.AllInputs()
                .Where((_, i) => i % data.Training.InputShape.Length == data.Training.InputShape.Length - 1),
        ];
        float[] later =
        [
            .. data
                .Validation.AllInputs()
                .Where((_, i) => i % data.Training.InputShape.Length == data.Training.InputShape.Length - 1),
        ];
        Assert.True(x.Max() < later.Min());
    }

    [Fact]
    public void A_table_in_time_order_whose_classes_come_one_after_the_other_is_shuffled()
    {
        var data = Load(
            "when,x,y",
            Make(100, i => $"{new DateTime(2020, 1, 1).AddHours(i):s},{i * i},{(i < 90 ? "a" : "b")}")
        );
        Assert.Contains(data.Notes, note => note.Contains("drawn at random"));
        Assert.Contains(1, data.Training.Targets());
    }

    [Fact]
    public void Missing_values_are_said_in_one_line()
    {
        var data = Load(
            "x,z,y",
            Make(40, i => $"{(i % 5 == 0 ? "" : i * i)},{(i % 4 == 0 ? "" : i * 3 % 7)},{(i % 2 == 0 ? "a" : "b")}")
        );
        Assert.Single(data.Notes, note => note.StartsWith("Values are missing in x and z:", StringComparison.Ordinal));
    }

    [Fact]
    public void A_table_whose_dates_go_back_once_is_shuffled()
    {
        var data = Load(
            "when,x,y",
            Make(100, i => $"{new DateTime(2020, 1, 1).AddHours(i == 50 ? 3 : i):s},{i * i},{(i % 2 == 0 ? "a" : "b")}")
        );
        Assert.DoesNotContain(data.Notes, note => note.Contains("time order"));
    }

    [Fact]
    public void The_same_seed_divides_the_same_and_another_differently()
    {
        var rows = Make(100, i => $"{i * i},{(i % 2 == 0 ? "a" : "b")}").ToArray();
        float[] Validation(ulong seed) => Load("x,y", rows, new() { Seed = seed }).Validation.Targets();
        float[] Inputs(ulong seed) => Load("x,y", rows, new() { Seed = seed }).Validation.AllInputs();
        Assert.Equal(Inputs(1), Inputs(1));
        Assert.NotEqual(Inputs(1), Inputs(2));
        Assert.Equal(Validation(1).Order(), Validation(2).Order());
    }

    [Fact]
    public void The_target_is_the_last_column_unless_it_is_said()
    {
        var rows = Make(40, i => $"{(i % 2 == 0 ? "a" : "b")},{i * i},{(i % 3 == 0 ? "c" : "d")}").ToArray();
        Assert.Equal(["c", "d"], Load("first,x,last", rows).Preprocessing.Classes);
        Assert.Equal(["a", "b"], Load("first,x,last", rows, new() { Target = "first" }).Preprocessing.Classes);
    }

    [Fact]
    public void A_test_file_may_order_its_columns_otherwise_and_have_more()
    {
        string test = folder.Write("test.csv", "extra,y,b,a\n9,q,2,1\n9,p,4,3\n");
        var data = Load(
            "a,b,y",
            Make(40, i => $"{i * i},{100 - (i * 3 % 17)},{(i % 2 == 0 ? "p" : "q")}"),
            new() { TestPath = test }
        );
        Assert.Equal([1, 0], data.Test!.Targets());
        Assert.Equal(Encode(data, "a,b\n1,2\n3,4\n"), data.Test!.AllInputs());
        Assert.Contains("test.csv has a column that the training data lacks, left out: extra.", data.Notes);
    }

    [Fact]
    public void Rows_to_predict_need_no_target_and_one_that_is_there_is_not_read()
    {
        var data = Load("x,y", Make(40, i => $"{i * i},{(i % 2 == 0 ? "p" : "q")}"));
        var rows = data.Preprocessing.Open(folder.Write("p.csv", "x,y\n4,\n9,unknown\n"), requireTargets: false);
        Assert.False(rows.HasTargets);
        Assert.Equal(2, rows.Count);
        Assert.Throws<ArgumentException>(() => rows.Targets());
    }

    [Fact]
    public void The_fingerprint_is_that_of_the_bytes()
    {
        string csv = "x,y\n" + string.Join("\n", Make(40, i => $"{i * i},{(i % 2 == 0 ? "p" : "q")}"));
        string path = folder.Write("t.csv", csv),
            test = folder.Write("test.csv", "x,y\n1,p\n");
        string expected = Convert.ToHexStringLower(
            System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(path))
        );
        Assert.Equal(expected, DataLoader.Load(path, new()).Fingerprint);
        Assert.NotEqual(expected, DataLoader.Load(path, new() { TestPath = test }).Fingerprint);
    }

    [Fact]
    public void Sensor_rows_as_R_writes_them_are_read_in_time_order()
    {
        var rows = Make(
            200,
            i =>
                $"\"{i + 1}\",\"{new DateTime(2015, 2, 4, 17, 51, 0).AddMinutes(i * 53):yyyy-MM-dd HH:mm:ss}"
                + $"\",{20 + (i % 7 * 0.1)},{(i % 2 == 0 ? 0 : 426)},{i % 2}"
        );
        var data = Load("\"date\",\"Temperature\",\"Light\",\"Occupancy\"", rows, new() { Target = "Occupancy" });
        Assert.Equal(6, data.Training.InputShape.Length);
        Assert.Equal(["0", "1"], data.Preprocessing.Classes);
        Assert.Equal(30, data.Validation.Count);
        Assert.Contains(data.Notes, note => note.Contains("time order"));
    }
}
