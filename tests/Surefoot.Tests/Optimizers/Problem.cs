using System.Numerics;

namespace Surefoot.Tests.Optimizers;

/// <summary>A function to lower, with its gradient.</summary>
sealed record Problem(string Name, double[] Start, Func<double[], double> Value, Action<double[], double[]> Gradient)
{
    /// <summary>A bowl whose curvatures span a factor of 100.</summary>
    public static Problem Quadratic { get; } =
        new(
            "quadratic",
            [1, -1, 0.5, 2, -0.25, 0.75, -2, 1.5],
            x => x.Select((value, i) => 0.5 * Curvature(i) * value * value).Sum(),
            (x, g) =>
            {
                for (int i = 0; i < x.Length; i++)
                    g[i] = Curvature(i) * x[i];
            }
        );

    /// <summary>Rosenbrock's curved valley (1960), from his own starting point.</summary>
    public static Problem Rosenbrock { get; } =
        new(
            "Rosenbrock",
            [-1.2, 1],
            x => (100 * Square(x[1] - (x[0] * x[0]))) + Square(1 - x[0]),
            (x, g) =>
            {
                g[0] = (-400 * x[0] * (x[1] - (x[0] * x[0]))) - (2 * (1 - x[0]));
                g[1] = 200 * (x[1] - (x[0] * x[0]));
            }
        );

    /// <summary>The gradient at weights of any kind, rounded to that kind.</summary>
    public void GradientAt<T>(ReadOnlySpan<T> weights, Span<T> gradients, double sign = 1)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        double[] x = new double[weights.Length],
            g = new double[weights.Length];
        for (int i = 0; i < x.Length; i++)
            x[i] = double.CreateTruncating(weights[i]);
        Gradient(x, g);
        for (int i = 0; i < g.Length; i++)
            gradients[i] = T.CreateTruncating(sign * g[i]);
    }

    public double ValueAt<T>(ReadOnlySpan<T> weights)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        double[] x = new double[weights.Length];
        for (int i = 0; i < x.Length; i++)
            x[i] = double.CreateTruncating(weights[i]);
        return Value(x);
    }

    static double Curvature(int i) => 0.1 * Math.Pow(100, i / 7.0);

    static double Square(double x) => x * x;
}
