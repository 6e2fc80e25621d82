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
    /// <summary>
    /// The rate of any optimizer: its own, or that of the one whose rates suit it too, or one that suits
    /// everywhere.
    /// </summary>
    /// <param name="kind">The optimizer.</param>
    public double For(OptimizerKind kind)
    {
        ArgumentNullException.ThrowIfNull(kind);
        return (kind.RatesLike ?? kind.Name) switch
        {
            "rmsprop" => RmsProp,
            "adagrad" => AdaGrad,
            "adam" => Adam,
            "momentum" => Momentum,
            "sgd" => Sgd,
            _ => kind.WalkingRate ?? kind.Defaults.LearningRate,
        };
    }
}
