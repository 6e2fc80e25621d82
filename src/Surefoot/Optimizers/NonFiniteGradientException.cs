namespace Surefoot.Optimizers;

/// <summary>
/// A gradient was not a finite number, or so large that its square overflows. Neither weights nor state were touched.
/// </summary>
/// <param name="parameter">The parameter that it belongs to.</param>
/// <param name="index">Its place in that parameter, from 0.</param>
/// <param name="step">The step that was refused; the first is 1.</param>
/// <param name="value">The gradient.</param>
public sealed class NonFiniteGradientException(string parameter, int index, long step, double value)
    : SurefootException(
        FormattableString.Invariant($"The gradient of {parameter} at index {index} is {value} at step {step}. ")
            + (
                double.IsFinite(value)
                    ? "Its square is too large for the mean square; clip the gradients or scale them down."
                    : "No weight was changed; lower the learning rate or clip the gradients."
            )
    )
{
    /// <summary>The name of the parameter, or "the parameters" where none is known.</summary>
    public string Parameter { get; } = parameter;

    /// <summary>The place in the parameter, from 0.</summary>
    public int Index { get; } = index;

    /// <summary>The step that was refused; the first is 1.</summary>
    public long Step { get; } = step;

    /// <summary>The gradient.</summary>
    public double Value { get; } = value;
}
