namespace Surefoot.Lab.Addresses;

/// <summary>
/// An address that asks for something that is not there or cannot be; the message names the part, its value and the
/// remedy.
/// </summary>
/// <param name="status">The HTTP status to answer with.</param>
/// <param name="message">The whole message.</param>
sealed class AddressException(int status, string message) : Exception(message)
{
    /// <summary>400 or 404, say.</summary>
    public int Status { get; } = status;
}
