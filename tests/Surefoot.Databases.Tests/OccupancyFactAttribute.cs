namespace Surefoot.Databases.Tests;

/// <summary>
/// A test of the UCI set "Occupancy Detection", whose file datatraining.txt the variable SUREFOOT_OCCUPANCY names.
/// </summary>
sealed class OccupancyFactAttribute : FactAttribute
{
    public OccupancyFactAttribute()
    {
        if (!File.Exists(Source))
            Skip =
                "SUREFOOT_OCCUPANCY names no file; set it to datatraining.txt of the UCI set \"Occupancy Detection\".";
        else
            Skip = PostgresServer.Lacking;
    }

    /// <summary>The file.</summary>
    internal static string? Source => Environment.GetEnvironmentVariable("SUREFOOT_OCCUPANCY");
}
