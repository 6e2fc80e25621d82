using Surefoot.Training.Formats;

namespace Surefoot.Training.Runs;

/// <summary>
/// A run cannot start or go on for a reason that the user can mend; the message names the thing, the value and the
/// remedy.
/// </summary>
public sealed class RunException : SurefootException
{
    /// <summary>An error with the message that the user is to read.</summary>
    /// <param name="message">The thing, the value and the remedy, in one or two sentences.</param>
    /// <param name="inner">What brought it about, where there is such a thing.</param>
    public RunException(string message, Exception? inner = null)
        : base(VisibleText.Line(message), inner) { }
}
