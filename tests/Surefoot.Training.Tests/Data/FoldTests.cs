using System.Globalization;
using Surefoot.Training.Data;

namespace Surefoot.Training.Tests.Data;

/// <summary>How rows are divided into folds.</summary>
public sealed class FoldTests : IDisposable
{
    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    // Row i has x = i, so that a row is known by its number; 11 of class a, 23 of b, 47 of c.
    string Table(string? dates = null) =>
        folder.Write(
            "t.csv",
            (dates is null ? "" : "when,")
                + "x,kind\n"
                + string.Concat(
                    Enumerable
                        .Range(0, 81)
                        .Select(i =>
                            (dates is null ? "" : $"2024-03-{1 + (i / 24):00} {i % 24:00}:30,")
                            + $"{i}.5,{(i * 7 % 81) switch { < 11 => 'a', < 34 => 'b', _ => 'c' }}\n"
                        )
                )
        );

    static int[] Numbers(TrainingData data, IDataset rows) =>
        [
            .. Enumerable
                .Range(0, rows.Count)
                .Select(row => rows.Inputs(row)[^1])
                .Select(x =>
                {
                    var column = data.Preprocessing.ToJson()["columns"]!.AsArray()[^1]!;
                    return (int)Math.Round(((double)column["scale"]! * x) + (double)column["mean"]! - 0.5);
                }),
        ];

    [Theory]
    [InlineData(0)]
    [InlineData(0.2)]
    public void Every_row_validates_once_with_the_same_share_of_each_class(double test)
    {
        string path = Table();
        var options = new DataOptions
        {
            TestShare = test,
            Folds = 5,
            IgnoredColumns = [],
        };
        List<int> validated = [];
        var shares = new List<int[]>();
        int[] tested = [];
        for (int fold = 1; fold <= 5; fold++)
        {
            var data = DataLoader.Load(path, options with { Fold = fold });
            int[] validates = Numbers(data, data.Validation),
                trains = Numbers(data, data.Training);
            tested = data.Test is null ? [] : Numbers(data, data.Test);
            Assert.Equal(Enumerable.Range(0, 81), validates.Concat(trains).Concat(tested).Order());
            validated.AddRange(validates);
            shares.Add([.. Enumerable.Range(0, 3).Select(kind => data.Validation.Targets().Count(one => one == kind))]);
        }
        Assert.Equal(Enumerable.Range(0, 81).Except(tested), validated.Order());
        for (int kind = 0; kind < 3; kind++)
            Assert.InRange(shares.Max(share => share[kind]) - shares.Min(share => share[kind]), 0, 1);
        Assert.InRange(shares.Max(share => share.Sum()) - shares.Min(share => share.Sum()), 0, 1);
        var all = DataLoader.Load(path, options);
        Assert.Equal((validated.Count, 0), (all.Training.Count, all.Validation.Count));
        Assert.Contains(all.Notes, note => note.StartsWith("The rows are divided into 5 folds drawn by the seed"));
        // The test is the one that there would be without folds.
        var whole = DataLoader.Load(path, options with { Folds = null });
        if (test > 0)
            Assert.Equal(tested, Numbers(whole, whole.Test!));
    }

    [Fact]
    public void The_seed_draws_the_folds()
    {
        string path = Table();
        int[] Of(ulong seed)
        {
            var data = DataLoader.Load(
                path,
                new()
                {
                    Folds = 3,
                    Fold = 2,
                    Seed = seed,
                }
            );
            return Numbers(data, data.Validation);
        }
        Assert.Equal(Of(1), Of(1));
        Assert.NotEqual(Of(1), Of(2));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void Rows_in_time_order_are_measured_on_what_comes_after(int window)
    {
        string path = Table(dates: "when");
        var options = new DataOptions
        {
            Target = "x",
            IgnoredColumns = ["kind"],
            Folds = 4,
            TestShare = 0.1,
            Window = window,
            Ahead = window == 0 ? 0 : 1,
            TargetPast = window > 0,
        };
        // 73 rows before the test: five parts of 14, and 3 more that the first fold learns from.
        for (int fold = 1; fold <= 4; fold++)
        {
            var data = DataLoader.Load(path, options with { Fold = fold });
            double[] Values(IDataset rows) =>
                [
                    .. rows.Targets()
                        .Select(y =>
                            Math.Round((y * data.Preprocessing.TargetScale) + data.Preprocessing.TargetMean - 0.5)
                        ),
                ];
            int start = 3 + (14 * fold);
            Assert.Equal(Enumerable.Range(start, 14).Select(i => (double)i), Values(data.Validation));
            // The first windows are not whole.
            Assert.Equal(Enumerable.Range(window, start - window).Select(i => (double)i), Values(data.Training));
            Assert.Contains(data.Notes, note => note.Contains("The rows are divided into 5 parts in their order"));
        }
        var all = DataLoader.Load(path, options);
        Assert.Equal((73 - window, 0, 8), (all.Training.Count, all.Validation.Count, all.Test!.Count));
    }

    [Fact]
    public void Formats_without_columns_have_folds_too()
    {
        string text = folder.Write(
                "lines.txt",
                string.Concat(
                    Enumerable.Range(0, 40).Select(i => $"{(i % 2 == 0 ? "a" : "b")}\tword{i % 7} and more\n")
                )
            ),
            sparse = folder.Write(
                "rows.svm",
                string.Concat(
                    Enumerable
                        .Range(0, 40)
                        .Select(i => string.Create(CultureInfo.InvariantCulture, $"{i % 2} 1:{i + 1} 2:{i % 5 + 1}\n"))
                )
            );
        foreach (string path in (string[])[text, sparse])
        {
            TrainingData[] parts =
            [
                .. Enumerable.Range(1, 4).Select(fold => DataLoader.Load(path, new() { Folds = 4, Fold = fold })),
            ];
            Assert.All(parts, part => Assert.Equal((30, 10), (part.Training.Count, part.Validation.Count)));
            Assert.All(parts, part => Assert.Equal(5, part.Validation.Targets().Count(target => target == 1)));
        }
        Assert.Equal(
            (3059, 764),
            DataLoader.Load(null, new() { Folds = 5, Fold = 5 }) is var digits
                ? (digits.Training.Count, digits.Validation.Count)
                : default
        );
        TrainingData arrays = ArrayData.Classification(
            new(1),
            [.. Enumerable.Range(0, 20).Select(i => (float)i)],
            [.. Enumerable.Range(0, 20).Select(i => i % 2)],
            ["no", "yes"],
            new() { Folds = 10, Fold = 3 }
        );
        Assert.Equal([0, 1], arrays.Validation.Targets().Order());
    }

    [Fact]
    public void What_cannot_be_divided_is_refused()
    {
        string path = folder.Write("few.csv", "x,y\n1,2.5\n2,3.5\n4,1\n3,7\n");
        Assert.Equal(
            "4 rows cannot be divided into 5 folds, which need at least 5. Take fewer folds, or give more rows.",
            Assert
                .Throws<DataException>(() => DataLoader.Load(path, new() { Folds = 5, Task = TaskKind.Regression }))
                .Message
        );
        Assert.Throws<ArgumentOutOfRangeException>(() => new DataOptions { Folds = 1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new DataOptions { Fold = 0 });
        Assert.Equal(
            "Fold is 3, and Folds is 2. (Parameter 'options')",
            Assert.Throws<ArgumentException>(() => DataLoader.Load(path, new() { Folds = 2, Fold = 3 })).Message
        );
    }
}
