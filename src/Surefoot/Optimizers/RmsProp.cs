using System.Numerics;
using Surefoot.Rules;

namespace Surefoot.Optimizers;

/// <summary>
/// RMSprop over one flat span of weights. Its formula is in <see cref="Rules.RmsPropRule{T, TCentered, TMomentum}"/>;
/// its settings, and how they differ from PyTorch's and Keras', are in <see cref="RmsPropOptions"/>.
/// </summary>
/// <example>
/// <code>
/// var optimizer = new RmsProp&lt;double&gt;(RmsPropOptions.Keras);
/// double[] weights = [1, -2], gradients = [0.5, 0.1];
/// optimizer.Step(weights, gradients);
/// </code>
/// </example>
/// <typeparam name="T">float or double.</typeparam>
/// <param name="options">The settings; null for the defaults: PyTorch's dialect with a learning rate of 1e-3.</param>
public class RmsProp<T>(RmsPropOptions? options = null) : Optimizer<T>(options ?? new RmsPropOptions())
    where T : unmanaged, IFloatingPointIeee754<T>;

/// <summary>
/// RMSprop over one flat span of floats; and, without any object, over memory that is the caller's own.
/// </summary>
/// <example>
/// <code>
/// var optimizer = new RmsProp(new RmsPropOptions { LearningRate = 1e-3, Momentum = 0.9 });
/// float[] weights = new float[1000], gradients = new float[1000];
/// for (int step = 0; step &lt; 100; step++)
/// {
///     // The gradient of the loss in each weight goes into gradients; then
///     optimizer.Step(weights, gradients);
/// }
/// </code>
/// </example>
/// <param name="options">The settings; null for the defaults: PyTorch's dialect with a learning rate of 1e-3.</param>
public sealed class RmsProp(RmsPropOptions? options = null) : RmsProp<float>(options)
{
    static readonly RmsPropOptions Defaults = new();

    /// <summary>RMSprop with the default settings and the given learning rate.</summary>
    /// <param name="learningRate">η.</param>
    public RmsProp(double learningRate)
        : this(new RmsPropOptions { LearningRate = learningRate }) { }

    /// <summary>
    /// One step over memory that is all the caller's own: nothing is kept, nothing is allocated. Gradients are taken as
    /// they are, finite or not.
    /// </summary>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="parameters">θ: read and written.</param>
    /// <param name="gradients">g: read.</param>
    /// <param name="meanSquare">
    /// v: read and written; filled with <see cref="RmsPropOptions.InitialMeanSquare"/> before the first step. Centered,
    /// it holds the variance.
    /// </param>
    /// <param name="meanGradient">
    /// ḡ: read and written when centered, 0 before the first step; empty otherwise. It is corrected for its start at 0.
    /// </param>
    /// <param name="momentum">b: read and written with momentum, 0 before the first step; empty otherwise.</param>
    /// <param name="options">The settings; null for the defaults.</param>
    /// <param name="step">
    /// The number of the step, 1 at first. Centered and bias correction look at it and need it; otherwise it may be
    /// left out.
    /// </param>
    /// <exception cref="ArgumentException">
    /// Lengths differ, spans overlap, or a span or the number of the step is missing that the settings need.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">The number of the step is below 1.</exception>
    public static void Step<T>(
        Span<T> parameters,
        ReadOnlySpan<T> gradients,
        Span<T> meanSquare,
        Span<T> meanGradient = default,
        Span<T> momentum = default,
        RmsPropOptions? options = null,
        long? step = null
    )
        where T : unmanaged, IFloatingPointIeee754<T> =>
        RmsPropSpans.Step(parameters, gradients, meanSquare, meanGradient, momentum, options ?? Defaults, step);
}
