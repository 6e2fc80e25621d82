using System.Numerics;
using Surefoot.Sweeps;

namespace Surefoot.Optimizers;

/// <summary>
/// RMSprop over one flat span of weights. Its formula is in <see cref="Rules.RmsPropRule{T, TCentered, TMomentum}"/>; its settings, and how they differ from
/// PyTorch's and Keras', are in <see cref="RmsPropOptions"/>.
/// </summary>
/// <typeparam name="T">float or double.</typeparam>
/// <param name="options">The settings; null for the defaults: PyTorch's dialect with a learning rate of 1e-3.</param>
public class RmsProp<T>(RmsPropOptions? options = null) : Optimizer<T>(options ?? new RmsPropOptions())
    where T : unmanaged, IFloatingPointIeee754<T>;

/// <summary>RMSprop over one flat span of floats.</summary>
/// <param name="options">The settings; null for the defaults: PyTorch's dialect with a learning rate of 1e-3.</param>
public sealed class RmsProp(RmsPropOptions? options = null) : RmsProp<float>(options)
{
    /// <summary>RMSprop with the default settings and the given learning rate.</summary>
    /// <param name="learningRate">η.</param>
    public RmsProp(double learningRate)
        : this(new RmsPropOptions { LearningRate = learningRate })
    {
    }
}
