namespace Surefoot.Lab.Server;

/// <summary>The page cannot be served; the message says why and what to do.</summary>
/// <param name="message">The whole message.</param>
/// <param name="inner">What the system said.</param>
public sealed class LabException(string message, Exception inner) : SurefootException(message, inner);
