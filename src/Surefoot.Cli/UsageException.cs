namespace Surefoot.Cli;

/// <summary>
/// A command that cannot be carried out as it was typed; the message names the option, the value and the remedy.
/// </summary>
/// <param name="message">The whole message.</param>
sealed class UsageException(string message) : SurefootException(message);
