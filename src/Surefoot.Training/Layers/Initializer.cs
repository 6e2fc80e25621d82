using System.Numerics;
using Surefoot.Randomness;
using Surefoot.Training.Tensors;

namespace Surefoot.Training.Layers;

/// <summary>
/// How a parameter's numbers are chosen before training. Each is a function of (seed, parameter, place), computed in
/// double and rounded once, so that a float and a double network of one seed start from the same point.
/// </summary>
public abstract class Initializer
{
    // The streams of parameters: this plus the parameter's number.
    const uint Stream = 0x5374_0000;

    /// <summary>All zeros: biases.</summary>
    public static Initializer Zeros { get; } = new Constant(0);

    /// <summary>All ones: scales of normalisation.</summary>
    public static Initializer Ones { get; } = new Constant(1);

    /// <summary>
    /// Normal with variance 2/fan-in, for layers followed by a rectifier (He, Zhang, Ren and Sun 2015).
    /// </summary>
    public static Initializer He { get; } = new NormalInitializer((fanIn, _) => Math.Sqrt(2.0 / fanIn));

    /// <summary>
    /// Uniform with variance 2/(fan-in + fan-out), for tanh, the logistic function and linear layers (Glorot and Bengio
    /// 2010).
    /// </summary>
    public static Initializer Glorot { get; } =
        new UniformInitializer((fanIn, fanOut) => Math.Sqrt(6.0 / (fanIn + fanOut)));

    /// <summary>
    /// Normal with variance 1/fan-in, for self-normalising layers (LeCun, Bottou, Orr and Müller 1998).
    /// </summary>
    public static Initializer LeCun { get; } = new NormalInitializer((fanIn, _) => Math.Sqrt(1.0 / fanIn));

    /// <summary>
    /// Rows or columns, whichever are fewer, orthogonal and of length 1, for recurrent weights (Saxe, McClelland and
    /// Ganguli 2014). The parameter is taken as a matrix of [length / fan-out, fan-out]; the method is modified
    /// Gram–Schmidt on normal numbers, in double.
    /// </summary>
    public static Initializer Orthogonal { get; } = new OrthogonalInitializer();

    /// <summary>Normal with mean 0 and a given standard deviation.</summary>
    /// <param name="deviation">The standard deviation, finite and not negative.</param>
    public static Initializer Normal(double deviation)
    {
        if (!(deviation >= 0) || !double.IsFinite(deviation))
            throw new ArgumentOutOfRangeException(
                nameof(deviation),
                deviation,
                "A standard deviation is a finite number, not below 0."
            );
        return new NormalInitializer((_, _) => deviation);
    }

    /// <summary>The start that suits a layer's activation: He for a rectifier, else Glorot.</summary>
    /// <param name="activation">What follows the layer's sums.</param>
    public static Initializer For(Activation activation) => activation == Activation.Relu ? He : Glorot;

    /// <summary>Fills a parameter.</summary>
    /// <param name="values">Its numbers.</param>
    /// <param name="fanIn">How many inputs each of its outputs sums over.</param>
    /// <param name="fanOut">How many outputs each of its inputs feeds.</param>
    /// <param name="random">Where to draw from.</param>
    /// <typeparam name="T">float or double.</typeparam>
    public abstract void Fill<T>(Span<T> values, int fanIn, int fanOut, RandomStream random)
        where T : unmanaged, IFloatingPointIeee754<T>;

    internal static RandomStream RandomFor(ulong seed, int parameter) => new(seed, Stream + (uint)parameter);

    sealed class Constant(double value) : Initializer
    {
        public override void Fill<T>(Span<T> values, int fanIn, int fanOut, RandomStream random) =>
            values.Fill(T.CreateChecked(value));
    }

    sealed class NormalInitializer(Func<int, int, double> deviation) : Initializer
    {
        public override void Fill<T>(Span<T> values, int fanIn, int fanOut, RandomStream random)
        {
            double scale = deviation(fanIn, fanOut);
            for (int i = 0; i < values.Length; i++)
                values[i] = T.CreateTruncating(scale * random.Normal((ulong)i));
        }
    }

    sealed class UniformInitializer(Func<int, int, double> bound) : Initializer
    {
        public override void Fill<T>(Span<T> values, int fanIn, int fanOut, RandomStream random)
        {
            double limit = bound(fanIn, fanOut);
            for (int i = 0; i < values.Length; i++)
                values[i] = T.CreateTruncating(limit * ((2 * random.Uniform((ulong)i)) - 1));
        }
    }
}
