namespace Surefoot.Lab.Server;

/// <summary>What a <see cref="LabServer"/> is started with.</summary>
public sealed record LabOptions
{
    /// <summary>The folder whose run folders are shown; it need not exist yet. Default: runs.</summary>
    public string RunsFolder { get; init; } = "runs";

    /// <summary>The port of 127.0.0.1 to listen on; 0, the default, for any that is free.</summary>
    public int Port { get; init; }

    /// <summary>How many threads the lessons' experiments may compute with. Default: one a processor.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>The clock that paces what the server does. Default: the system's.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
