using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Surefoot.Probe;

namespace Surefoot.Tests.Sweeps;

/// <summary>
/// The bits of every variant on processors that lack AVX-512, AVX2 or any vector instruction at all, as the runtime
/// lets one pretend.
/// </summary>
public class InstructionSetTests
{
    static readonly Lazy<string[]> Here = new(() =>
        [
            .. Variant.All.SelectMany(variant =>
                new[]
                {
                    $"{variant.Name}\tfloat\t{Trajectory.Hash<float>(variant, 1007, 24)}",
                    $"{variant.Name}\tdouble\t{Trajectory.Hash<double>(variant, 1007, 24)}",
                }
            ),
        ]
    );

    [Theory]
    [InlineData("DOTNET_EnableAVX512", 256)]
    [InlineData("DOTNET_EnableAVX2", 128)]
    [InlineData("DOTNET_EnableHWIntrinsic", 0)]
    public void Bits_do_not_depend_on_the_instructions(string switchedOff, int widest)
    {
        string[] lines = ProbeProcess.Run("hashes", (switchedOff, "0"));
        // The switch must have done something, or the comparison says nothing. Processors of other kinds have other
        // switches.
        if (RuntimeInformation.ProcessArchitecture == Architecture.X64 && Vector256.IsHardwareAccelerated)
            Assert.Equal($"{widest}", lines[0]);
        Assert.Equal(Here.Value, lines[1..]);
    }

    [Fact]
    public void Every_variant_takes_a_path_of_its_own()
    {
        // Were two rows the same, a switch would not have reached the rule.
        Assert.Equal(
            Here.Value.Length,
            Here.Value.Select(line => line.Split('\t')[2]).Distinct(StringComparer.Ordinal).Count()
        );
    }
}
