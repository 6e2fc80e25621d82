using Surefoot.Optimizers;
using Surefoot.Rules;

namespace Surefoot.Stranger;

/// <summary>
/// The settings of Adadelta; the defaults are the paper's, and its formula has no rate of its own, so that η is 1.
/// </summary>
public sealed record AdadeltaOptions : OptimizerOptions
{
    public AdadeltaOptions()
        : base(learningRate: 1) { }

    public override string Name => "adadelta";

    /// <summary>ρ: the share of both averages that a step keeps.</summary>
    public double Decay
    {
        get;
        init => field = Setting.Share(value);
    } = 0.95;

    /// <summary>ε: what lets the first step be more than 0.</summary>
    public double Epsilon
    {
        get;
        init => field = Setting.Positive(value);
    } = 1e-6;

    // g² must not overflow, or that weight would never move again.
    public override double GradientLimit(double largest) => 0.99 * Math.Sqrt(largest);

    public override TResult Accept<T, TResult>(IRuleVisitor<T, TResult> visitor) =>
        visitor.Visit<AdadeltaRule<T>, AdadeltaOptions>();
}
