using System.Text.RegularExpressions;

namespace Surefoot.Tests.Documents;

/// <summary>The ways that docs/architecture.md walks, hand by hand: each file is there, and has the method.</summary>
public partial class ArchitectureTests
{
    [GeneratedRegex(
        @"^\d\. \[`[^`]+`\]\((?<path>[^)]+)\)\s+→\s+`(?<member>\w+)`",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Hand { get; }

    [Fact]
    public void Every_hand_has_its_file_and_its_method()
    {
        string docs = Path.Combine(Repository.Root, "docs");
        Match[] hands = Hand.Matches(File.ReadAllText(Path.Combine(docs, "architecture.md"))).ToArray();
        // Seven from the command line to the formula, and seven from the tape to the weights.
        Assert.Equal(14, hands.Length);
        Assert.All(
            hands,
            hand =>
                Assert.Matches(
                    $@"\b{hand.Groups["member"].Value}\b",
                    File.ReadAllText(Path.Combine(docs, hand.Groups["path"].Value))
                )
        );
    }

    // What the last hands are said to write is in the code as it is quoted.
    [Theory]
    [InlineData("src/Surefoot/Rules/RmsPropRule.cs", "v = (ρ * v) + (oneMinusρ * (g * g))")]
    [InlineData("src/Surefoot/Rules/RmsPropRule.cs", "θ = θ - move")]
    public void What_is_quoted_is_there(string file, string line)
    {
        Assert.Contains(line, File.ReadAllText(Path.Combine(Repository.Root, file)), StringComparison.Ordinal);
        Assert.Contains(
            $"`{line}`",
            File.ReadAllText(Path.Combine(Repository.Root, "docs", "architecture.md")),
            StringComparison.Ordinal
        );
    }
}
