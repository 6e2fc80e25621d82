using Surefoot.Training.Data;
using Surefoot.Training.Explaining;
using Surefoot.Training.Models;
using Surefoot.Training.Tests.Formats;
using Surefoot.Training.Tests.Runs;

namespace Surefoot.Training.Tests.Explaining;

/// <summary>Partial dependence: against the model's own predictions of rows that were changed by hand.</summary>
public sealed class DependenceTests
{
    static readonly MadeTable Numbers = MadeTable.Trained(TaskKind.Regression, 11),
        Classes = MadeTable.Trained(TaskKind.Classification, 12);

    static PartialDependence Of(MadeTable made, string column, DependenceOptions? options = null) =>
        Assert.Single(new Explainer(made.Model, 1).Dependence(made.Test, column, options));

    [Fact]
    public void A_number_is_tried_at_its_quantiles_and_then_missing()
    {
        var found = Of(Numbers, "gap", new() { Points = 9, Rows = 200 });
        Assert.Equal(10, found.Points.Count);
        Assert.Equal((200, 500), (found.Rows, found.AllRows));
        double[] tried = [.. found.Points.Take(9).Select(point => point.Number!.Value)];
        Assert.Equal(tried.Order(), tried);
        Assert.Equal(("missing", null), (found.Points[9].Label, found.Points[9].Number));
        // 10 for each unit of it; missing counts as −1.5.
        double slope = (found.Points[7].Means[0] - found.Points[1].Means[0]) / (tried[7] - tried[1]);
        Assert.InRange(slope, 8, 12);
        Assert.InRange(found.Points[9].Means[0] - found.Points[4].Means[0] + (10 * tried[4]), -20, -10);
    }

    [Fact]
    public void A_mean_is_that_of_the_predictions_of_rows_with_this_value()
    {
        var found = Of(Classes, "kind");
        Assert.Equal(["a", "b", "c"], found.Points.Select(point => point.Label));
        Assert.Equal(["no", "yes"], found.Outputs);
        var input = new float[Classes.Test.InputShape.Length];
        var kind = InputColumns.Of(Classes.Model.Preprocessing).Single(column => column.Name == "kind");
        var changed = new float[Classes.Test.Count * input.Length];
        for (int row = 0; row < Classes.Test.Count; row++)
        {
            Classes.Test.Read([row], input, []);
            kind.Of(input).Clear();
            kind.Of(input)[2] = 1;
            input.CopyTo(changed, row * input.Length);
        }
        var predicted = Classes.Model.Predict(new MatrixDataset(Classes.Test.InputShape, changed, null));
        double mean = Enumerable.Range(0, predicted.Count).Average(row => predicted.Probability(row, 1));
        Assert.Equal(mean, found.Points[2].Means[1], 1e-12);
        Assert.True(found.Points[2].Means[1] > found.Points[0].Means[1] + 0.2);
        Assert.All(found.Points, point => Assert.Equal(1, point.Means.Sum(), 1e-12));
    }

    [Fact]
    public void Threads_change_no_bit_and_names_that_are_not_there_are_told()
    {
        var explainer = new Explainer(Numbers.Model, 2);
        Assert.Equal(
            Of(Numbers, "size").Points.Select(point => point.Means[0]),
            explainer.Dependence(Numbers.Test, "size")[0].Points.Select(point => point.Means[0])
        );
        Assert.Contains(
            "The model reads no column sise. Is size meant?",
            Assert.Throws<ArgumentException>(() => explainer.Dependence(Numbers.Test, "sise")).Message
        );
    }

    [Fact]
    public void A_date_is_tried_part_by_part_and_a_column_that_may_be_missing_both_ways()
    {
        using var scratch = new ScratchFolder();
        string[] rows =
        [
            .. Enumerable
                .Range(0, 60)
                .Select(i =>
                    $"2024-03-{1 + (i % 28):00} {i % 24:00}:30,{(i % 3 == 0 ? "x" : "")},{(i % 5) + (i % 24)}"
                ),
        ];
        TrainingData data = DataLoader.Load(
            scratch.Write("dates.csv", System.Text.Encoding.UTF8.GetBytes(string.Join('\n', ["when,mark,y", .. rows]))),
            new DataOptions { Target = "y", Task = TaskKind.Regression }
        );
        var model = new Surefoot.Training.Runs.SavedModel(
            Network<float>.Build(new("mlp", data.Preprocessing.InputShape, 1) { Hidden = [4] }, 1),
            data.Preprocessing
        );
        var explainer = new Explainer(model, 1);
        var found = explainer.Dependence(data.Training, "when");
        Assert.Equal(["when, time of day", "when, weekday"], found.Select(one => one.Title));
        Assert.Equal(24, found[0].Points.Count);
        Assert.Equal(("13:00", "Sunday"), (found[0].Points[13].Label, found[1].Points[0].Label));
        Assert.Equal(
            ["there", "missing"],
            Assert.Single(explainer.Dependence(data.Training, "mark")).Points.Select(point => point.Label)
        );
        var row = explainer.Contributions(data.Training, 0);
        Assert.Equal("Friday 0:30", row.Columns.Single(column => column.Column == "when").Text);
        Assert.Equal("there", row.Columns.Single(column => column.Column == "mark").Text);
    }

    [Fact]
    public void The_parts_of_a_date_that_never_come_back_are_tried_as_numbers()
    {
        using var scratch = new ScratchFolder();
        string[] rows = [.. Enumerable.Range(0, 60).Select(i => $"{2000 + (i % 20)}-{1 + (i % 12):00}-15,{i % 20}")];
        TrainingData data = DataLoader.Load(
            scratch.Write("years.csv", System.Text.Encoding.UTF8.GetBytes(string.Join('\n', ["when,y", .. rows]))),
            new DataOptions
            {
                Target = "y",
                Task = TaskKind.Regression,
                DateParts = [DatePart.DayOfYear, DatePart.Year, DatePart.Elapsed],
            }
        );
        var explainer = new Explainer(
            new(
                Network<float>.Build(new("mlp", data.Preprocessing.InputShape, 1) { Hidden = [4] }, 1),
                data.Preprocessing
            ),
            1
        );
        var found = explainer.Dependence(data.Training, "when");
        Assert.Equal(["when, day of year", "when, year", "when, elapsed"], found.Select(one => one.Title));
        Assert.Equal(["1 Jan", "31 Jan", "2 Mar"], found[0].Points.Take(3).Select(point => point.Label));
        Assert.Equal(("2000", "2019"), (found[1].Points[0].Label, found[1].Points[^1].Label));
        Assert.EndsWith("-15", found[2].Points[0].Label, StringComparison.Ordinal);
    }

    [Fact]
    public void What_has_no_columns_is_refused_with_the_reason()
    {
        var images = Samples.Images();
        Assert.Contains(
            "this one reads images: a pixel means something beside its neighbors only",
            Assert
                .Throws<NotSupportedException>(() =>
                    new Explainer(
                        new(
                            Network<float>.Build(new("mlp", images.Preprocessing.InputShape, 3) { Hidden = [4] }, 1),
                            images.Preprocessing
                        )
                    )
                )
                .Message
        );
    }
}
