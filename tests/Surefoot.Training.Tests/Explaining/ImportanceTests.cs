using Surefoot.Training.Data;
using Surefoot.Training.Explaining;
using Surefoot.Training.Metrics;

namespace Surefoot.Training.Tests.Explaining;

/// <summary>Permutation importance, on tables of which is known what the target hangs on.</summary>
public sealed class ImportanceTests
{
    [Theory]
    [InlineData(TaskKind.Classification)]
    [InlineData(TaskKind.Regression)]
    public void The_columns_that_were_put_in_are_found_and_the_noise_is_not_with_ten_seeds(TaskKind task)
    {
        List<string> wrong = [];
        for (ulong seed = 1; seed <= 10; seed++)
        {
            var made = MadeTable.Trained(task, seed);
            var found = new Explainer(made.Model, 1).Importance(made.Test);
            Assert.Equal(MadeTable.PutIn.Order(), found.Columns.Take(3).Select(column => column.Column).Order());
            foreach (var column in found.Columns)
                if (MadeTable.PutIn.Contains(column.Column) ? !column.IsClear : column is { Low: > 0 } or { High: < 0 })
                    wrong.Add($"seed {seed}: {column}");
        }
        Assert.Empty(wrong);
    }

    [Theory]
    [InlineData(TaskKind.Classification, "accuracy")]
    [InlineData(TaskKind.Regression, "rmse")]
    [InlineData(TaskKind.Regression, "mae")]
    [InlineData(TaskKind.Regression, "r2")]
    public void Every_measure_tells_them_apart_and_its_baseline_is_that_of_an_evaluation(TaskKind task, string measure)
    {
        var made = MadeTable.Trained(task, 1);
        var found = new Explainer(made.Model, 1).Importance(made.Test, new() { Measure = measure });
        Assert.Equal(measure, found.Measure);
        Assert.Equal(made.Model.Evaluate(made.Test).Figure(measure)!.Value, found.Baseline, 1e-9 * found.Baseline);
        Assert.Equal(
            [.. MadeTable.PutIn.Order()],
            found.Columns.Where(column => column.IsClear).Select(column => column.Column).Order()
        );
    }

    [Fact]
    public void One_repeat_is_the_evaluation_of_the_exchanged_rows()
    {
        var made = MadeTable.Trained(TaskKind.Regression, 2);
        var column = InputColumns.Of(made.Model.Preprocessing)[4];
        int[] donors = new int[made.Test.Count];
        new Randomness.RandomStream(5, 0x5045524D, 4UL << 32).Permute(donors);
        double exchanged = made.Model.Evaluate(new ExchangedRows(made.Test, column, donors)).Rmse!.Value,
            plain = made.Model.Evaluate(made.Test).Rmse!.Value;
        var found = new Explainer(made.Model, 1).Importance(made.Test, new() { Repeats = 1, Seed = 5 });
        Assert.Equal("gap", column.Name);
        Assert.Equal(exchanged - plain, found.Columns.Single(one => one.Column == "gap").Value, 1e-9);
    }

    [Fact]
    public void The_same_seed_gives_the_same_bits_with_one_and_two_threads_and_another_seed_others()
    {
        var made = MadeTable.Trained(TaskKind.Classification, 3);
        PermutationImportance[] found =
        [
            new Explainer(made.Model, 1).Importance(made.Test, new() { Rows = 300 }),
            new Explainer(made.Model, 2).Importance(made.Test, new() { Rows = 300 }),
            new Explainer(made.Model, 1).Importance(made.Test, new() { Rows = 300, Seed = 2 }),
        ];
        Assert.Equal((300, 500), (found[0].Rows, found[0].AllRows));
        Assert.Equal(found[0].Columns, found[1].Columns);
        Assert.Equal(found[0].Baseline, found[1].Baseline);
        Assert.NotEqual(found[0].Columns[0].Value, found[2].Columns[0].Value);
    }

    [Fact]
    public void A_column_that_no_weight_reads_has_importance_0()
    {
        var made = MadeTable.Trained(TaskKind.Regression, 4);
        var column = InputColumns.Of(made.Model.Preprocessing).Single(one => one.Name == "letter");
        var weight = made.Model.Network.NamedParameters.First();
        int outputs = weight.Shape[^1];
        weight.Value.Slice(column.Offset * outputs, column.Width * outputs).Clear();
        var found = new Explainer(made.Model, 1).Importance(made.Test).Columns.Single(one => one.Column == "letter");
        Assert.Equal(new("letter", 0, 0, 0), found);
    }

    [Fact]
    public void What_cannot_be_measured_is_refused_by_name()
    {
        var made = MadeTable.Trained(TaskKind.Regression, 5);
        var explainer = new Explainer(made.Model, 1);
        Assert.Contains(
            "not measured by accuracy here. There are rmse, mae and r2.",
            Assert
                .Throws<ArgumentException>(() => explainer.Importance(made.Test, new() { Measure = "accuracy" }))
                .Message
        );
        Assert.Contains(
            "There is 1 row; this takes 2 at least.",
            Assert.Throws<ArgumentException>(() => explainer.Importance(new RowSubset(made.Test, [0]))).Message
        );
        Assert.Throws<ArgumentOutOfRangeException>(() => new ImportanceOptions { Repeats = 0 });
    }

    [Theory]
    [InlineData(1, 1.959964)]
    [InlineData(5, 2.575829)]
    [InlineData(500, 3.890592)]
    public void Intervals_for_several_at_once_are_as_wide_as_the_tables_say(int figures, double errors) =>
        Assert.Equal(errors, NormalQuantile.OfAll(figures), 1e-5);
}
