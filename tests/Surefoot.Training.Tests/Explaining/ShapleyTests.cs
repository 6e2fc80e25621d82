using Surefoot.Training.Data;
using Surefoot.Training.Explaining;
using Surefoot.Training.Layers;
using Surefoot.Training.Models;
using Surefoot.Training.Runs;

namespace Surefoot.Training.Tests.Explaining;

/// <summary>Shapley values: what the field proves of them, and what is known of made tables.</summary>
public sealed class ShapleyTests
{
    static readonly MadeTable Numbers = MadeTable.Trained(TaskKind.Regression, 21),
        Classes = MadeTable.Trained(TaskKind.Classification, 22);

    [Theory]
    [InlineData(TaskKind.Regression, 0)]
    [InlineData(TaskKind.Regression, 17)]
    [InlineData(TaskKind.Classification, 3)]
    public void They_sum_to_the_prediction_less_the_mean_however_few_orders_are_drawn(TaskKind task, int row)
    {
        var made = task == TaskKind.Regression ? Numbers : Classes;
        var found = new Explainer(made.Model, 1).Contributions(made.Test, row, new() { Background = 30, Orders = 1 });
        var predicted = made.Model.Predict(made.Test);
        double prediction =
            task == TaskKind.Regression ? predicted.Value(row) : predicted.Probability(row, predicted.ClassIndex(row));
        Assert.Equal(prediction, found.Prediction);
        double sum = found.Columns.Sum(column => column.Value);
        Assert.Equal(found.Prediction - found.Mean, sum, 1e-12 * Math.Max(1, Math.Abs(prediction)));
    }

    [Fact]
    public void All_rows_as_background_have_their_own_mean()
    {
        var rows = new RowSubset(Numbers.Test, [.. Enumerable.Range(0, 40)]);
        var predicted = Numbers.Model.Predict(rows);
        Assert.Equal(
            Enumerable.Range(0, 40).Average(predicted.Value),
            new Explainer(Numbers.Model, 1).Contributions(rows, 5).Mean,
            1e-10
        );
    }

    // Of a straight line each value is known: the slope times the distance from the background's mean.
    [Fact]
    public void Of_a_linear_model_they_are_the_slopes_times_the_distances_from_the_mean()
    {
        float[] inputs = [.. Enumerable.Range(0, 60).Select(i => (float)Math.Sin(i * i))];
        TrainingData data = ArrayData.Regression(
            new(3),
            inputs,
            [.. inputs.Where((_, i) => i % 3 == 0)],
            standardize: false
        );
        var network = new Network<float>(new Dense<float>(3, 1), new(3), seed: 4);
        var model = new SavedModel(network, data.Preprocessing);
        var rows = new MatrixDataset(new(3), inputs, null);
        var found = new Explainer(model, 1).Contributions(rows, 7, new() { Orders = 1 });
        float[] slopes = network.NamedParameters.First().Value.ToArray();
        foreach (var column in found.Columns)
        {
            int i = int.Parse(column.Column.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture);
            double mean = Enumerable.Range(0, 20).Average(row => inputs[(row * 3) + i]);
            Assert.Equal(data.Preprocessing.TargetScale * slopes[i] * (inputs[21 + i] - mean), column.Value, 1e-5);
        }
    }

    [Fact]
    public void What_a_row_has_is_told_and_what_counts_comes_first()
    {
        var found = new Explainer(Numbers.Model, 1).Contributions(Numbers.Test, 0);
        Assert.Equal(MadeTable.PutIn.Order(), found.Columns.Take(3).Select(column => column.Column).Order());
        Assert.All(found.Columns, column => Assert.InRange(column.Value, column.Low, column.High));
        Assert.Contains(found.Columns.Single(column => column.Column == "kind").Text, (string[])["a", "b", "c"]);
        Assert.Equal("target", found.Output);
        Assert.False(found.IsClass);
    }

    [Fact]
    public void Of_the_other_class_they_are_the_opposite()
    {
        var explainer = new Explainer(Classes.Model, 2);
        var yes = explainer.Contributions(Classes.Test, 1, new() { Class = 1 });
        var no = explainer.Contributions(Classes.Test, 1, new() { Class = 0 });
        Assert.Equal("yes", yes.Output);
        foreach (var column in yes.Columns)
            Assert.Equal(-column.Value, no.Columns.Single(one => one.Column == column.Column).Value, 1e-12);
        Assert.Equal(
            yes.Columns,
            new Explainer(Classes.Model, 1).Contributions(Classes.Test, 1, new() { Class = 1 }).Columns
        );
        Assert.Throws<ArgumentOutOfRangeException>(() => explainer.Contributions(Classes.Test, 500));
        Assert.Throws<ArgumentOutOfRangeException>(() => explainer.Contributions(Classes.Test, 0, new() { Class = 2 }));
    }
}
