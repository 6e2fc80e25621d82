using Surefoot.Randomness;
using Surefoot.Training.Metrics;

namespace Surefoot.Training.Tests.Measures;

/// <summary>From which probability on a class is predicted, and which is the best on some rows.</summary>
public class ThresholdTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void The_chosen_one_is_the_best_of_all_by_either_measure(ulong seed)
    {
        const int rows = 200;
        var random = new RandomStream(seed, 1);
        var scores = new float[rows][];
        var targets = new float[rows];
        for (int i = 0; i < rows; i++)
        {
            targets[i] = random.Uniform((ulong)i) < 0.15 ? 1 : 0;
            // Some are equal, and most below a half.
            float lead = MathF.Round((float)random.Normal(500 + (ulong)i) + (2 * targets[i]) - 2, 1);
            scores[i] = [0.25f, 0.25f + lead];
        }
        foreach (var measure in Enum.GetValues<ThresholdMeasure>())
        {
            var chooser = new ThresholdChooser(1, measure);
            for (int i = 0; i < rows; i++)
                chooser.Add<float>(scores[i], targets[i]);
            DecisionThreshold best = chooser.Best()!;
            double all = Enumerable
                .Range(1, 999)
                .Max(i => Value(measure, scores, targets, new DecisionThreshold(1, i / 1000.0)));
            Assert.Equal(all, Value(measure, scores, targets, best), 1e-12);
            Assert.True(Value(measure, scores, targets, new(1, 0.5)) < all);
        }
    }

    static double Value(ThresholdMeasure measure, float[][] scores, float[] targets, DecisionThreshold threshold)
    {
        var confusion = new ConfusionMatrix(2);
        for (int i = 0; i < scores.Length; i++)
            confusion.Add((int)targets[i], DecisionThreshold.Decide<float>(threshold, scores[i]));
        return measure == ThresholdMeasure.F1 ? confusion.F1(1) : (confusion.Recall(0) + confusion.Recall(1)) / 2;
    }

    [Fact]
    public void Of_thresholds_that_are_as_good_the_one_nearest_to_a_half_is_taken()
    {
        var chooser = new ThresholdChooser(0, ThresholdMeasure.F1);
        // The first class at the leads 3 and 1, the second at −1 and −4: any place between 1 and −1 parts them.
        foreach ((float lead, float target) in ((float, float)[])[(3, 0), (1, 0), (-1, 1), (-4, 1)])
            chooser.Add<float>([lead, 0], target);
        Assert.Equal(new DecisionThreshold(0, 0.5), chooser.Best());
    }

    [Fact]
    public void Rows_of_one_class_and_equal_probabilities_tell_of_none()
    {
        var chooser = new ThresholdChooser(1, ThresholdMeasure.F1);
        chooser.Add<float>([0, 1], 1);
        chooser.Add<float>([0, 2], 1);
        Assert.Null(chooser.Best());
        chooser = new(1, ThresholdMeasure.BalancedAccuracy);
        chooser.Add<float>([0, 1], 1);
        chooser.Add<float>([0, 1], 0);
        Assert.Null(chooser.Best());
    }

    [Fact]
    public void A_threshold_is_of_two_classes_and_between_nothing_and_certainty()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new DecisionThreshold(2, 0.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => new DecisionThreshold(0, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Surefoot.Training.Runs.ThresholdOptions { Value = 0 });
        Assert.Equal(1, DecisionThreshold.Decide<float>(new(0, 0.6), [0.4f, 0]));
        Assert.Equal(0, DecisionThreshold.Decide<float>(new(0, 0.59), [0.4f, 0]));
    }
}
