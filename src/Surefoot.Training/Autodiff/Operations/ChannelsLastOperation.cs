using System.Numerics;
using System.Runtime.CompilerServices;

namespace Surefoot.Training.Autodiff.Operations;

/// <summary>
/// Images from [n, channels, height, width], as files hold them, to [n, height, width, channels], as convolutions read
/// them.
/// </summary>
/// <typeparam name="T">float or double.</typeparam>
public sealed unsafe class ChannelsLastOperation<T> : Operation<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    Tensor<T> x = null!;

    /// <summary>Computes y; with one channel nothing is copied.</summary>
    /// <param name="tape">The tape to record on.</param>
    /// <param name="x">[n, c, h, w].</param>
    /// <returns>[n, h, w, c].</returns>
    public static Tensor<T> Apply(Tape<T> tape, Tensor<T> x)
    {
        ArgumentNullException.ThrowIfNull(tape);
        ArgumentNullException.ThrowIfNull(x);
        if (x.Shape.Rank != 4)
            throw new ArgumentException(
                $"Images have the shape [n, channels, height, width]; {x.Shape} came.",
                nameof(x)
            );
        Tensors.Shape shape = new(x.Shape[0], x.Shape[2], x.Shape[3], x.Shape[1]);
        if (x.Shape[1] == 1)
            return ReshapeOperation<T>.Apply(tape, x, shape);
        var op = tape.Rent<ChannelsLastOperation<T>>();
        op.x = x;
        var y = tape.Result(op, shape, x);
        op.Copy(x.Data, y.Data, back: false, add: false);
        return y;
    }

    /// <inheritdoc/>
    /// <remarks>Each slope goes back to where its number came from.</remarks>
    protected internal override void Backward()
    {
        T* dy = Output.TakeGradient(out _),
            dx = x.TakeGradient(out bool add);
        Copy(dx, dy, back: true, add);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Copy(T* planes, T* pixels, bool back, bool add)
    {
        int channels = x.Shape[1],
            places = x.Shape[2] * x.Shape[3];
        for (int image = 0; image < x.Shape[0]; image++, planes += channels * places, pixels += channels * places)
        {
            for (int c = 0; c < channels; c++)
            {
                T* plane = planes + (c * places),
                    pixel = pixels + c;
                for (int p = 0; p < places; p++, pixel += channels)
                {
                    if (!back)
                        *pixel = plane[p];
                    else
                        plane[p] = add ? plane[p] + *pixel : *pixel;
                }
            }
        }
    }
}
