using Surefoot.Training.Formats;

namespace Surefoot.Training.Data;

/// <summary>
/// Data that cannot be used. The message is one sentence or two for the user: it names the file, and where they apply
/// the line, the column and the value, and it says what to do about it. The command prints it and ends with exit code
/// 2.
/// </summary>
/// <param name="message">
/// The whole message; what would act on a terminal in it, such as an escape in a column's name, is shown by its number.
/// </param>
/// <param name="cause">What was caught, if anything was.</param>
public sealed class DataException(string message, Exception? cause = null)
    : SurefootException(VisibleText.Line(message), cause);
