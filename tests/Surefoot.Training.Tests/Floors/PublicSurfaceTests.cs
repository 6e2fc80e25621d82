using Surefoot.Tests.Surface;
using Surefoot.Training.Tensors;

namespace Surefoot.Training.Tests.Floors;

/// <summary>The public surface of Surefoot.Training, kept in a file: whatever changes it shows in the diff.</summary>
public class PublicSurfaceTests
{
    [Fact]
    public void The_public_surface_is_the_one_on_file() =>
        PublicSurface.AssertIsOnFile(
            typeof(Shape).Assembly,
            "Surefoot.Training.Tests",
            "Floors",
            "Surefoot.Training.txt"
        );
}
