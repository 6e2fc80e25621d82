namespace Surefoot.Lab.Lessons;

/// <summary>How large an experiment is.</summary>
public enum LessonSize
{
    /// <summary>One to two minutes on two cores at most.</summary>
    Full,

    /// <summary>A few seconds: the same experiment with fewer rows, steps or epochs.</summary>
    Quick,
}
