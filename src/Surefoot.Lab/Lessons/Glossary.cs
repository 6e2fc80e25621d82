namespace Surefoot.Lab.Lessons;

/// <summary>The words that the lessons use and that a newcomer may not know, each in a sentence or two.</summary>
public static class Glossary
{
    static readonly Lazy<LessonText> Document = new(() => new LessonText(Resource.Text("glossary.md")));

    /// <summary>The whole glossary, as a list.</summary>
    public static LessonText Text => Document.Value;
}
