using System.Globalization;

namespace Surefoot.Rules;

/// <content>What these settings do that may surprise.</content>
public sealed partial record RmsPropOptions
{
    /// <inheritdoc/>
    public override IReadOnlyList<string> Advice()
    {
        var advice = new List<string>();
        // The first step of a gradient g is η·g/(root·|g| + ε), times 1 + μ under Nesterov's look-ahead.
        double root = Math.Sqrt((1 - Decay) * (Centered ? Decay : 1)),
            times = (Nesterov ? 1 + Momentum : 1) / root;
        if (InitialMeanSquare == 0 && !BiasCorrection && Decay > 0)
        {
            advice.Add(
                $"The first step moves each weight by {Short(LearningRate * times)}, {Short(times)} times the "
                    + "learning rate"
                    + (
                        Epsilon > 0
                            ? $", where its gradient is well above {Short(OutsideEpsilon / root)}"
                            : ", however small its gradient is"
                    )
                    + $": the {(Centered ? "variance" : "mean square")} starts at 0 without bias correction. A "
                    + $"warm-up{(Centered ? "" : ", bias correction")} or a start at 1 takes that out."
            );
        }
        if (Epsilon > 0 && EpsilonPlacement == EpsilonPlacement.Inside)
        {
            advice.Add(
                $"An epsilon of {Short(Epsilon)} inside the root acts like {Short(Math.Sqrt(Epsilon))} outside it."
            );
        }
        if (Momentum > 0)
        {
            advice.Add(
                $"Momentum {Short(Momentum)} makes steady steps {Short(1 / (1 - Momentum))} times as long: a "
                    + "learning rate that was right without it wants to be "
                    + $"multiplied by {Short(1 - Momentum)}."
            );
        }
        if (Centered && OutsideEpsilon < 1e-4)
        {
            advice.Add(
                $"Centered with an epsilon that acts like {Short(OutsideEpsilon)} is unbounded where "
                    + "gradients are steady: their variance goes to 0, and the step grows "
                    + (
                        OutsideEpsilon > 0
                            ? $"to {Short(1 / OutsideEpsilon)} times rate times gradient"
                            : "without end, until it is 0 where the variance is"
                    )
                    + ". Use 1e-4 or more."
            );
        }
        if (Centered && BiasCorrection && InitialMeanSquare == 0)
        {
            advice.Add(
                "Centered with bias correction "
                    + (
                        OutsideEpsilon > 0
                            ? "makes a first step of the learning rate times the gradient over "
                                + $"{Short(OutsideEpsilon)}: the first variance is 0."
                            : "and no epsilon makes a first step of 0: the first variance is 0. Give it an epsilon."
                    )
            );
        }
        return advice;
    }

    double OutsideEpsilon => EpsilonPlacement == EpsilonPlacement.Inside ? Math.Sqrt(Epsilon) : Epsilon;

    static string Short(double value) => value.ToString("G3", CultureInfo.InvariantCulture);
}
