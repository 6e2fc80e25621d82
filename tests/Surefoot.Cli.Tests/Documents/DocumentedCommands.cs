using System.Text.RegularExpressions;

namespace Surefoot.Cli.Tests.Documents;

/// <summary>
/// The commands that stand in README, CONTRIBUTING and docs/, whether in a block or within a sentence.
/// </summary>
static partial class DocumentedCommands
{
    static readonly (string Word, string Value)[] Placeholders =
    [
        ("N", "1"),
        ("$seed", "1"),
        ("$hidden", "16"),
        ("NAME", "rmsprop"),
        ("MODEL", "runs/conv-rmsprop-1"),
        ("RUN", "runs/mlp-rmsprop-1"),
        ("DATA", "digits"),
    ];

    /// <summary>The repository's root.</summary>
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    /// <summary>
    /// The command lines of `surefoot`, the words behind it; those that stand there more than once are here once.
    /// </summary>
    public static IReadOnlyList<string[]> OfSurefoot() =>
        [
            .. Code()
                .SelectMany(code => Surefoot().Matches(code))
                .Select(match => match.Groups["words"].Value.Trim())
                .Where(words => words.Length > 0)
                .Distinct(StringComparer.Ordinal)
                .Select(Words),
        ];

    /// <summary>The command lines of `dotnet test`, `dotnet run` and so on.</summary>
    public static IReadOnlyList<string> OfDotnet() =>
        [
            .. Code()
                .SelectMany(code => Dotnet().Matches(code))
                .Select(match => match.Value.Trim())
                .Distinct(StringComparer.Ordinal),
        ];

    static string[] Words(string line)
    {
        string[] words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return
        [
            .. words.Select(word =>
                words[0] == "lesson" && word == "NAME" ? "average"
                : Array.Find(Placeholders, one => one.Word == word) is { Value: { } value } ? value
                : word
            ),
        ];
    }

    static IEnumerable<string> Code()
    {
        foreach (
            string page in (IEnumerable<string>)
                [
                    Path.Combine(Root, "README.md"),
                    Path.Combine(Root, "CONTRIBUTING.md"),
                    .. Directory.EnumerateFiles(Path.Combine(Root, "docs"), "*.md").Order(StringComparer.Ordinal),
                ]
        )
        {
            bool block = false;
            foreach (string line in File.ReadLines(page))
            {
                if (line.TrimStart().StartsWith("```", StringComparison.Ordinal))
                    block = !block;
                else if (block)
                    yield return line;
                else
                {
                    foreach (Match span in Span().Matches(line))
                        yield return span.Groups["code"].Value;
                }
            }
        }
    }

    static string Find(string folder) =>
        File.Exists(Path.Combine(folder, "Surefoot.slnx"))
            ? folder
            : Find(
                Path.GetDirectoryName(folder)
                    ?? throw new InvalidOperationException("The tests run outside the repository.")
            );

    // A comment, a pipe, the end of a loop's body end a command.
    [GeneratedRegex("(?:^|[ ;])surefoot (?<words>[^|;#`]*)", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Surefoot();

    [GeneratedRegex("dotnet (build|test|run) [^;#`']*", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Dotnet();

    [GeneratedRegex("`(?<code>[^`]+)`", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Span();
}
