using Surefoot.Optimizers;

namespace Surefoot.Tests.Surface;

/// <summary>
/// The public surface, one line a member, is kept in a file: whatever changes it shows in the diff, and is meant.
/// </summary>
public class PublicSurfaceTests
{
    [Fact]
    public void The_public_surface_is_the_one_on_file() =>
        PublicSurface.AssertIsOnFile(typeof(RmsProp).Assembly, "Surefoot.Tests", "Surface", "Surefoot.txt");
}
