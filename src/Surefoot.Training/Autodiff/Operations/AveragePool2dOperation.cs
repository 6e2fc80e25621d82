using System.Numerics;
using Surefoot.Threading;
using Surefoot.Training.Tensors;

namespace Surefoot.Training.Autodiff.Operations;

/// <summary>The mean of each window, channel by channel: x [n, h, w, c], y [n, oh, ow, c].</summary>
/// <typeparam name="T">float or double.</typeparam>
public sealed unsafe class AveragePool2dOperation<T> : Operation<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    Tensor<T> x = null!;
    Window2d window;

    /// <summary>Computes y.</summary>
    /// <param name="tape">The tape to record on.</param>
    /// <param name="x">[n, h, w, c].</param>
    /// <param name="height">Height of a window.</param>
    /// <param name="width">Width of a window.</param>
    /// <param name="stride">From one window to the next.</param>
    public static Tensor<T> Apply(Tape<T> tape, Tensor<T> x, int height, int width, int stride)
    {
        ArgumentNullException.ThrowIfNull(tape);
        ArgumentNullException.ThrowIfNull(x);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(stride, 1);
        if (x.Shape.Rank != 4)
            throw new ArgumentException($"Pooling expected [n, height, width, channels]; {x.Shape} came.", nameof(x));
        var slide = new Window2d(x.Shape[1], x.Shape[2], height, width, stride, 0);
        if (slide.Places == 0)
            throw new ArgumentException($"A window of {height}×{width} is larger than the image {x.Shape}.", nameof(x));
        var op = tape.Rent<AveragePool2dOperation<T>>();
        (op.x, op.window) = (x, slide);
        var y = tape.Result(op, new(x.Shape[0], slide.OutHeight, slide.OutWidth, x.Shape[3]), x);
        var job = new Job(op, null);
        Sharing.Run(tape.Pool, ref job, job.Pieces, job.Work);
        return y;
    }

    /// <inheritdoc/>
    /// <remarks>Each element of a window gets dy divided by the number of them.</remarks>
    protected internal override void Backward()
    {
        T* dx = x.TakeGradient(out bool add);
        if (!add)
            new Span<T>(dx, x.Length).Clear();
        var job = new Job(this, dx);
        Sharing.Run(Tape.Pool, ref job, job.Pieces, job.Work);
    }

    // Pieces of whole images: forwards where dx is null, else backwards.
    readonly struct Job(AveragePool2dOperation<T> op, T* dx) : IJob
    {
        readonly Cut cut = Cut.Shared(op.x.Shape[0], op.Tape.Pool);
        readonly T* dy = dx == null ? null : op.Output.TakeGradient(out _);

        public int Pieces => cut.Pieces;

        public long Work => (long)PoolWindow.Cost * op.x.Length;

        public void Execute(int piece)
        {
            int channels = op.x.Shape[3],
                row = op.window.Width * channels,
                stride = op.window.Stride;
            var (first, end) = cut[piece];
            for (int image = first; image < end; image++)
            {
                nint output = (nint)image * op.window.Places * channels;
                for (int place = 0; place < op.window.Places; place++, output += channels)
                {
                    int oy = place / op.window.OutWidth,
                        ox = place % op.window.OutWidth;
                    nint input =
                        ((nint)image * op.window.Height * row) + ((nint)oy * stride * row) + (ox * stride * channels);
                    if (dx == null)
                        PoolWindow.Mean(
                            op.x.Data + input,
                            op.window.KernelHeight,
                            op.window.KernelWidth,
                            channels,
                            row,
                            op.Output.Data + output
                        );
                    else
                        PoolWindow.MeanBack(
                            dy + output,
                            op.window.KernelHeight,
                            op.window.KernelWidth,
                            channels,
                            row,
                            dx + input
                        );
                }
            }
        }
    }
}
