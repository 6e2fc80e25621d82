using Surefoot.Optimizers;

namespace Surefoot.Training.Runs;

/// <summary>When a run lowers its rate because the validation loss has stopped falling.</summary>
/// <param name="Factor">What the rate is multiplied by, above 0 and below 1.</param>
/// <param name="Patience">How many epochs without a lower loss are borne, 0 or more.</param>
public sealed record PlateauOptions(double Factor = 0.1, int Patience = 3)
{
    /// <summary>A reducer at its beginning.</summary>
    public PlateauReducer Start() => new(Factor, Patience);
}
