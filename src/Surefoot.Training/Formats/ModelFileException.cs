namespace Surefoot.Training.Formats;

/// <summary>
/// A file of ours is missing, damaged, or not what it should be; the message names the file, what is wrong in it and
/// the remedy.
/// </summary>
public sealed class ModelFileException : SurefootException
{
    /// <summary>An error with the message that the user is to read.</summary>
    /// <param name="message">The file, what is wrong and the remedy, in one or two sentences.</param>
    /// <param name="inner">What brought it about, where there is such a thing.</param>
    public ModelFileException(string message, Exception? inner = null)
        : base(VisibleText.Line(message), inner) { }
}
