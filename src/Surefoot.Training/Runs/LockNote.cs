namespace Surefoot.Training.Runs;

/// <summary>Who has a <see cref="RunLock"/>.</summary>
/// <param name="Process">The number of the process.</param>
/// <param name="Started">When it started, as <see cref="ProcessStart"/> has it.</param>
/// <param name="Host">The machine.</param>
/// <param name="Paused">1 where its run waits, else 0; earlier versions do not say.</param>
sealed record LockNote(int Process, string Started, string Host, int? Paused = null);
