using System.Runtime.Intrinsics;
using System.Text.RegularExpressions;

namespace Surefoot.Tests.Sweeps;

/// <summary>
/// The machine code of the sweep: one loop for each rule, number and width, and not a call in it, nor before or after
/// it.
/// </summary>
public partial class DisassemblyTests
{
    // Calls and calls in the guise of a jump, on x64 and on Arm.
    [GeneratedRegex(
        @"^\s+(call|tail\.jmp|bl|blr)\s",
        RegexOptions.Multiline | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Call { get; }

    [GeneratedRegex(
        @"Sweep`2\[(?<number>\w+),(?<rule>[^\]]+\])\]:Loop\[Surefoot\.Lanes\.(?<lane>\w+)`1",
        RegexOptions.NonBacktracking
    )]
    private static partial Regex Loop { get; }

    // RMSprop's four, Adam's two, SGD's two, AdaGrad, NAdam, Adadelta, Lion, and the stranger's.
    const int Rules = 13;

    [Fact]
    public void No_sweep_holds_a_call()
    {
        var listings = Listings("Loop");
        Assert.All(listings, listing => Assert.DoesNotMatch(Call, listing));
        var found = listings
            .Select(listing => Loop.Match(listing))
            .Select(match =>
                (
                    Number: match.Groups["number"].Value,
                    Rule: match.Groups["rule"].Value,
                    Lane: match.Groups["lane"].Value
                )
            )
            .ToHashSet();
        string[] lanes =
            Vector512.IsHardwareAccelerated ? ["Lane512", "Lane128", "Scalar"]
            : Vector256.IsHardwareAccelerated ? ["Lane256", "Lane128", "Scalar"]
            : ["Scalar"];
        foreach (string number in new[] { "float", "double" })
        {
            foreach (string lane in lanes)
            {
                var rules = found
                    .Where(loop => loop.Number == number && loop.Lane == lane)
                    .Select(loop => loop.Rule)
                    .ToList();
                Assert.Equal(Rules, rules.Count);
                Assert.Contains(rules, rule => rule.Contains("Surefoot.Stranger.AdaBelief", StringComparison.Ordinal));
            }
        }
    }

    [Fact]
    public void Nor_do_those_of_256_bits()
    {
        if (!Vector512.IsHardwareAccelerated)
            return;
        var listings = Listings("Loop", ("DOTNET_EnableAVX512", "0"));
        Assert.Equal(
            2 * Rules,
            listings.Count(listing => listing.Contains(":Loop[Surefoot.Lanes.Lane256", StringComparison.Ordinal))
        );
        Assert.All(listings, listing => Assert.DoesNotMatch(Call, listing));
    }

    [Fact]
    public void Nor_does_the_read_of_the_gradients_before_a_step()
    {
        var listings = Listings("AllWithin")
            .Where(listing => listing.Split('\n')[0].Contains(":AllWithin(int,int,double)", StringComparison.Ordinal))
            .ToList();
        Assert.Equal(2, listings.Count);
        Assert.All(listings, listing => Assert.DoesNotMatch(Call, listing));
    }

    static List<string> Listings(string method, params (string Name, string Value)[] environment)
    {
        string file = Path.GetTempFileName();
        try
        {
            ProbeProcess.Run("hashes", [("DOTNET_JitDisasm", method), ("DOTNET_JitStdOutFile", file), .. environment]);
            var listings = File.ReadAllText(file)
                .Split("; Assembly listing for method ", StringSplitOptions.RemoveEmptyEntries)
                .ToList();
            Assert.NotEmpty(listings);
            return listings;
        }
        finally
        {
            File.Delete(file);
        }
    }
}
