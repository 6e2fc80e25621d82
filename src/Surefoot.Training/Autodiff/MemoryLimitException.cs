namespace Surefoot.Training.Autodiff;

/// <summary>A tape was told how much memory it may take, and more was asked for.</summary>
/// <param name="message">How much it was told.</param>
sealed class MemoryLimitException(string message) : SurefootException(message);
