using System.Numerics;
using System.Runtime.CompilerServices;
using Surefoot.Lanes;
using Surefoot.Threading;
using Surefoot.Training.Tensors;

namespace Surefoot.Training.Autodiff.Operations;

/// <summary>
/// y = f(x ∗ W + b), each channel convolved by itself: x [n, h, w, c], W [kh, kw, 1, c], y [n, oh, ow, c]. A matrix
/// product would have one column a channel; here the channels of a pixel, which lie side by side, are the lanes.
/// </summary>
/// <typeparam name="T">float or double.</typeparam>
public sealed unsafe class DepthwiseConvolution2dOperation<T> : Operation<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    // The slopes of the weights are summed in as many parts as this, or one an image: fixed, whatever the threads.
    const int Parts = 8;

    Tensor<T> x = null!,
        w = null!;
    Tensor<T>? b;
    Activation f;
    Window2d window;

    int Images => x.Shape[0];

    int Channels => x.Shape[3];

    long Work => (long)Images * window.Places * w.Length;

    int PaddedLength => window.PaddedHeight * window.PaddedWidth * Channels;

    /// <summary>Computes y.</summary>
    /// <param name="tape">The tape to record on.</param>
    /// <param name="x">[n, h, w, channels].</param>
    /// <param name="weight">[kh, kw, 1, channels].</param>
    /// <param name="bias">[channels], or null for none.</param>
    /// <param name="stride">From one window to the next, in both directions.</param>
    /// <param name="padding">Rows and columns of zeros on each side.</param>
    /// <param name="activation">What is applied to each sum.</param>
    /// <returns>[n, (h + 2·padding − kh)/stride + 1, (w + 2·padding − kw)/stride + 1, channels].</returns>
    /// <exception cref="ArgumentException">
    /// The shapes do not fit, or an int cannot count the numbers that the slopes or the padded images take.
    /// </exception>
    public static Tensor<T> Apply(
        Tape<T> tape,
        Tensor<T> x,
        Tensor<T> weight,
        Tensor<T>? bias = null,
        int stride = 1,
        int padding = 0,
        Activation activation = Activation.None
    )
    {
        ArgumentNullException.ThrowIfNull(tape);
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(weight);
        ArgumentOutOfRangeException.ThrowIfLessThan(stride, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(padding);
        if (x.Shape.Rank != 4 || weight.Shape.Rank != 4 || weight.Shape[2] != 1 || x.Shape[3] != weight.Shape[3])
            throw new ArgumentException(
                $"A depthwise convolution of {x.Shape} with a kernel {weight.Shape} does not fit: it needs "
                    + "[n, height, width, channels] and [kh, kw, 1, channels].",
                nameof(x)
            );
        if (bias is not null && bias.Length != weight.Shape[3])
            throw new ArgumentException(
                $"A bias of {bias.Shape} does not fit a kernel of {weight.Shape}.",
                nameof(bias)
            );
        var slide = new Window2d(x.Shape[1], x.Shape[2], weight.Shape[0], weight.Shape[1], stride, padding);
        bool needsGradient = x.NeedsGradient || weight.NeedsGradient || bias is { NeedsGradient: true };
        RequireScratch(tape, x, weight, slide, needsGradient && tape.Recording);
        if (slide.Places == 0)
            throw new ArgumentException(
                $"A kernel of {weight.Shape[0]}×{weight.Shape[1]} is larger than the image {x.Shape} with a "
                    + $"padding of {padding}.",
                nameof(x)
            );
        var op = tape.Rent<DepthwiseConvolution2dOperation<T>>();
        (op.x, op.w, op.b, op.f, op.window) = (x, weight, bias, activation, slide);
        var y = tape.Result(op, new(x.Shape[0], slide.OutHeight, slide.OutWidth, x.Shape[3]), needsGradient);
        var job = new ForwardJob(op);
        Sharing.Run(tape.Pool, ref job, job.Pieces, op.Work);
        ActivationFunction.Apply(activation, y.Data, y.Data, y.Length);
        return y;
    }

    // Forwards and back, so that a batch too large is refused before it is computed.
    static void RequireScratch(Tape<T> tape, Tensor<T> x, Tensor<T> weight, in Window2d window, bool back)
    {
        int images = x.Shape[0];
        Int128 padded = window.PaddedPixels * x.Shape[3];
        ScratchSize.Require(Math.Min(images, 2 * tape.Pool.Threads), padded, x.Shape, weight.Shape);
        if (back)
            ScratchSize.Require(Math.Min(images, Parts), Int128.Max(padded, weight.Length), x.Shape, weight.Shape);
    }

    internal override Tensor<T>? Weight => w;

    internal override Tensor<T>? Rectified => f == Activation.Relu ? Output : null;

    /// <inheritdoc/>
    /// <remarks>
    /// With z the sums and dz = dy·f′(z): db = Σ dz over images and places, dW(k) = Σ over images and places of x(place
    /// + k)·dz(place), and dx(place + k) sums W(k)·dz(place).
    /// </remarks>
    protected internal override void Backward()
    {
        T* dz = Output.TakeGradient(out _);
        ActivationFunction.Back(Tape.Pool, f, Output.Data, dz, dz, Output.Length);
        if (b is { NeedsGradient: true })
        {
            fixed (T* db = b.Gradient)
                ColumnSums.Add(Tape.Pool, dz, Images * window.Places, Channels, db);
        }
        if (!x.NeedsGradient && !w.NeedsGradient)
            return;
        var job = new BackwardJob(this, dz);
        Sharing.Run(Tape.Pool, ref job, job.Pieces, Work);
        job.Finish();
    }

    // Where the window of an output's place begins in a padded image.
    nint Corner(int place) =>
        (((nint)(place / window.OutWidth) * window.PaddedWidth) + (place % window.OutWidth)) * window.Stride * Channels;

    T* Padded(int image, T* scratch)
    {
        T* source = x.Data + ((nint)image * window.Height * window.Width * Channels);
        if (window.Padding == 0)
            return source;
        ImageCopy.Pad(source, window.Height, window.Width, Channels, window.Padding, scratch);
        return scratch;
    }

    readonly struct ForwardJob : IJob
    {
        readonly DepthwiseConvolution2dOperation<T> op;
        readonly Cut cut;
        readonly T* scratch;

        public ForwardJob(DepthwiseConvolution2dOperation<T> op)
        {
            this.op = op;
            cut = Cut.Shared(op.Images, op.Tape.Pool);
            scratch = op.Tape.Take(Pieces * op.PaddedLength);
        }

        public int Pieces => cut.Pieces;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Execute(int piece)
        {
            int places = op.window.Places,
                channels = op.Channels;
            var (first, end) = cut[piece];
            for (int image = first; image < end; image++)
            {
                T* padded = op.Padded(image, scratch + ((nint)piece * op.PaddedLength)),
                    y = op.Output.Data + ((nint)image * places * channels);
                for (int place = 0; place < places; place++)
                {
                    LaneLoop.Run<T, Sum>(
                        new(
                            padded + op.Corner(place),
                            op.window.PaddedWidth * channels,
                            op.w.Data,
                            op.b is null ? null : op.b.Data,
                            y + ((nint)place * channels),
                            op.window,
                            channels
                        ),
                        channels
                    );
                }
            }
        }
    }

    readonly struct Sum(T* x, nint row, T* w, T* b, T* y, Window2d window, int channels) : ILaneBody<T>
    {
        readonly int height = window.KernelHeight,
            width = window.KernelWidth;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void At<TLane>(nint c)
            where TLane : struct, IMemoryLane<TLane, T>
        {
            TLane sum = b == null ? TLane.Create(T.Zero) : TLane.Load(b + c);
            T* kernel = w + c;
            for (int ky = 0; ky < height; ky++)
            {
                T* from = x + (ky * row) + c;
                for (int kx = 0; kx < width; kx++, from += channels, kernel += channels)
                    sum = Chain.Add<TLane, T>(TLane.Load(from), TLane.Load(kernel), sum);
            }
            TLane.Store(sum, y + c);
        }
    }

    readonly struct BackwardJob : IJob
    {
        readonly DepthwiseConvolution2dOperation<T> op;
        readonly Cut cut;
        readonly T* dz,
            dx,
            padded,
            paddedSlopes,
            partWeights;
        readonly bool addInput;

        public BackwardJob(DepthwiseConvolution2dOperation<T> op, T* dz)
        {
            this.op = op;
            this.dz = dz;
            cut = Cut.Fixed(op.Images, Parts);
            padded = op.Tape.Take(Pieces * op.PaddedLength);
            paddedSlopes = op.Tape.Take(Pieces * op.PaddedLength);
            partWeights = op.Tape.Take(Pieces * op.w.Length);
            if (op.x.NeedsGradient)
                dx = op.x.TakeGradient(out addInput);
        }

        public int Pieces => cut.Pieces;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Execute(int piece)
        {
            int places = op.window.Places,
                channels = op.Channels;
            T* dw = partWeights + ((nint)piece * op.w.Length),
                around = paddedSlopes + ((nint)piece * op.PaddedLength);
            new Span<T>(dw, op.w.Length).Clear();
            var (first, end) = cut[piece];
            for (int image = first; image < end; image++)
            {
                T* source = op.Padded(image, padded + ((nint)piece * op.PaddedLength)),
                    slopes = dz + ((nint)image * places * channels);
                new Span<T>(around, op.PaddedLength).Clear();
                for (int place = 0; place < places; place++)
                {
                    nint corner = op.Corner(place);
                    LaneLoop.Run<T, Spread>(
                        new(
                            source + corner,
                            around + corner,
                            op.window.PaddedWidth * channels,
                            op.w.Data,
                            dw,
                            slopes + ((nint)place * channels),
                            op.window,
                            channels
                        ),
                        channels
                    );
                }
                if (dx == null)
                    continue;
                T* to = dx + ((nint)image * op.window.Height * op.window.Width * channels);
                for (int y = 0; y < op.window.Height; y++, to += op.window.Width * channels)
                    Elementwise.Put(
                        around
                            + (
                                (((nint)(y + op.window.Padding) * op.window.PaddedWidth) + op.window.Padding) * channels
                            ),
                        to,
                        op.window.Width * channels,
                        addInput
                    );
            }
        }

        // The parts in their order.
        public void Finish()
        {
            if (!op.w.NeedsGradient)
                return;
            T* total = op.w.TakeGradient(out bool add);
            for (int part = 0; part < Pieces; part++)
                Elementwise.Put(partWeights + ((nint)part * op.w.Length), total, op.w.Length, add || part > 0);
        }
    }

    readonly struct Spread(T* x, T* dx, nint row, T* w, T* dw, T* dz, Window2d window, int channels) : ILaneBody<T>
    {
        readonly int height = window.KernelHeight,
            width = window.KernelWidth;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void At<TLane>(nint c)
            where TLane : struct, IMemoryLane<TLane, T>
        {
            TLane slope = TLane.Load(dz + c);
            nint k = c;
            for (int ky = 0; ky < height; ky++)
            {
                nint at = (ky * row) + c;
                for (int kx = 0; kx < width; kx++, at += channels, k += channels)
                {
                    TLane.Store(Chain.Add<TLane, T>(TLane.Load(x + at), slope, TLane.Load(dw + k)), dw + k);
                    TLane.Store(Chain.Add<TLane, T>(TLane.Load(w + k), slope, TLane.Load(dx + at)), dx + at);
                }
            }
        }
    }
}
