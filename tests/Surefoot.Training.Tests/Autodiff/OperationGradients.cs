using Surefoot.Randomness;
using Surefoot.Training.Autodiff;
using Surefoot.Training.Autodiff.Operations;
using Surefoot.Training.Models;
using Surefoot.Training.Tensors;

namespace Surefoot.Training.Tests.Autodiff;

/// <summary>One operation against central differences, on one thread and on two.</summary>
static class OperationGradients
{
    const double Tolerance = 1e-6;

    /// <summary>
    /// Checks the sum of the results, each with a weight of its own, so that no slope can hide behind another.
    /// </summary>
    public static void Check(Func<Tape<double>, Tensor<double>[], Tensor<double>> operation, params int[][] sizes)
    {
        for (int threads = 1; threads <= 2; threads++)
        {
            var shapes = Array.ConvertAll(sizes, size => new Shape(size));
            double[][] inputs = new double[shapes.Length][];
            for (int i = 0; i < shapes.Length; i++)
                inputs[i] = Fill(shapes[i].Length, new(11, (uint)i, (ulong)threads));
            var worst = GradientCheck.Check((tape, x) => Weighted(tape, operation(tape, x)), inputs, shapes, threads);
            Assert.True(worst.Relative <= Tolerance, $"{string.Join(" and ", shapes)}: {worst}");
        }
    }

    public static Tensor<double> Weighted(Tape<double> tape, Tensor<double> y)
    {
        var flat = ReshapeOperation<double>.Apply(tape, y, new(1, y.Shape.Length));
        var weights = tape.Input(new(y.Shape.Length, 1));
        // Of both signs: a large sum would leave the differences few digits.
        for (int i = 0; i < weights.Value.Length; i++)
            weights.Value[i] = (i % 2 == 0 ? 1 : -1) * (0.5 + (i % 7 * 0.25));
        return LinearOperation<double>.Apply(tape, flat, weights);
    }

    // Away from 0, where rectifiers have their kink, and no two alike, where a maximum has its.
    public static double[] Fill(int length, RandomStream random)
    {
        double[] values = new double[length];
        for (int i = 0; i < length; i++)
        {
            double u = random.Uniform((ulong)i);
            values[i] = (u < 0.5 ? -1 : 1) * (0.05 + random.Uniform((ulong)(i + 100_000)));
        }
        return values;
    }
}
