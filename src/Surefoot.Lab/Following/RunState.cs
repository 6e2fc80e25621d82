namespace Surefoot.Lab.Following;

/// <summary>How far a run has come, as a page says it.</summary>
enum RunState
{
    /// <summary>It is being trained now.</summary>
    Live,

    /// <summary>It is live and waits.</summary>
    Paused,

    /// <summary>All its epochs were trained.</summary>
    Completed,

    /// <summary>It ended by itself before that.</summary>
    StoppedEarly,

    /// <summary>It ended because it diverged.</summary>
    Diverged,

    /// <summary>It was ended from outside.</summary>
    Interrupted,

    /// <summary>It has no end on record and nothing trains it: it was killed, or written by something else.</summary>
    Unfinished,

    /// <summary>Its record cannot be read.</summary>
    Unreadable,
}
