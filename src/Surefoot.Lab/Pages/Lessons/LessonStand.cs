using Surefoot.Lab.Lessons;

namespace Surefoot.Lab.Pages.Lessons;

/// <summary>How a lesson stands on the page.</summary>
/// <param name="Result">What its experiment found; null before it has run.</param>
/// <param name="Size">How large that experiment was.</param>
/// <param name="Trouble">Why it failed; otherwise null.</param>
/// <param name="Progress">How far it has come, while it runs; otherwise null.</param>
sealed record LessonStand(LessonResult? Result, LessonSize Size, string? Trouble, LessonProgress? Progress)
{
    /// <summary>Not run yet.</summary>
    public static LessonStand New { get; } = new(Result: null, LessonSize.Full, Trouble: null, Progress: null);
}
