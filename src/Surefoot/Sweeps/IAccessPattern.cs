namespace Surefoot.Sweeps;

/// <summary>How a sweep goes through memory, and what it does on the way. Each is compiled into a loop of its own.</summary>
internal interface IAccessPattern
{
    /// <summary>Whether memory is asked for the same vector of a later row.</summary>
    static abstract bool Prefetches { get; }

    /// <summary>Whether the first slot is brought over steps without gradient before the rule sees it.</summary>
    static abstract bool CatchesUp { get; }
}

/// <summary>One range in one go: the processor sees by itself what comes next.</summary>
internal readonly struct ContiguousAccess : IAccessPattern
{
    public static bool Prefetches => false;

    public static bool CatchesUp => false;
}

/// <summary>A row among others that lie anywhere.</summary>
internal readonly struct RowAccess : IAccessPattern
{
    public static bool Prefetches => true;

    public static bool CatchesUp => false;
}

/// <summary>A row that has rested.</summary>
internal readonly struct LazyRowAccess : IAccessPattern
{
    public static bool Prefetches => true;

    public static bool CatchesUp => true;
}
