namespace Surefoot.Lab.Lessons;

/// <summary>How long an explanation is.</summary>
public enum LessonLength
{
    /// <summary>Two or three sentences.</summary>
    Short,

    /// <summary>A minute's reading.</summary>
    Medium,

    /// <summary>With the formulas, the reasons and the limits.</summary>
    Detailed,
}
