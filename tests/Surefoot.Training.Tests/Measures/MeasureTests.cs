using Surefoot.Training.Metrics;
using Surefoot.Training.Runs.Figures;

namespace Surefoot.Training.Tests.Measures;

public class MeasureTests
{
    [Fact]
    public void A_confusion_matrix_counts_and_sums_up()
    {
        var matrix = new ConfusionMatrix(3);
        matrix.Add<float>([1, 2, 0, 3, 3, 0, 0, 0, 1, 5, 4, 4], [1, 0, 2, 1]);
        Assert.Equal((1, 1, 1, 1, 4L), (matrix[1, 1], matrix[0, 0], matrix[2, 2], matrix[1, 0], matrix.Total));
        Assert.Equal(0.75, matrix.Accuracy);
        Assert.Equal((0.5, 1, 2 / 3.0), (matrix.Precision(0), matrix.Recall(0), matrix.F1(0)));
        Assert.Equal((1, 0.5, 2 / 3.0), (matrix.Precision(1), matrix.Recall(1), matrix.F1(1)));
        Assert.Equal(((2 / 3.0) + (2 / 3.0) + 1) / 3, matrix.MeanF1, 1e-15);
        Assert.Equal(0, new ConfusionMatrix(2).F1(1));
        Assert.Equal(double.NaN, new ConfusionMatrix(2).MeanF1);
        Assert.Throws<ArgumentException>(() => matrix.Add<float>([1, 2], [1]));
    }

    // Of four classes d neither occurs nor is said, and is left out, as scikit-learn's f1_score(average="macro") leaves
    // it out; c occurs and is never said: its F1 is 0.
    [Fact]
    public void Macro_F1_is_one_figure_over_the_classes_that_occur_or_are_said()
    {
        var matrix = new ConfusionMatrix(4);
        var figures = new ClassFigures(["a", "b", "c", "d"], null, 4, windows: false);
        (int Truth, int Said)[] rows = [(0, 0), (0, 1), (1, 1), (2, 0)];
        foreach (var (truth, said) in rows)
        {
            matrix.Add(truth, said);
            double[] scores = new double[4];
            scores[said] = 1;
            figures.Add(scores, truth, double.NaN);
        }
        Assert.Equal(((2 / 4.0) + (2 / 3.0) + 0) / 3, matrix.MeanF1, 1e-15);
        Assert.Equal(matrix.MeanF1, figures.Figures().Single(figure => figure.Name == "macroF1").Value);
    }

    [Fact]
    public void Top_k_looks_as_far_as_it_is_told()
    {
        double[] scores = [3, 2, 1, 1, 1, 1];
        Assert.Equal(0, Ranking.TopK<double>(scores, [1, 2], 1));
        Assert.Equal(0.5, Ranking.TopK<double>(scores, [1, 2], 2));
        Assert.Equal(1, Ranking.TopK<double>(scores, [1, 2], 3));
        Assert.Throws<ArgumentException>(() => Ranking.TopK<double>(scores, [], 1));
    }

    [Fact]
    public void The_area_under_the_curve_is_the_share_of_pairs_in_order()
    {
        Assert.Equal(1, Ranking.AreaUnderCurve<float>([0.1f, 0.4f, 0.35f, 0.8f], [0, 0, 0, 1]));
        Assert.Equal(0.75, Ranking.AreaUnderCurve<float>([0.1f, 0.4f, 0.35f, 0.8f], [0, 0, 1, 1]));
        Assert.Equal(0.5, Ranking.AreaUnderCurve<float>([1, 1, 1], [0, 1, 1]));
        Assert.True(double.IsNaN(Ranking.AreaUnderCurve<float>([1, 2], [1, 1])));
    }

    [Fact]
    public void Deviations_are_in_the_units_of_the_targets()
    {
        Assert.Equal(Math.Sqrt(12.5), Deviation.RootMeanSquare<float>([3, 14], [0, 10]), 1e-12);
        Assert.Equal(1, Deviation.Determination<double>([1, 2, 4], [1, 2, 4]));
        Assert.Equal(0, Deviation.Determination<double>([2, 2, 2], [1, 2, 3]));
        Assert.Throws<ArgumentException>(() => Deviation.RootMeanSquare<float>([], []));
    }
}
