namespace Surefoot.Tests.Documents;

public class LinkTests
{
    [Fact]
    public void Every_relative_link_leads_to_a_file()
    {
        string root = Repository.Root;
        string[] pages =
        [
            .. Directory.EnumerateFiles(root, "*.md"),
            .. Directory.EnumerateFiles(Path.Combine(root, "docs"), "*.md", SearchOption.AllDirectories),
        ];
        var broken = new List<string>();
        int links = 0;
        foreach (string page in pages)
        {
            string text = File.ReadAllText(page);
            for (
                int at = text.IndexOf("](", StringComparison.Ordinal);
                at >= 0;
                at = text.IndexOf("](", at + 2, StringComparison.Ordinal)
            )
            {
                string link = text[(at + 2)..text.IndexOf(')', at)].Split('#')[0];
                if (
                    link.Length == 0
                    || link.Contains(':', StringComparison.Ordinal)
                    || link.Contains(' ', StringComparison.Ordinal)
                )
                    continue;
                links++;
                if (!Path.Exists(Path.Combine(Path.GetDirectoryName(page)!, link)))
                    broken.Add($"{Path.GetFileName(page)}: {link}");
            }
        }
        Assert.InRange(links, 20, 1000);
        Assert.Empty(broken);
    }

    [Fact]
    public void Every_test_that_the_page_of_faults_names_is_there()
    {
        string tests = Path.Combine(Repository.Root, "tests");
        string[] words = File.ReadAllText(Path.Combine(Repository.Root, "docs", "input-faults.md")).Split('`');
        string[] named =
        [
            .. words
                .Where((word, i) => i % 2 == 1 && word.Split('.')[0].EndsWith("Tests", StringComparison.Ordinal))
                .Distinct(),
        ];
        Assert.InRange(named.Length, 20, 200);
        Assert.All(
            named,
            name =>
            {
                string[] parts = name.Split('.');
                string file = Assert.Single(
                    Directory.EnumerateFiles(tests, parts[0] + ".cs", SearchOption.AllDirectories)
                );
                if (parts.Length > 1)
                    Assert.Contains($"void {parts[1]}(", File.ReadAllText(file), StringComparison.Ordinal);
            }
        );
    }
}
