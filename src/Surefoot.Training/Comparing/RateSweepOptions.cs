namespace Surefoot.Training.Comparing;

/// <summary>How far and how finely the learning rate is swept.</summary>
public sealed record RateSweepOptions
{
    /// <summary>The first rate, above 0. Default 1e-6.</summary>
    public double From { get; init; } = 1e-6;

    /// <summary>The last rate, above <see cref="From"/>. Default 10.</summary>
    public double To { get; init; } = 10;

    /// <summary>How many steps, and so how many rates, at least 10. Default 200.</summary>
    public int Steps { get; init; } = 200;

    /// <summary>Rows a batch, at least 1. Default 32.</summary>
    public int BatchSize { get; init; } = 32;

    /// <summary>The seed of the order of the rows and of dropout. Default 1.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Threads that compute. Default: one a processor.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>Checks what no single value shows.</summary>
    /// <exception cref="ArgumentException">A value is out of its range; the message names it.</exception>
    public void Validate()
    {
        if (!(From > 0) || !double.IsFinite(To) || !(To > From))
            throw new ArgumentException(
                $"A sweep goes from a rate above 0 to a higher one; it was to go from {From} to {To}."
            );
        if (Steps < 10)
            throw new ArgumentException($"A sweep of {Steps} steps shows nothing; it needs at least 10.");
        if (BatchSize < 1)
            throw new ArgumentException($"A batch of {BatchSize} rows is none.");
        if (Threads < 1)
            throw new ArgumentException($"{Threads} threads compute nothing.");
    }
}
