using Surefoot.Optimizers;

namespace Surefoot.Training.Runs.Checkpoints;

/// <summary>
/// What the reducer of the rate remembers of the validation losses; the rate itself is the optimizer's.
/// </summary>
/// <param name="plateau">The reducer.</param>
sealed class PlateauState(PlateauReducer plateau) : IRunState
{
    /// <inheritdoc/>
    public string Name => "plateau";

    /// <inheritdoc/>
    public void Write(RunStateWriter state)
    {
        state.Number("best", plateau.Memory.Best);
        state.Json["waited"] = plateau.Memory.Waited;
    }

    /// <inheritdoc/>
    public void Read(RunStateReader state) =>
        plateau.Memory = (state.Number("best"), (int)state.Json.Whole("waited", 0, int.MaxValue));
}
