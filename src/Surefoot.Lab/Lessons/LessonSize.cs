namespace Surefoot.Lab.Lessons;

/// <summary>How large an experiment is.</summary>
public enum LessonSize
{
    /// <summary>Under a minute on two cores.</summary>
    Full,

    /// <summary>A few seconds: the same experiment with fewer rows, steps or epochs.</summary>
    Quick,
}
