using System.Numerics;
using System.Runtime.CompilerServices;
using Surefoot.Threading;
using Surefoot.Training.Tensors;

namespace Surefoot.Training.Autodiff.Operations;

/// <summary>
/// The largest value of each window, channel by channel: x [n, h, w, c], y [n, oh, ow, c]. NaN counts as largest, so
/// that it surfaces.
/// </summary>
/// <typeparam name="T">float or double.</typeparam>
public sealed unsafe class MaxPool2dOperation<T> : Operation<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    Tensor<T> x = null!;
    Window2d window;

    /// <summary>Computes y.</summary>
    /// <param name="tape">The tape to record on.</param>
    /// <param name="x">[n, h, w, c].</param>
    /// <param name="size">Height and width of a window.</param>
    /// <param name="stride">From one window to the next.</param>
    /// <param name="ceiling">
    /// Whether a last window that hangs over the edge counts; it sees what there is of it.
    /// </param>
    public static Tensor<T> Apply(Tape<T> tape, Tensor<T> x, int size, int stride, bool ceiling = false)
    {
        ArgumentNullException.ThrowIfNull(tape);
        ArgumentNullException.ThrowIfNull(x);
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(stride, 1);
        if (x.Shape.Rank != 4)
            throw new ArgumentException($"Pooling expected [n, height, width, channels]; {x.Shape} came.", nameof(x));
        var slide = new Window2d(x.Shape[1], x.Shape[2], size, size, stride, 0, ceiling);
        if (slide.Places == 0)
            throw new ArgumentException($"A window of {size}×{size} is larger than the image {x.Shape}.", nameof(x));
        var op = tape.Rent<MaxPool2dOperation<T>>();
        (op.x, op.window) = (x, slide);
        var y = tape.Result(op, new(x.Shape[0], slide.OutHeight, slide.OutWidth, x.Shape[3]), x);
        var job = new Job(op, null);
        Sharing.Run(tape.Pool, ref job, job.Pieces, job.Work);
        return y;
    }

    /// <inheritdoc/>
    /// <remarks>The slope of each window goes to its first largest element.</remarks>
    protected internal override void Backward()
    {
        T* dx = x.TakeGradient(out bool add);
        if (!add)
            new Span<T>(dx, x.Length).Clear();
        var job = new Job(this, dx);
        Sharing.Run(Tape.Pool, ref job, job.Pieces, job.Work);
    }

    // Pieces of whole images: forwards where dx is null, else backwards.
    readonly struct Job(MaxPool2dOperation<T> op, T* dx) : IJob
    {
        readonly Cut cut = Cut.Shared(op.x.Shape[0], op.Tape.Pool);
        readonly T* dy = dx == null ? null : op.Output.TakeGradient(out _);

        public int Pieces => cut.Pieces;

        public long Work => (long)PoolWindow.Cost * op.x.Length;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Execute(int piece)
        {
            int channels = op.x.Shape[3],
                row = op.window.Width * channels;
            int size = op.window.KernelHeight,
                stride = op.window.Stride;
            var (first, end) = cut[piece];
            for (int image = first; image < end; image++)
            {
                nint output = (nint)image * op.window.Places * channels;
                for (int oy = 0; oy < op.window.OutHeight; oy++)
                {
                    int height = Math.Min(size, op.window.Height - (oy * stride));
                    for (int ox = 0; ox < op.window.OutWidth; ox++, output += channels)
                    {
                        int width = Math.Min(size, op.window.Width - (ox * stride));
                        nint input =
                            ((nint)image * op.window.Height * row)
                            + ((nint)oy * stride * row)
                            + (ox * stride * channels);
                        if (dx == null)
                            PoolWindow.Largest(
                                op.x.Data + input,
                                height,
                                width,
                                channels,
                                row,
                                op.Output.Data + output
                            );
                        else
                            PoolWindow.LargestBack(
                                op.x.Data + input,
                                height,
                                width,
                                channels,
                                row,
                                op.Output.Data + output,
                                dy + output,
                                dx + input
                            );
                    }
                }
            }
        }
    }
}
