using Surefoot.Threading;
using Surefoot.Training.Autodiff;
using Surefoot.Training.Losses;
using Surefoot.Training.Tensors;

namespace Surefoot.Training.Tests.Losses;

public class LossTests
{
    [Fact]
    public void Have_the_values_of_their_formulas()
    {
        Is(
            Math.Log(Math.Exp(1) + Math.Exp(2) + Math.Exp(-1)) - 2,
            new SoftmaxCrossEntropy<double>(),
            new(1, 3),
            [1, 2, -1],
            [1]
        );
        // −(0.9 + 0.1/2)·log p at the target and −0.1/2·log p beside it; then weights 1 and 3 on rows that lose log 2
        // and 0.
        Is(
            -(0.95 * Math.Log(1 / (1 + Math.E))) - (0.05 * Math.Log(Math.E / (1 + Math.E))),
            new SoftmaxCrossEntropy<double>(0.1),
            new(1, 2),
            [0, 1],
            [0]
        );
        Is(Math.Log(2) / 4, new SoftmaxCrossEntropy<double>(weights: [1, 3]), new(2, 2), [5, 5, -50, 50], [0, 1]);
        Is(Math.Log(10), new SoftmaxCrossEntropy<double>(), new(2, 10), new double[20], [3, 9]);
        Is(
            (Math.Log(1 + Math.Exp(-2)) + Math.Log(1 + Math.Exp(-3))) / 2,
            new BinaryCrossEntropy<double>(),
            new(2, 1),
            [2, -3],
            [1, 0]
        );
        Is((4 + 1) / 2.0, new MeanSquared<double>(), new(2, 1), [3, 1], [1, 2]);
        Is((0.5 * 0.25) + (2 - 0.5), new Huber<double>(), new(2), [0.5, -2], [0, 0], factor: 2);
    }

    [Fact]
    public void Do_not_overflow()
    {
        Is(0, new SoftmaxCrossEntropy<double>(), new(1, 2), [1e4, -1e4], [0]);
        Is(2e4, new SoftmaxCrossEntropy<double>(), new(1, 2), [1e4, -1e4], [1]);
        Is(0, new BinaryCrossEntropy<double>(), new(2), [1e4, -1e4], [1, 0]);
        Is(1e4, new BinaryCrossEntropy<double>(), new(2), [1e4, -1e4], [0, 1]);
    }

    [Fact]
    public void Learn_nothing_from_a_batch_whose_classes_have_no_weight()
    {
        foreach (double smoothing in (double[])[0, 0.1])
        {
            using var pool = new WorkerPool(1);
            using var tape = new Tape<double>(pool);
            var x = tape.Variable(new(2, 2));
            ((double[])[1, 2, 3, 4]).CopyTo(x.Value);
            var loss = new SoftmaxCrossEntropy<double>(smoothing, [0, 1]).Apply(tape, x, [0, 0]);
            Assert.Equal(0, loss.Value[0]);
            tape.Backward(loss);
            Assert.Equal([0, 0, 0, 0], x.Gradient.ToArray());
        }
        Assert.True(
            double.IsNaN(Value(new SoftmaxCrossEntropy<double>(weights: [0, 1]), new(1, 2), [1, double.NaN], [0]))
        );
        Assert.Contains(
            "Every class has the weight 0",
            Assert.Throws<ArgumentException>(() => new SoftmaxCrossEntropy<double>(weights: [0, 0])).Message
        );
        Assert.Contains(
            "weight of class 1 is 1E+300",
            Assert.Throws<ArgumentException>(() => new SoftmaxCrossEntropy<float>(weights: [0, 1e300])).Message
        );
    }

    [Fact]
    public void Show_what_is_not_a_number()
    {
        Assert.True(
            double.IsNaN(Value(new SoftmaxCrossEntropy<double>(), new(2, 3), [1, 2, 3, 1, double.NaN, 2], [0, 0]))
        );
        Assert.True(double.IsNaN(Value(new BinaryCrossEntropy<double>(), new(2), [double.NaN, 1], [0, 0])));
        Assert.True(double.IsNaN(Value(new Huber<double>(), new(2), [double.NaN, 1], [0, 0])));
    }

    [Fact]
    public void Refuse_targets_that_do_not_fit()
    {
        Assert.Contains("target of row 1 is 3", Refused(new SoftmaxCrossEntropy<double>(), new(2, 3), [0, 3]));
        Assert.Contains("target of row 0 is 0.5", Refused(new SoftmaxCrossEntropy<double>(), new(2, 3), [0.5f, 1]));
        Assert.Contains("target of row 0 is -1", Refused(new SoftmaxCrossEntropy<double>(), new(2, 3), [-1, 1]));
        Assert.Contains(
            "target of row 0 is NaN",
            Refused(new SoftmaxCrossEntropy<double>(), new(2, 3), [float.NaN, 1])
        );
        Assert.Contains(
            "2 rows and there are 3 targets",
            Refused(new SoftmaxCrossEntropy<double>(), new(2, 3), [0, 1, 2])
        );
        Assert.Contains("Target 1 is 2", Refused(new BinaryCrossEntropy<double>(), new(2, 1), [0, 2]));
        Assert.Contains("2 elements and there are 1 targets", Refused(new MeanSquared<double>(), new(2, 1), [0]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Huber<double>(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Huber<double>(double.NaN));
    }

    static void Is(
        double expected,
        Loss<double> loss,
        Shape shape,
        double[] output,
        float[] targets,
        double factor = 1
    ) => Assert.Equal(expected, factor * Value(loss, shape, output, targets), 1e-12 * Math.Max(1, expected));

    static string Refused(Loss<double> loss, Shape shape, float[] targets) =>
        Assert.Throws<ArgumentException>(() => Value(loss, shape, new double[shape.Length], targets)).Message;

    static double Value(Loss<double> loss, Shape shape, double[] output, float[] targets)
    {
        using var pool = new WorkerPool(1);
        using var tape = new Tape<double>(pool);
        var x = tape.Input(shape);
        output.CopyTo(x.Value);
        return loss.Apply(tape, x, targets).Value[0];
    }
}
