using Surefoot.Clipping;

namespace Surefoot.Training.Runs;

/// <summary>How gradients are clipped, as run.json holds it.</summary>
sealed record StoredClipping(ClippingKind Kind, double Limit)
{
    public GradientClipping Read() =>
        Kind switch
        {
            ClippingKind.Value => GradientClipping.ByValue(Limit),
            ClippingKind.Norm => GradientClipping.ByNorm(Limit),
            _ => GradientClipping.ByGlobalNorm(Limit),
        };
}
