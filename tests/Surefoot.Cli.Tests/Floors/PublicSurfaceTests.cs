using Surefoot.Lab.Markup;
using Surefoot.Tests.Surface;

namespace Surefoot.Cli.Tests.Floors;

/// <summary>The public surface of Surefoot.Lab, kept in a file: whatever changes it shows in the diff.</summary>
public class PublicSurfaceTests
{
    [Fact]
    public void The_public_surface_is_the_one_on_file() =>
        PublicSurface.AssertIsOnFile(typeof(MarkupText).Assembly, "Surefoot.Cli.Tests", "Floors", "Surefoot.Lab.txt");
}
