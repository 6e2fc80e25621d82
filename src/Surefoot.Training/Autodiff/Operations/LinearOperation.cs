using System.Numerics;
using Surefoot.Training.Tensors;

namespace Surefoot.Training.Autodiff.Operations;

/// <summary>y = f(x·W + b), the dense layer in one operation: x [n, in], W [in, out], b [out], y [n, out].</summary>
/// <typeparam name="T">float or double.</typeparam>
public sealed unsafe class LinearOperation<T> : Operation<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    Tensor<T> x = null!,
        w = null!;
    Tensor<T>? b;
    Activation f;

    /// <summary>Computes y.</summary>
    /// <param name="tape">The tape to record on.</param>
    /// <param name="x">[…, in]; all axes but the last are rows.</param>
    /// <param name="weight">[in, out].</param>
    /// <param name="bias">[out], or null for none.</param>
    /// <param name="activation">What is applied to each sum.</param>
    /// <returns>[…, out].</returns>
    public static Tensor<T> Apply(
        Tape<T> tape,
        Tensor<T> x,
        Tensor<T> weight,
        Tensor<T>? bias = null,
        Activation activation = Activation.None
    )
    {
        ArgumentNullException.ThrowIfNull(tape);
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(weight);
        if (weight.Shape.Rank != 2 || x.Shape.Rank == 0 || x.Shape[^1] != weight.Shape[0])
            throw new ArgumentException(
                $"A product of {x.Shape} with weights {weight.Shape} does not fit: the last size of the one "
                    + "must be the first of the other.",
                nameof(x)
            );
        if (bias is not null && bias.Length != weight.Shape[1])
            throw new ArgumentException(
                $"A bias of {bias.Shape} does not fit weights of {weight.Shape}.",
                nameof(bias)
            );
        var op = tape.Rent<LinearOperation<T>>();
        (op.x, op.w, op.b, op.f) = (x, weight, bias, activation);
        var y = tape.Result(
            op,
            x.Shape.WithLast(weight.Shape[1]),
            x.NeedsGradient || weight.NeedsGradient || bias is { NeedsGradient: true }
        );
        MatrixProduct.Run(
            tape.Pool,
            new Product<T>
            {
                M = op.Rows,
                N = op.Outputs,
                K = op.Inputs,
                A = x.Data,
                Rows = Axis.Strided(op.Inputs),
                Steps = Axis.Strided(1),
                B = weight.Data,
                BStride = op.Outputs,
                Start = bias is null ? null : bias.Data,
                C = y.Data,
                CStride = op.Outputs,
                Rectify = activation == Activation.Relu,
            }
        );
        if (activation != Activation.Relu)
            ActivationFunction.Apply(activation, y.Data, y.Data, y.Length);
        return y;
    }

    int Inputs => w.Shape[0];

    int Outputs => w.Shape[1];

    int Rows => Inputs == 0 ? 0 : x.Length / Inputs;

    internal override Tensor<T>? Weight => w;

    internal override Tensor<T>? Rectified => f == Activation.Relu ? Output : null;

    /// <inheritdoc/>
    /// <remarks>With z the sums and dz = dy·f′(z): db = Σ over the rows of dz, dW = xᵀ·dz, dx = dz·Wᵀ.</remarks>
    protected internal override void Backward()
    {
        T* dz = Output.TakeGradient(out _);
        ActivationFunction.Back(Tape.Pool, f, Output.Data, dz, dz, Output.Length);
        if (b is { NeedsGradient: true })
        {
            fixed (T* db = b.Gradient)
                ColumnSums.Add(Tape.Pool, dz, Rows, Outputs, db);
        }
        if (w.NeedsGradient)
        {
            T* dw = w.TakeGradient(out bool add);
            MatrixProduct.Run(
                Tape.Pool,
                new Product<T>
                {
                    M = Inputs,
                    N = Outputs,
                    K = Rows,
                    A = x.Data,
                    Rows = Axis.Strided(1),
                    Steps = Axis.Strided(Inputs),
                    B = dz,
                    BStride = Outputs,
                    Start = add ? dw : null,
                    StartStride = Outputs,
                    C = dw,
                    CStride = Outputs,
                }
            );
        }
        if (x.NeedsGradient)
        {
            T* dx = x.TakeGradient(out bool add);
            MatrixProduct.Run(
                Tape.Pool,
                new Product<T>
                {
                    M = Rows,
                    N = Inputs,
                    K = Outputs,
                    A = dz,
                    Rows = Axis.Strided(Outputs),
                    Steps = Axis.Strided(1),
                    B = w.Data,
                    BStride = Outputs,
                    BTransposed = true,
                    Start = add ? dx : null,
                    StartStride = Inputs,
                    C = dx,
                    CStride = Inputs,
                }
            );
        }
    }
}
