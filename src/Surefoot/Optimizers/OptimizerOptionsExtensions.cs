using System.Numerics;
using Surefoot.Rules;

namespace Surefoot.Optimizers;

/// <summary>From settings to the optimizer that they describe.</summary>
public static class OptimizerOptionsExtensions
{
    /// <summary>An optimizer with these settings.</summary>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="options">The settings.</param>
    public static Optimizer<T> Create<T>(this OptimizerOptions options)
        where T : unmanaged, IFloatingPointIeee754<T> => new(options);
}
