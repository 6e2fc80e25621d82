namespace Surefoot.Cli.Terminal;

/// <summary>Paths as a user would type them.</summary>
static class ShownPath
{
    /// <summary>Short where the path lies below the current folder, whole where it lies elsewhere.</summary>
    public static string Of(string path)
    {
        string relative = Path.GetRelativePath(Environment.CurrentDirectory, path);
        return relative.StartsWith("..", StringComparison.Ordinal) ? path : relative;
    }
}
