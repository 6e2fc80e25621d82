using FsCheck.Xunit;
using Surefoot.Randomness;
using Surefoot.Training.Autodiff;
using Surefoot.Training.Autodiff.Operations;
using Surefoot.Training.Models;
using Surefoot.Training.Tensors;

namespace Surefoot.Training.Tests.Autodiff;

/// <summary>
/// Graphs made at random of smooth operations: any tensor may feed any later one, so slopes meet and part in every way.
/// </summary>
public class RandomGraphTests
{
    [Property(MaxTest = 60)]
    public void Agree_with_central_differences(ulong seed)
    {
        var random = new RandomStream(seed, 1);
        int rows = 1 + random.Below(0, 4),
            width = 1 + random.Below(1, 9);
        Shape[] shapes = [new(rows, width), new(width, width), new(width), new(rows, 1), new(2, 2, 1, 1)];
        double[][] inputs = Array.ConvertAll(
            shapes,
            shape =>
                Enumerable
                    .Range(0, shape.Length)
                    .Select(i => random.Normal((ulong)(i + (1000 * shape.Rank))) * 0.7)
                    .ToArray()
        );
        var worst = GradientCheck.Check((tape, x) => Graph(tape, x, random), inputs, shapes, 1 + (int)(seed % 2));
        Assert.True(worst.Relative <= 1e-6, worst.ToString());
    }

    // A convolution over the rows and columns as over an image.
    static Tensor<double> Turned(Tape<double> tape, Tensor<double> a, Tensor<double> kernel)
    {
        var image = ReshapeOperation<double>.Apply(tape, a, new(1, a.Shape[0], a.Shape[1], 1));
        var smooth = Convolution2dOperation<double>.Apply(tape, image, kernel, padding: 1, activation: Activation.Tanh);
        return ReshapeOperation<double>.Apply(
            tape,
            AveragePool2dOperation<double>.Apply(tape, smooth, 2, 2, 1),
            a.Shape
        );
    }

    static Tensor<double> Graph(Tape<double> tape, Tensor<double>[] x, RandomStream random)
    {
        List<Tensor<double>> made = [x[0]];
        for (int i = 0; i < 8; i++)
        {
            var a = made[random.Below((ulong)(100 + (3 * i)), made.Count)];
            var b = made[random.Below((ulong)(101 + (3 * i)), made.Count)];
            made.Add(
                random.Below((ulong)(102 + (3 * i)), 16) switch
                {
                    0 => LinearOperation<double>.Apply(tape, a, x[1], x[2], Activation.Tanh),
                    1 => AddOperation<double>.Apply(tape, a, b),
                    2 => MultiplyOperation<double>.Apply(
                        tape,
                        ActivationOperation<double>.Apply(tape, a, Activation.Sigmoid),
                        b
                    ),
                    3 => MultiplyOperation<double>.Apply(tape, a, x[3]),
                    4 => AddOperation<double>.Apply(tape, x[2], a),
                    5 => GeluOperation<double>.Apply(tape, a),
                    6 => SiluOperation<double>.Apply(tape, a),
                    7 => SoftmaxOperation<double>.Apply(tape, a),
                    8 => LayerNormalizationOperation<double>.Apply(tape, a, x[2], x[2], 0.1),
                    9 => Turned(tape, a, x[4]),
                    10 => a - (b * 0.5),
                    11 => a / (1 + b.Square()),
                    12 => (a.MatMul(b, transposed: true) / Math.Sqrt(a.Shape[1])).Softmax().MatMul(a),
                    13 => Tensor.Concat(1, a[.., 1..], b[.., ..1]),
                    14 => (a.Mean(1).Reshape(-1, 1) - b).Tanh(),
                    _ => ActivationOperation<double>.Apply(tape, a, Activation.Tanh),
                }
            );
        }
        var all = made.Aggregate((sum, next) => AddOperation<double>.Apply(tape, sum, next));
        var flat = ReshapeOperation<double>.Apply(tape, all, new(1, all.Shape.Length));
        var ones = tape.Input(new(all.Shape.Length, 1));
        ones.Value.Fill(0.5);
        return LinearOperation<double>.Apply(tape, flat, ones);
    }
}
