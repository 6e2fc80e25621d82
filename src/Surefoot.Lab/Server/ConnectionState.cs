namespace Surefoot.Lab.Server;

/// <summary>
/// What a connection is waiting for. Each state has a limit of its own, so that many that wait in one leave room in the
/// others.
/// </summary>
enum ConnectionState
{
    /// <summary>For its client to finish the first request.</summary>
    Asking,

    /// <summary>For its answer to be drawn.</summary>
    Drawing,

    /// <summary>For its client to read the answer.</summary>
    Reading,

    /// <summary>For changes to tell of.</summary>
    Listening,

    /// <summary>For its client's next request, or for the rest of it.</summary>
    Idle,
}
