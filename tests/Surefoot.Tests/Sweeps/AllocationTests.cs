namespace Surefoot.Tests.Sweeps;

/// <summary>
/// A step allocates nothing, in any variant, on one thread or several: counted over the whole process, so that the
/// workers count too.
/// </summary>
public class AllocationTests
{
    [Fact]
    public void A_hundred_thousand_steps_allocate_no_byte()
    {
        string[] lines = ProbeProcess.Run("allocation");
        Assert.Equal((3 * Probe.Variant.All.Count) + 4, lines.Length);
        Assert.All(lines, line => Assert.StartsWith("0\t", line, StringComparison.Ordinal));
    }
}
