using Surefoot.Randomness;
using Surefoot.Training.Autodiff;
using Surefoot.Training.Autodiff.Operations;
using Surefoot.Training.Layers;
using Surefoot.Training.Tensors;

namespace Surefoot.Training.Tests.Autodiff;

/// <summary>Graphs made at random of smooth operations: any tensor may feed any later one, so slopes meet and part in every way.</summary>
public class RandomGraphTests
{
    public static TheoryData<int> Graphs => [.. Enumerable.Range(0, 25)];

    [Theory]
    [MemberData(nameof(Graphs))]
    public void Agree_with_central_differences(int number)
    {
        var random = new RandomStream(31, 1, (ulong)number);
        int rows = 1 + random.Below(0, 4), width = 1 + random.Below(1, 9);
        Shape[] shapes = [new(rows, width), new(width, width), new(width), new(rows, 1)];
        double[][] inputs = Array.ConvertAll(shapes, shape => Enumerable.Range(0, shape.Length).Select(i => random.Normal((ulong)(i + (1000 * shape.Rank))) * 0.7).ToArray());
        var worst = GradientCheck.Check((tape, x) => Graph(tape, x, random), inputs, shapes, 1 + (number % 2));
        Assert.True(worst.Relative <= 1e-6, worst.ToString());
    }

    static Tensor<double> Graph(Tape<double> tape, Tensor<double>[] x, RandomStream random)
    {
        List<Tensor<double>> made = [x[0]];
        for (int i = 0; i < 8; i++)
        {
            var a = made[random.Below((ulong)(100 + (3 * i)), made.Count)];
            var b = made[random.Below((ulong)(101 + (3 * i)), made.Count)];
            made.Add(random.Below((ulong)(102 + (3 * i)), 6) switch
            {
                0 => LinearOperation<double>.Apply(tape, a, x[1], x[2], Activation.Tanh),
                1 => AddOperation<double>.Apply(tape, a, b),
                2 => MultiplyOperation<double>.Apply(tape, ActivationOperation<double>.Apply(tape, a, Activation.Sigmoid), b),
                3 => MultiplyOperation<double>.Apply(tape, a, x[3]),
                4 => AddOperation<double>.Apply(tape, x[2], a),
                _ => ActivationOperation<double>.Apply(tape, a, Activation.Tanh),
            });
        }
        var all = made.Aggregate((sum, next) => AddOperation<double>.Apply(tape, sum, next));
        var flat = ReshapeOperation<double>.Apply(tape, all, new(1, all.Shape.Length));
        var ones = tape.Input(new(all.Shape.Length, 1));
        ones.Value.Fill(0.5);
        return LinearOperation<double>.Apply(tape, flat, ones);
    }
}
