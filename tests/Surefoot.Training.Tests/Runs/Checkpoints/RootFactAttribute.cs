namespace Surefoot.Training.Tests.Runs.Checkpoints;

/// <summary>A test that mounts a file system, which only root can, on Linux.</summary>
sealed class RootFactAttribute : FactAttribute
{
    public RootFactAttribute()
    {
        if (!OperatingSystem.IsLinux() || Environment.UserName != "root")
            Skip = "Mounting a small disk needs Linux and root.";
    }
}
