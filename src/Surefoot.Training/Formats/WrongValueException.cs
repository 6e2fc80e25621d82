using System.Text.Json;

namespace Surefoot.Training.Formats;

/// <summary>A value that JSON allows and its place does not.</summary>
/// <param name="complaint">What is wrong, as the end of a sentence that begins with the member's name.</param>
/// <param name="member">
/// The part of what was being read that it is about, as ".name" or "[index]"; null where it is about all of it.
/// </param>
sealed class WrongValueException(string complaint, string? member = null) : JsonException(complaint)
{
    /// <summary>The part of what was being read that it is about; null for all of it.</summary>
    public string? Member => member;
}
