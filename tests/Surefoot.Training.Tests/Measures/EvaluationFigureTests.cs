using Surefoot.Randomness;
using Surefoot.Training.Metrics;
using Surefoot.Training.Runs.Figures;

namespace Surefoot.Training.Tests.Measures;

public sealed class EvaluationFigureTests
{
    static readonly string[] Two = ["no", "yes"];
    static readonly string[] Three = ["a", "b", "c"];

    static MeasuredFigure Of(IFigures figures, string name, string? of = null) =>
        figures.Figures().Single(figure => figure.Name == name && (of is null || figure.Class == of));

    // Wilson, 1927, as in Newcombe, 1998, Statistics in Medicine 17, 857, table I.
    [Theory]
    [InlineData(81, 263, 0.2553, 0.3662)]
    [InlineData(15, 148, 0.0624, 0.1605)]
    [InlineData(0, 20, 0, 0.1611)]
    [InlineData(1, 29, 0.0061, 0.1718)]
    [InlineData(29, 29, 0.8830, 1)]
    public void A_share_has_the_interval_of_the_book(int right, int rows, double low, double high)
    {
        var (from, to) = Confidence.Wilson((double)right / rows, rows);
        Assert.Equal((low, high), (Math.Round(from, 4), Math.Round(to, 4)));
    }

    // Five rows of three classes: a taken for a, a for b, b for b, c for c, c for a.
    [Fact]
    public void The_figures_of_classes_are_those_of_hand()
    {
        double[][] outputs =
        [
            [3, 1, 0],
            [1, 2, 0],
            [0, 2, 1],
            [0, 0, 2],
            [2, 0, 1],
        ];
        int[] targets = [0, 0, 1, 2, 2];
        var figures = new ClassFigures(Three, [1, 6, 0], 5, windows: false);
        foreach (var (output, target) in outputs.Zip(targets))
            figures.Add(output, target, double.NaN);

        double loss = outputs.Zip(targets, (row, of) => Math.Log(row.Sum(Math.Exp)) - row[of]).Average();
        Assert.Equal(0.6, Of(figures, "accuracy").Value);
        Assert.Equal(loss, Of(figures, "logLoss").Value, 1e-12);
        // a: 2·1/(2 + 2), b: 2·1/(1 + 2), c: 2·1/(2 + 1).
        Assert.Equal((0.5 + (2 / 3.0) + (2 / 3.0)) / 3, Of(figures, "macroF1").Value, 1e-12);
        Assert.Equal(
            [0.5, 1, 0.5],
            figures.Figures().Where(figure => figure.Name == "recall").Select(figure => figure.Value)
        );
        double[][] shares = [.. outputs.Select(row => row.Select(x => Math.Exp(x) / row.Sum(Math.Exp)).ToArray())];
        double area = Enumerable
            .Range(0, 3)
            .Average(of =>
                Ranking.AreaUnderCurve<double>(
                    [.. shares.Select(row => row[of])],
                    [.. targets.Select(target => target == of ? 1f : 0)]
                )
            );
        Assert.Equal(area, Of(figures, "auc").Value, 1e-12);

        // The commonest class of the training rows is b; c has none of the seven, and counts as half a row.
        Baseline baseline = Assert.Single(figures.Baselines());
        Assert.Equal((Baseline.Commonest, 0.2), (baseline.Name, baseline.Measure));
        double cost = -((2 * Math.Log(1 / 7.5)) + Math.Log(6 / 7.5) + (2 * Math.Log(0.5 / 7.5))) / 5;
        Assert.Equal(cost, baseline.LogLoss!.Value, 1e-12);
    }

    [Fact]
    public void The_figures_of_numbers_are_those_of_hand()
    {
        var figures = new NumberFigures(scale: 10, windows: true);
        double[] outputs = [1, 2, 4],
            targets = [1, 3, 2],
            last = [double.NaN, 1, 3];
        for (int i = 0; i < 3; i++)
            figures.Add([outputs[i]], targets[i], last[i]);
        Assert.Equal(10 * Math.Sqrt(5 / 3.0), Of(figures, "rmse").Value, 1e-12);
        Assert.Equal(10, Of(figures, "mae").Value, 1e-12);
        Assert.Equal(1 - (5 / 2.0), Of(figures, "r2").Value, 1e-12);
        Assert.Equal([Baseline.Mean, Baseline.LastValue], figures.Baselines().Select(one => one.Name));
        Assert.Equal(10 * Math.Sqrt(14 / 3.0), figures.Baselines()[0].Measure, 1e-12);
        // Where no value came before, the mean stands for it.
        Assert.Equal(10 * Math.Sqrt((1 + 4 + 1) / 3.0), figures.Baselines()[1].Measure, 1e-12);
    }

    [Fact]
    public void One_row_and_equal_targets_have_no_number_that_nobody_knows()
    {
        var one = new NumberFigures(1, windows: false);
        one.Add([2], 1, double.NaN);
        Assert.Equal((1.0, double.NaN), (Of(one, "rmse").Value, Of(one, "rmse").Low));
        Assert.Equal(double.NaN, Of(one, "r2").Value);

        var figures = new ClassFigures(Two, null, 1, windows: false);
        figures.Add([1, 0], 0, double.NaN);
        Assert.Equal(double.NaN, Of(figures, "auc").Value);
        Assert.Equal((double.NaN, 0), (Of(figures, "recall", "yes").Value, Of(figures, "recall", "yes").Rows));
        Assert.Empty(figures.Baselines());
    }

    [Fact]
    public void A_result_without_a_mistake_has_an_interval_all_the_same()
    {
        var figures = new ClassFigures(Two, null, 12, windows: false);
        for (int i = 0; i < 12; i++)
            figures.Add(i < 9 ? [9, 0] : [0, 9], i < 9 ? 0 : 1, double.NaN);
        foreach (string name in (string[])["accuracy", "macroF1", "auc"])
        {
            MeasuredFigure figure = Of(figures, name);
            Assert.Equal((1.0, 1.0), (figure.Value, Math.Round(figure.High, 12)));
            Assert.InRange(figure.Low, 0.4, 0.9);
        }
        Assert.InRange(Of(figures, "recall", "yes").Low, 0.4, 0.5);
    }

    [Fact]
    public void Certain_scores_keep_their_order_and_a_loss_that_is_finite()
    {
        var figures = new ClassFigures(Three, null, 4, windows: false);
        figures.Add([200, 0, 0], 0, double.NaN);
        figures.Add([100, 0, 0], 1, double.NaN);
        figures.Add([0, 300, 0], 1, double.NaN);
        figures.Add([0, 0, 5000], 0, double.NaN);
        Assert.Equal(5100 / 4.0, Of(figures, "logLoss").Value, 1e-9);
        // Of a the first row is above both others and the last below; both of b are above; c has none. Rounded, the
        // probabilities of a would be 1 in the first two rows.
        Assert.Equal(0.75, Of(figures, "auc").Value);
    }

    [Fact]
    public void Of_many_rows_the_area_is_taken_over_some_that_their_places_choose()
    {
        const int rows = 20_000;
        var whole = new HeldScores(2, rows);
        var some = new HeldScores(2, rows, most: 4_000);
        var random = new RandomStream(3, 1);
        for (int i = 0; i < rows; i++)
        {
            int of = i % 2;
            double score = random.Normal((ulong)i) + of;
            whole.Add(i, of, [0, score], Math.Max(0, score), 1 + Math.Exp(-Math.Abs(score)));
            some.Add(i, of, [0, score], Math.Max(0, score), 1 + Math.Exp(-Math.Abs(score)));
        }
        Assert.Equal(rows, whole.Area().Rows);
        Assert.InRange(some.Area().Rows, 3_800, 4_200);
        Assert.InRange(whole.Area().Value, some.Area().Low, some.Area().High);
    }

    // What "95 %" promises: of 500 sets of rows the interval holds the figure of all rows in about that many. Of three
    // classes the area's is wider than it need be.
    [Theory]
    [InlineData("accuracy", 120)]
    [InlineData("logLoss", 120)]
    [InlineData("macroF1", 120)]
    [InlineData("auc", 120)]
    [InlineData("recall", 120)]
    [InlineData("macroF1", 40)]
    [InlineData("auc", 40)]
    [InlineData("rmse", 120)]
    [InlineData("mae", 120)]
    [InlineData("r2", 120)]
    public void An_interval_holds_what_it_promises(string name, int rows)
    {
        const int sets = 500;
        var random = new RandomStream(11, 2);
        ulong drawn = 0;
        double truth = Figure(200_000).Value;
        int held = 0;
        for (int set = 0; set < sets; set++)
        {
            MeasuredFigure figure = Figure(rows);
            held += figure.Low <= truth && truth <= figure.High ? 1 : 0;
        }
        Assert.InRange((double)held / sets, rows < 100 ? 0.91 : 0.92, name == "auc" ? 0.995 : 0.98);

        MeasuredFigure Figure(int count)
        {
            bool numbers = name is "rmse" or "mae" or "r2";
            IFigures figures = numbers
                ? new NumberFigures(2, windows: false)
                : new ClassFigures(Three, null, count, windows: false);
            for (int i = 0; i < count; i++, drawn += 4)
            {
                double a = random.Normal(drawn),
                    b = random.Normal(drawn + 1),
                    c = random.Normal(drawn + 2);
                double place = random.Uniform(drawn + 3);
                int of =
                    place < 0.55 ? 0
                    : place < 0.85 ? 1
                    : 2;
                if (numbers)
                    figures.Add([a + 5], a + 5 + (0.6 * b), double.NaN);
                else
                    figures.Add([a + (of == 0 ? 1.5 : 0), b + (of == 1 ? 1.5 : 0), c + (of == 2 ? 1.5 : 0)], of, 0);
            }
            return Of(figures, name, name == "recall" ? "c" : null);
        }
    }
}
