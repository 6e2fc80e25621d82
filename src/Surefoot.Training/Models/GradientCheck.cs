using Surefoot.Threading;
using Surefoot.Training.Autodiff;
using Surefoot.Training.Layers;

namespace Surefoot.Training.Models;

/// <summary>
/// Compares the gradients that a tape finds with central differences, in double: the proof of an operation, a layer or
/// a whole model of your own. Differences are taken at two widths and extrapolated (Richardson), so that smooth
/// functions agree to about 1e-9.
/// </summary>
public static class GradientCheck
{
    const double Width = 2e-5;

    /// <summary>Checks a function of tensors.</summary>
    /// <param name="function">Computes one number from the inputs on the tape, the same for the same inputs.</param>
    /// <param name="inputs">
    /// The point to check at: the values of each input. Keep away from kinks, such as 0 before a rectifier.
    /// </param>
    /// <param name="shapes">The shape of each input.</param>
    /// <param name="threads">How many threads the operations may use.</param>
    /// <returns>The largest disagreement.</returns>
    public static GradientDifference Check(
        Func<Tape<double>, Tensor<double>[], Tensor<double>> function,
        double[][] inputs,
        Tensors.Shape[] shapes,
        int threads = 1
    )
    {
        ArgumentNullException.ThrowIfNull(function);
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(shapes);
        if (inputs.Length != shapes.Length)
            throw new ArgumentException(
                $"There are {inputs.Length} inputs and {shapes.Length} shapes.",
                nameof(shapes)
            );
        using var pool = new WorkerPool(threads);
        using var tape = new Tape<double>(pool) { Training = true };
        double[][] point = Array.ConvertAll(inputs, input => (double[])input.Clone());
        var variables = Place(tape, point, shapes, recording: true);
        tape.Backward(function(tape, variables));
        double[][] gradients = Array.ConvertAll(variables, variable => variable.Gradient.ToArray());
        var worst = new GradientDifference("", 0, 0, 0);
        for (int i = 0; i < point.Length; i++)
        {
            for (int j = 0; j < point[i].Length; j++)
            {
                double slope = NumericalGradient(
                    ref point[i][j],
                    Width,
                    () => function(tape, Place(tape, point, shapes, recording: false)).Value[0]
                );
                worst = worst.Worse(new($"input {i}", j, gradients[i][j], slope));
            }
        }
        return worst;
    }

    /// <summary>Checks the parameters of a network.</summary>
    /// <param name="network">
    /// The network; its parameters are as they were afterwards, its gradients are overwritten.
    /// </param>
    /// <param name="loss">Computes one number with the network on the tape, the same for the same parameters.</param>
    /// <param name="threads">How many threads the operations may use.</param>
    /// <param name="samples">
    /// How many elements of each parameter are checked at most, evenly spread over it; all unless given.
    /// </param>
    /// <param name="width">
    /// The width of the differences, above 0, relative to numbers above 1: smaller where kinks are near, larger where
    /// the loss is.
    /// </param>
    /// <returns>The largest disagreement.</returns>
    public static GradientDifference Check(
        Network<double> network,
        Func<Tape<double>, Tensor<double>> loss,
        int threads = 1,
        int samples = int.MaxValue,
        double width = Width
    )
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(samples, 1);
        if (!(width > 0) || !double.IsFinite(width))
            throw new ArgumentOutOfRangeException(
                nameof(width),
                width,
                "The width of a difference must be a finite number above 0."
            );
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(loss);
        using var pool = new WorkerPool(threads);
        using var tape = new Tape<double>(pool) { Training = true };
        network.ZeroGradients();
        tape.Backward(loss(tape));
        var worst = new GradientDifference("", 0, 0, 0);
        foreach (Parameter<double> parameter in network.NamedParameters)
        {
            int stride = 1 + ((parameter.Shape.Length - 1) / samples);
            for (int j = 0; j < parameter.Shape.Length; j += stride)
            {
                double slope = NumericalGradient(
                    ref parameter.Value[j],
                    width,
                    () =>
                    {
                        tape.Rewind();
                        tape.Recording = false;
                        return loss(tape).Value[0];
                    }
                );
                worst = worst.Worse(new(parameter.Name, j, parameter.Gradient[j], slope));
            }
        }
        foreach (RowSparseTable<double> table in network.Tables)
            worst = worst.Worse(
                Check(
                    table,
                    samples,
                    width,
                    () =>
                    {
                        tape.Rewind();
                        tape.Recording = false;
                        return loss(tape).Value[0];
                    }
                )
            );
        return worst;
    }

    // The slopes of a table's used rows are summed into a dense gradient first.
    static GradientDifference Check(RowSparseTable<double> table, int samples, double width, Func<double> loss)
    {
        double[] gradient = new double[table.Weight.Shape.Length];
        for (int i = 0; i < table.UsedRows.Length; i++)
        for (int j = 0; j < table.Width; j++)
            gradient[(table.UsedRows[i] * table.Width) + j] += table.Gradients[(i * table.Width) + j];
        var worst = new GradientDifference("", 0, 0, 0);
        int stride = 1 + ((gradient.Length - 1) / samples);
        for (int j = 0; j < gradient.Length; j += stride)
            worst = worst.Worse(
                new(table.Name, j, gradient[j], NumericalGradient(ref table.Weight.Value[j], width, loss))
            );
        return worst;
    }

    static Tensor<double>[] Place(Tape<double> tape, double[][] values, Tensors.Shape[] shapes, bool recording)
    {
        tape.Rewind();
        tape.Recording = recording;
        var tensors = new Tensor<double>[values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            tensors[i] = tape.Variable(shapes[i]);
            values[i].CopyTo(tensors[i].Value);
        }
        return tensors;
    }

    // The error of a central difference of width h is a·h² + b·h⁴ + …; two widths cancel the first term.
    static double NumericalGradient(ref double x, double width, Func<double> f)
    {
        double at = x,
            h = width * Math.Max(1, Math.Abs(at));
        double narrow = Difference(ref x, at, h, f),
            wide = Difference(ref x, at, 2 * h, f);
        x = at;
        return ((4 * narrow) - wide) / 3;
    }

    static double Difference(ref double x, double at, double h, Func<double> f)
    {
        x = at + h;
        double above = f(),
            right = x;
        x = at - h;
        double below = f();
        return (above - below) / (right - x);
    }
}
