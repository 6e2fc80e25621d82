namespace Surefoot;

/// <summary>
/// What every error of Surefoot's own derives from: something that whoever called can mend, in one message that names
/// the thing, the value and the remedy. Arguments out of range are <see cref="ArgumentException"/>s, as everywhere in
/// .NET.
/// </summary>
public abstract class SurefootException : Exception
{
    /// <summary>An error with the message that the user is to read.</summary>
    /// <param name="message">The whole message.</param>
    /// <param name="inner">What brought it about, where there is such a thing.</param>
    protected SurefootException(string message, Exception? inner = null)
        : base(message, inner) { }
}
