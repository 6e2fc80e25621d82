namespace Surefoot.Training.Runs;

/// <summary>The event after a checkpoint was written and read back.</summary>
/// <param name="Path">The file.</param>
/// <param name="Step">The batches gone through.</param>
/// <param name="Epoch">The epoch in hand, or the one that ended.</param>
/// <param name="Seconds">How long training stood still for it.</param>
public sealed record CheckpointWritten(string Path, long Step, int Epoch, double Seconds);
