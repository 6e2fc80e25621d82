namespace Surefoot.Optimizers;

/// <content>What these settings do that may surprise.</content>
public sealed partial record RmsPropOptions
{
    /// <inheritdoc/>
    public override IReadOnlyList<string> Advice()
    {
        var advice = new List<string>();
        double root = Math.Sqrt(1 - Decay);
        if (InitialMeanSquare == 0 && !BiasCorrection && Decay > 0)
        {
            advice.Add($"The first step moves each weight by {Short(LearningRate / root)}, {Short(1 / root)} times the learning rate: the mean square starts at 0 " +
                "without bias correction. A warm-up, bias correction or a start at 1 takes that out.");
        }
        if (Epsilon > 0 && EpsilonPlacement == EpsilonPlacement.Inside)
        {
            advice.Add($"An epsilon of {Short(Epsilon)} inside the root acts like {Short(Math.Sqrt(Epsilon))} outside it.");
        }
        if (Momentum > 0)
        {
            advice.Add($"Momentum {Short(Momentum)} makes steady steps {Short(1 / (1 - Momentum))} times as long: a learning rate that was right without it wants to be " +
                $"multiplied by {Short(1 - Momentum)}.");
        }
        if (Centered && OutsideEpsilon < 1e-4)
        {
            advice.Add($"Centered with an epsilon that acts like {Short(OutsideEpsilon)} is unbounded where gradients are steady: their variance goes to 0, and the step grows to " +
                $"{(OutsideEpsilon > 0 ? $"{Short(1 / OutsideEpsilon)} times rate times gradient" : "infinity")}. Use 1e-4 or more.");
        }
        if (Centered && BiasCorrection && InitialMeanSquare == 0)
        {
            advice.Add("Centered with bias correction makes a first step of the learning rate times the gradient " +
                (OutsideEpsilon > 0 ? $"over {Short(OutsideEpsilon)}: the first variance is 0." : "over 0: the first variance is 0. Give it an epsilon."));
        }
        return advice;
    }

    double OutsideEpsilon => EpsilonPlacement == EpsilonPlacement.Inside ? Math.Sqrt(Epsilon) : Epsilon;

    static string Short(double value) => value.ToString("G3");
}
