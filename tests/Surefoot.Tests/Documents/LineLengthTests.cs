namespace Surefoot.Tests.Documents;

public class LineLengthTests
{
    const int Most = 120;

    [Fact]
    public void No_line_of_code_is_longer_than_the_formatter_would_make_it() => Assert.Empty(Long("*.cs", _ => true));

    // A row of a table, a picture, and what stands in code, such as a line of a log, are one line each; the lessons'
    // texts have a line a paragraph.
    [Fact]
    public void No_line_of_prose_is_longer_either() =>
        Assert.DoesNotContain(
            Long(
                "*.md",
                line =>
                    !line.StartsWith('|') && !line.StartsWith('`') && !line.StartsWith("![", StringComparison.Ordinal)
            ),
            place => !place.StartsWith(Path.Combine("src", "Surefoot.Lab"), StringComparison.Ordinal)
        );

    static List<string> Long(string pattern, Func<string, bool> counts)
    {
        var found = new List<string>();
        foreach (string file in Files(Repository.Root, pattern))
        {
            string[] lines = File.ReadAllLines(file);
            bool fenced = false;
            for (int i = 0; i < lines.Length; i++)
            {
                fenced ^= lines[i].TrimStart().StartsWith("```", StringComparison.Ordinal);
                if (lines[i].Length > Most && !fenced && counts(lines[i]))
                    found.Add($"{Path.GetRelativePath(Repository.Root, file)}:{i + 1}");
            }
        }
        return found;
    }

    static IEnumerable<string> Files(string folder, string pattern) =>
        Directory
            .EnumerateDirectories(folder)
            .Where(inner => Path.GetFileName(inner) is not ("bin" or "obj" or "node_modules" or ".git"))
            .SelectMany(inner => Files(inner, pattern))
            .Concat(Directory.EnumerateFiles(folder, pattern));
}
