using System.Runtime.InteropServices;
using Surefoot.Rules;

namespace Surefoot.Lab.Descent;

/// <summary>The learning rate that suits each optimizer on one surface: where its slider stands at first.</summary>
/// <param name="RmsProp">η of RMSprop.</param>
/// <param name="AdaGrad">η of AdaGrad.</param>
/// <param name="Adam">η of Adam.</param>
/// <param name="Momentum">η of gradient descent with momentum.</param>
/// <param name="Sgd">η of plain gradient descent.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Rates(double RmsProp, double AdaGrad, double Adam, double Momentum, double Sgd)
{
    // A rule that came after the surfaces had their rates walks at the rates of one whose suit it too; one that no
    // other's suit, at its own on every surface; any other, at its default.
    static IReadOnlyDictionary<OptimizerKind, OptimizerKind> Like { get; } =
        new Dictionary<OptimizerKind, OptimizerKind>
        {
            [AdamOptions.WKind] = AdamOptions.Kind,
            [NAdamOptions.Kind] = AdamOptions.Kind,
            [LionOptions.Kind] = RmsPropOptions.Kind,
        };

    static IReadOnlyDictionary<OptimizerKind, double> OnAll { get; } =
        new Dictionary<OptimizerKind, double>
        {
            // At 1 its first steps are a thousandth, and a walk of some hundred steps is over before they have grown.
            [AdadeltaOptions.Kind] = 5,
        };

    /// <summary>
    /// The rate of any optimizer: its own, or that of the one whose rates suit it too, or one that suits
    /// everywhere.
    /// </summary>
    /// <param name="kind">The optimizer.</param>
    public double For(OptimizerKind kind)
    {
        ArgumentNullException.ThrowIfNull(kind);
        OptimizerKind like = Like.GetValueOrDefault(kind, kind);
        return like == RmsPropOptions.Kind ? RmsProp
            : like == AdaGradOptions.Kind ? AdaGrad
            : like == AdamOptions.Kind ? Adam
            : like == SgdOptions.MomentumKind ? Momentum
            : like == SgdOptions.Kind ? Sgd
            : OnAll.GetValueOrDefault(kind, kind.Defaults.LearningRate);
    }
}
