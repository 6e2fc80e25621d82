namespace Surefoot.Training.Runs;

/// <summary>The event after a file with the run's state has been written and made safe on the disk.</summary>
/// <param name="Path">Where the file is.</param>
/// <param name="Epoch">The epoch in hand, counted from 1.</param>
/// <param name="Step">The steps made in the whole run.</param>
public sealed record CheckpointWritten(string Path, int Epoch, long Step);
