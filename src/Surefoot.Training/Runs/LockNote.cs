namespace Surefoot.Training.Runs;

/// <summary>Who has a <see cref="RunLock"/>.</summary>
sealed record LockNote(int Process, string Started, string Host, int? Paused = null);
