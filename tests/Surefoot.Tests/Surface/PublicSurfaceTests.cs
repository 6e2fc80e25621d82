using Surefoot.Optimizers;

namespace Surefoot.Tests.Surface;

/// <summary>
/// The public surface, one line a member, is kept in a file: whatever changes it shows in the diff, and is meant.
/// </summary>
public class PublicSurfaceTests
{
    [Fact]
    public void The_public_surface_is_the_one_on_file()
    {
        string path = Path.Combine(Repository.Root, "tests", "Surefoot.Tests", "Surface", "Surefoot.txt");
        string surface = string.Join('\n', PublicSurface.Of(typeof(RmsProp).Assembly)) + "\n";
        if (Environment.GetEnvironmentVariable("SUREFOOT_REWRITE") == "1")
            File.WriteAllText(path, surface);
        else
            Assert.True(
                File.ReadAllText(path) == surface,
                "The public surface has changed. If it is meant to: SUREFOOT_REWRITE=1 dotnet test "
                    + "tests/Surefoot.Tests --filter PublicSurface"
            );
    }
}
