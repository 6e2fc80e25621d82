namespace Surefoot.Training.Models;

/// <summary>Where a gradient and the central difference disagree most.</summary>
/// <param name="Name">The parameter or input.</param>
/// <param name="Index">The element of it.</param>
/// <param name="Gradient">The slope that the tape found.</param>
/// <param name="Difference">The slope that the central difference found.</param>
public readonly record struct GradientDifference(string Name, int Index, double Gradient, double Difference)
{
    const double Floor = 1e-3;

    /// <summary>
    /// |gradient − difference| / max(|gradient|, |difference|, 1e-3); infinite where either is not a number.
    /// </summary>
    public double Relative
    {
        get
        {
            double error =
                Math.Abs(Gradient - Difference) / Math.Max(Math.Max(Math.Abs(Gradient), Math.Abs(Difference)), Floor);
            return double.IsNaN(error) ? double.PositiveInfinity : error;
        }
    }

    internal GradientDifference Worse(GradientDifference other) =>
        other.Relative > Relative || Name.Length == 0 ? other : this;

    /// <summary>The disagreement as a sentence.</summary>
    public override string ToString() =>
        FormattableString.Invariant(
            $"{Name}[{Index}]: the tape found {Gradient:R}, the central difference {Difference:R}, {Relative:E1} apart"
        );
}
