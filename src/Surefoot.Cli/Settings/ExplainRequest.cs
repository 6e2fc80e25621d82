namespace Surefoot.Cli.Settings;

/// <summary>What `surefoot explain` was asked for, each value checked; null where nothing was said.</summary>
sealed record ExplainRequest
{
    /// <summary>The words for measures, the usual one first.</summary>
    internal static readonly string[] MeasuresOfClasses = ["log-loss", "accuracy"],
        MeasuresOfNumbers = ["rmse", "mae", "r2"];

    /// <summary>MODEL.</summary>
    public required string ModelPath { get; init; }

    /// <summary>DATA.</summary>
    public required string DataPath { get; init; }

    /// <summary>--measure.</summary>
    public string? Measure { get; init; }

    /// <summary>--repeats.</summary>
    public int? Repeats { get; init; }

    /// <summary>--rows.</summary>
    public int? Rows { get; init; }

    /// <summary>--column.</summary>
    public IReadOnlyList<string> Columns { get; init; } = [];

    /// <summary>--row, counted from 1.</summary>
    public int? Row { get; init; }

    /// <summary>--class.</summary>
    public string? Class { get; init; }

    /// <summary>--seed.</summary>
    public ulong Seed { get; init; }

    /// <summary>--report.</summary>
    public string? Report { get; init; }

    /// <summary>--threads.</summary>
    public int Threads { get; init; }

    /// <summary>--unpack-limit.</summary>
    public long? UnpackLimit { get; init; }

    /// <summary>--json.</summary>
    public bool Json { get; init; }

    /// <summary>Whether the importance of all columns is asked for: where neither a column nor a row is.</summary>
    public bool WantsImportance => Columns.Count == 0 && Row is null;
}
