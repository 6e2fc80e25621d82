namespace Surefoot.Cli.Tests.Reports;

/// <summary>A test that needs Chromium on this machine; where there is none it is reported as skipped.</summary>
[AttributeUsage(AttributeTargets.Method)]
sealed class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute()
    {
        if (Path is null)
            Skip = "Chromium was not found; install it (Debian: apt-get install chromium) or name it in CHROMIUM_PATH.";
    }

    /// <summary>Where the browser is; null where there is none.</summary>
    public static string? Path { get; } =
        (
            (string?[])
                [
                    Environment.GetEnvironmentVariable("CHROMIUM_PATH"),
                    "/usr/bin/chromium",
                    "/usr/bin/chromium-browser",
                    "/usr/bin/google-chrome",
                ]
        ).FirstOrDefault(File.Exists);
}
