using System.Numerics;
using Surefoot.Training.Autodiff;

namespace Surefoot.Stranger.Networks;

/// <summary>y = x + sin²(αx)/α, with an α for each column.</summary>
public sealed class SnakeOperation<T> : Operation<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    Tensor<T> x = null!,
        alpha = null!;

    public static Tensor<T> Apply(Tape<T> tape, Tensor<T> x, Tensor<T> alpha)
    {
        var operation = tape.Rent<SnakeOperation<T>>();
        (operation.x, operation.alpha) = (x, alpha);
        Tensor<T> y = tape.Result(operation, x.Shape, x, alpha);
        Span<T> from = x.Value,
            to = y.Value,
            a = alpha.Value;
        for (int i = 0; i < from.Length; i++)
        {
            T frequency = a[i % a.Length],
                sine = T.Sin(frequency * from[i]);
            to[i] = from[i] + (sine * sine / frequency);
        }
        return y;
    }

    // With s = sin(αx): dy/dx = 1 + sin(2αx), and dy/dα = x·sin(2αx)/α − s²/α².
    protected override void Backward()
    {
        Span<T> from = x.Value,
            a = alpha.Value,
            dy = Output.Gradient;
        Span<T> dx = x.NeedsGradient ? x.Gradient : default,
            da = alpha.NeedsGradient ? alpha.Gradient : default;
        for (int i = 0; i < from.Length; i++)
        {
            int column = i % a.Length;
            T frequency = a[column],
                sine = T.Sin(frequency * from[i]),
                twice = T.Sin((frequency + frequency) * from[i]);
            if (!dx.IsEmpty)
                dx[i] += dy[i] * (T.One + twice);
            if (!da.IsEmpty)
                da[column] += dy[i] * ((from[i] * twice / frequency) - (sine * sine / (frequency * frequency)));
        }
    }
}
