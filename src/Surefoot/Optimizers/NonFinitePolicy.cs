namespace Surefoot.Optimizers;

/// <summary>
/// What a step does when a gradient is NaN, infinite, or so large that its square overflows. One such number in the
/// mean square would stay for ever.
/// </summary>
public enum NonFinitePolicy
{
    /// <summary>
    /// Throws a <see cref="NonFiniteGradientException"/> before anything is written. The default; costs one more read
    /// of the gradients.
    /// </summary>
    Stop,

    /// <summary>
    /// Leaves weights, state and step count as they are, and counts the skipped step. Costs one more read of the
    /// gradients.
    /// </summary>
    Skip,

    /// <summary>
    /// Does not look: the fastest, for gradients that are known to be finite. As PyTorch and Keras do.
    /// </summary>
    Allow,
}
