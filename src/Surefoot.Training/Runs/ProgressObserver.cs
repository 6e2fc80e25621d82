namespace Surefoot.Training.Runs;

/// <summary>
/// Passes a run's progress on to an <see cref="IProgress{T}"/>, such as a window's <see cref="Progress{T}"/> that takes
/// it to its own thread.
/// </summary>
/// <param name="steps">Is told of the latest step, about twenty times a second; null where nobody cares.</param>
/// <param name="epochs">Is told of each epoch; null where nobody cares.</param>
public sealed class ProgressObserver(IProgress<StepDone>? steps = null, IProgress<EpochDone>? epochs = null)
    : IRunObserver
{
    /// <inheritdoc/>
    public void StepDone(in StepDone e) => steps?.Report(e);

    /// <inheritdoc/>
    public void EpochDone(EpochDone e) => epochs?.Report(e);
}
