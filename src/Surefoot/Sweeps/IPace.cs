namespace Surefoot.Sweeps;

/// <summary>What the loop does at every vector besides the rule. Each is compiled into a loop of its own.</summary>
internal interface IPace
{
    /// <summary>Whether memory is asked for the same vector of a later row.</summary>
    static abstract bool LooksAhead { get; }

    /// <summary>Whether the first slot is brought over steps without gradient before the rule sees it.</summary>
    static abstract bool CatchesUp { get; }
}

/// <summary>One range in one go: the processor sees by itself what comes next.</summary>
internal readonly struct DensePace : IPace
{
    public static bool LooksAhead => false;

    public static bool CatchesUp => false;
}

/// <summary>A row among others that lie anywhere.</summary>
internal readonly struct RowPace : IPace
{
    public static bool LooksAhead => true;

    public static bool CatchesUp => false;
}

/// <summary>A row that has rested.</summary>
internal readonly struct RestedRowPace : IPace
{
    public static bool LooksAhead => true;

    public static bool CatchesUp => true;
}
