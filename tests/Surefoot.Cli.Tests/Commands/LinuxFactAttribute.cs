namespace Surefoot.Cli.Tests.Commands;

/// <summary>A test that uses what only Linux has: its signals, /proc, /dev/full.</summary>
[AttributeUsage(AttributeTargets.Method)]
sealed class LinuxFactAttribute : FactAttribute
{
    public LinuxFactAttribute()
    {
        if (!OperatingSystem.IsLinux())
            Skip = "This test needs Linux.";
    }
}
