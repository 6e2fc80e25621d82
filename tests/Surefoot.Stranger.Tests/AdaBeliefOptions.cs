using Surefoot.Rules;
using Surefoot.Settings;

namespace Surefoot.Stranger;

/// <summary>The settings of AdaBelief.</summary>
public sealed record AdaBeliefOptions : OptimizerOptions
{
    public AdaBeliefOptions()
        : base(learningRate: 1e-3) { }

    public override string Name => "adabelief";

    /// <summary>β₁: the share of the mean gradient that a step keeps.</summary>
    public double Beta1
    {
        get;
        init => field = Setting.UnitInterval(value);
    } = 0.9;

    /// <summary>β₂: the share of the mean surprise that a step keeps.</summary>
    public double Beta2
    {
        get;
        init => field = Setting.UnitInterval(value);
    } = 0.999;

    /// <summary>ε: what keeps the divisor from 0.</summary>
    public double Epsilon
    {
        get;
        init => field = Setting.Positive(value);
    } = 1e-8;

    // (g−m)² must not overflow, or that weight would never move again.
    public override double GradientLimit(double largest) => 0.49 * Math.Sqrt(largest);

    public override TResult Accept<T, TResult>(IRuleVisitor<T, TResult> visitor) =>
        visitor.Visit<AdaBeliefRule<T>, AdaBeliefOptions>();
}
