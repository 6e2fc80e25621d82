using System.Numerics;
using Surefoot.Training.Autodiff;
using Surefoot.Training.Losses;

namespace Surefoot.Stranger.Networks;

/// <summary>log cosh(x − t): a square for small errors, straight for large ones.</summary>
public sealed class LogCosh<T> : Loss<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    public override string Kind => "stranger.log_cosh";

    public override Tensor<T> Apply(Tape<T> tape, Tensor<T> output, ReadOnlySpan<float> targets) =>
        PointwiseLossOperation<T, Pointwise>.Apply(tape, output, targets, default);

    readonly struct Pointwise : IPointwiseLoss<T>
    {
        // |e| + log(1 + e^(−2|e|)) − log 2, which does not overflow as cosh does.
        public T Value(T x, T target)
        {
            T error = T.Abs(x - target);
            return error + T.LogP1(T.Exp(-(error + error))) - T.Log(T.One + T.One);
        }

        public T Gradient(T x, T target) => T.Tanh(x - target);
    }
}
