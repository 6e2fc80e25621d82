using System.Numerics;
using Surefoot.Threading;
using Surefoot.Training.Tensors;

namespace Surefoot.Training.Autodiff.Operations;

/// <summary>
/// y = f(x ∗ W + b), the convolution of images x [n, h, w, in] with a kernel W [kh, kw, in, out]: y [n, oh, ow, out].
/// (As everywhere in the field it is the correlation: the kernel is not turned around.) Each image is one matrix
/// product whose left operand is read straight from the image, a row for each window; where the channels fall into
/// groups, W is [kh, kw, in/groups, out] and it is one product a group.
/// </summary>
/// <typeparam name="T">float or double.</typeparam>
public sealed unsafe class Convolution2dOperation<T> : Operation<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    // The slopes of the weights are summed in as many parts as this, or one an image: fixed, whatever the threads.
    const int Parts = 8;

    Tensor<T> x = null!,
        w = null!;
    Tensor<T>? b;
    Activation f;
    Window2d window;
    int groups;

    int Images => x.Shape[0];

    int Inputs => x.Shape[3];

    // Channels of one group.
    int Ins => w.Shape[2];

    int Outs => Outputs / groups;

    int Outputs => w.Shape[3];

    int ImageLength => window.Height * window.Width * Inputs;

    int OutputLength => window.Places * Outputs;

    int PatchLength => window.KernelHeight * window.KernelWidth * Ins;

    int PaddedLength => window.Padding == 0 ? 0 : window.PaddedHeight * window.PaddedWidth * Inputs;

    /// <summary>Computes y.</summary>
    /// <param name="tape">The tape to record on.</param>
    /// <param name="x">[n, h, w, in].</param>
    /// <param name="weight">[kh, kw, in/groups, out].</param>
    /// <param name="bias">[out], or null for none.</param>
    /// <param name="stride">From one window to the next, in both directions.</param>
    /// <param name="padding">Rows and columns of zeros on each side.</param>
    /// <param name="activation">What is applied to each sum.</param>
    /// <param name="groups">
    /// Into how many groups, each of its own, input and output channels fall; a divisor of both.
    /// </param>
    /// <returns>[n, (h + 2·padding − kh)/stride + 1, (w + 2·padding − kw)/stride + 1, out].</returns>
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
        Activation activation = Activation.None,
        int groups = 1
    )
    {
        ArgumentNullException.ThrowIfNull(tape);
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(weight);
        ArgumentOutOfRangeException.ThrowIfLessThan(stride, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(padding);
        ArgumentOutOfRangeException.ThrowIfLessThan(groups, 1);
        if (
            x.Shape.Rank != 4
            || weight.Shape.Rank != 4
            || x.Shape[3] != weight.Shape[2] * groups
            || weight.Shape[3] % groups != 0
        )
            throw new ArgumentException(
                $"A convolution of {x.Shape} with a kernel {weight.Shape} in {groups} groups does not fit: it "
                    + "needs [n, height, width, in] and [kh, kw, in/groups, out].",
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
        var op = tape.Rent<Convolution2dOperation<T>>();
        (op.x, op.w, op.b, op.f, op.window, op.groups) = (x, weight, bias, activation, slide, groups);
        var y = tape.Result(op, new(x.Shape[0], slide.OutHeight, slide.OutWidth, weight.Shape[3]), needsGradient);
        var job = new ForwardJob(op);
        Sharing.Run(tape.Pool, ref job, job.Pieces, op.Work);
        if (activation != Activation.Relu)
            ActivationFunction.Apply(activation, y.Data, y.Data, y.Length);
        return y;
    }

    // Forwards and back, so that a batch too large is refused before it is computed.
    static void RequireScratch(Tape<T> tape, Tensor<T> x, Tensor<T> weight, in Window2d window, bool back)
    {
        int images = x.Shape[0],
            parts = Math.Min(images, Parts);
        Int128 padded = window.Padding == 0 ? 0 : window.PaddedPixels * x.Shape[3];
        ScratchSize.Require(Math.Min(images, 2 * tape.Pool.Threads), padded, x.Shape, weight.Shape);
        if (!back)
            return;
        ScratchSize.Require(
            parts,
            weight.NeedsGradient ? Int128.Max(padded, weight.Length) : weight.Shape[3],
            x.Shape,
            weight.Shape
        );
        if (x.NeedsGradient)
            ScratchSize.Require(parts, window.SpreadPixels * weight.Shape[3], x.Shape, weight.Shape);
    }

    internal override Tensor<T>? Weight => w;

    internal override Tensor<T>? Rectified => f == Activation.Relu ? Output : null;

    /// <inheritdoc/>
    /// <remarks>
    /// With z the sums and dz = dy·f′(z): db = Σ dz over images and places, dW = Σ over the images of patchesᵀ·dz, and
    /// dx is dz spread out by the stride, convolved with the kernel turned around.
    /// </remarks>
    protected internal override void Backward()
    {
        if (f is not Activation.Relu and not Activation.None)
        {
            T* dz = Output.TakeGradient(out _);
            ActivationFunction.Back(Tape.Pool, f, Output.Data, dz, dz, Output.Length);
        }
        var job = new BackwardJob(this);
        Sharing.Run(Tape.Pool, ref job, job.Pieces, Work);
        job.Finish();
    }

    // Multiply-adds of the products forwards; there are as many for each slope.
    long Work => (long)Images * window.Places * PatchLength * Outputs;

    // The image, with a border of zeros around it where the convolution pads.
    T* Padded(int image, T* scratch)
    {
        T* source = x.Data + ((nint)image * ImageLength);
        if (window.Padding == 0)
            return source;
        ImageCopy.Pad(source, window.Height, window.Width, Inputs, window.Padding, scratch);
        return scratch;
    }

    Axis Places =>
        Axis.Grid(
            window.OutWidth,
            window.Stride * Inputs,
            window.OutHeight,
            (nint)window.Stride * window.PaddedWidth * Inputs
        );

    // The pixels of a window in the channels of a group: whole rows of the window where there is one group.
    Axis Patch =>
        Window(groups, window.KernelWidth, Ins, Inputs, (nint)window.PaddedWidth * Inputs, window.KernelHeight);

    static Axis Window(int groups, int width, int channels, int pixel, nint row, int height) =>
        groups == 1 ? Axis.Grid(width * channels, 1, height, row) : Axis.Grid(channels, 1, width, pixel, row);

    readonly struct ForwardJob : IJob
    {
        readonly Convolution2dOperation<T> op;
        readonly Cut cut;
        readonly T* scratch;

        public ForwardJob(Convolution2dOperation<T> op)
        {
            this.op = op;
            cut = Cut.Shared(op.Images, op.Tape.Pool);
            scratch = op.Tape.Take(Pieces * op.PaddedLength);
        }

        public int Pieces => cut.Pieces;

        public void Execute(int piece)
        {
            var (first, end) = cut[piece];
            for (int image = first; image < end; image++)
            {
                T* padded = op.Padded(image, scratch + ((nint)piece * op.PaddedLength)),
                    to = op.Output.Data + ((nint)image * op.OutputLength);
                for (int group = 0; group < op.groups; group++)
                {
                    int shift = group * op.Outs;
                    var product = new Product<T>
                    {
                        M = op.window.Places,
                        N = op.Outs,
                        K = op.PatchLength,
                        A = padded + (group * op.Ins),
                        Rows = op.Places,
                        Steps = op.Patch,
                        B = op.w.Data + shift,
                        BStride = op.Outputs,
                        Start = op.b is null ? null : op.b.Data + shift,
                        C = to + shift,
                        CStride = op.Outputs,
                        Rectify = op.f == Activation.Relu,
                    };
                    MatrixProduct.Run(product, 0, product.M, 0, product.N);
                }
            }
        }
    }

    readonly struct BackwardJob : IJob
    {
        readonly Convolution2dOperation<T> op;
        readonly Cut cut;
        readonly T* dz,
            dx,
            padded,
            spread,
            turned,
            partWeights,
            partBiases;
        readonly bool addInput;

        public BackwardJob(Convolution2dOperation<T> op)
        {
            this.op = op;
            cut = Cut.Fixed(op.Images, Parts);
            dz = op.Output.TakeGradient(out _);
            if (op.w.NeedsGradient)
            {
                padded = op.Tape.Take(Pieces * op.PaddedLength);
                partWeights = op.Tape.Take(Pieces * op.w.Length);
            }
            if (op.b is { NeedsGradient: true })
                partBiases = op.Tape.Take(Pieces * op.Outputs);
            if (op.x.NeedsGradient)
            {
                dx = op.x.TakeGradient(out addInput);
                spread = op.Tape.Take(Pieces * SpreadLength);
                turned = op.Tape.Take(op.w.Length);
                ImageCopy.TurnKernel(
                    op.w.Data,
                    op.window.KernelHeight * op.window.KernelWidth,
                    op.Ins,
                    op.Outputs,
                    op.groups,
                    turned
                );
            }
        }

        public int Pieces => cut.Pieces;

        int SpreadLength =>
            (op.window.Height + op.window.KernelHeight - 1)
            * (op.window.Width + op.window.KernelWidth - 1)
            * op.Outputs;

        public void Execute(int piece)
        {
            T* db = partBiases + ((nint)piece * op.Outputs);
            if (partBiases != null)
                new Span<T>(db, op.Outputs).Clear();
            var (first, end) = cut[piece];
            for (int image = first; image < end; image++)
            {
                T* slopes = dz + ((nint)image * op.OutputLength);
                if (op.f == Activation.Relu)
                    Elementwise.RectifyBack(
                        op.Output.Data + ((nint)image * op.OutputLength),
                        slopes,
                        slopes,
                        op.OutputLength,
                        add: false
                    );
                if (partBiases != null)
                    Elementwise.AddColumns(slopes, op.window.Places, op.Outputs, op.Outputs, db);
                if (partWeights != null)
                    Weights(image, slopes, piece, image > first);
                if (dx != null)
                    Input(image, slopes, piece);
            }
        }

        void Weights(int image, T* slopes, int piece, bool add)
        {
            T* around = op.Padded(image, padded + ((nint)piece * op.PaddedLength));
            for (int group = 0; group < op.groups; group++)
            {
                int shift = group * op.Outs;
                T* dw = partWeights + ((nint)piece * op.w.Length) + shift;
                var product = new Product<T>
                {
                    M = op.PatchLength,
                    N = op.Outs,
                    K = op.window.Places,
                    A = around + (group * op.Ins),
                    Rows = op.Patch,
                    Steps = op.Places,
                    B = slopes + shift,
                    BStride = op.Outputs,
                    Start = add ? dw : null,
                    StartStride = op.Outputs,
                    C = dw,
                    CStride = op.Outputs,
                };
                MatrixProduct.Run(product, 0, product.M, 0, product.N);
            }
        }

        void Input(int image, T* slopes, int piece)
        {
            T* wide = spread + ((nint)piece * SpreadLength),
                to = dx + ((nint)image * op.ImageLength);
            ImageCopy.Spread(slopes, op.window, op.Outputs, wide);
            nint row = (nint)(op.window.Width + op.window.KernelWidth - 1) * op.Outputs;
            int depth = op.window.KernelHeight * op.window.KernelWidth * op.Outs;
            for (int group = 0; group < op.groups; group++)
            {
                T* c = to + (group * op.Ins);
                var product = new Product<T>
                {
                    M = op.window.Height * op.window.Width,
                    N = op.Ins,
                    K = depth,
                    A = wide + (group * op.Outs),
                    Rows = Axis.Grid(op.window.Width, op.Outputs, op.window.Height, row),
                    Steps = Window(op.groups, op.window.KernelWidth, op.Outs, op.Outputs, row, op.window.KernelHeight),
                    B = turned + ((nint)group * depth * op.Ins),
                    BStride = op.Ins,
                    Start = addInput ? c : null,
                    StartStride = op.Inputs,
                    C = c,
                    CStride = op.Inputs,
                };
                MatrixProduct.Run(product, 0, product.M, 0, product.N);
            }
        }

        // The parts in their order.
        public void Finish()
        {
            Sum(op.w, partWeights);
            if (op.b is not null)
                Sum(op.b, partBiases);
        }

        void Sum(Tensor<T> to, T* parts)
        {
            if (parts == null)
                return;
            T* total = to.TakeGradient(out bool add);
            for (int part = 0; part < Pieces; part++)
                Elementwise.Put(parts + ((nint)part * to.Length), total, to.Length, add || part > 0);
        }
    }
}
