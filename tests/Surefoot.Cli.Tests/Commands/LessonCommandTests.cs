using System.Text.Json.Nodes;

namespace Surefoot.Cli.Tests.Commands;

public sealed class LessonCommandTests
{
    [Fact]
    public void A_lesson_tells_its_text_its_figures_and_its_verdict_and_leaves_a_report_where_it_is_asked_to()
    {
        using ScratchFolder folder = new();
        SurefootProcess.Outcome outcome = folder.Surefoot(
            "lesson",
            "average",
            "--quick",
            "--length",
            "short",
            "--out",
            "lesson.html",
            "--json"
        );
        Assert.True(outcome.ExitCode == 0, outcome.Errors);
        JsonNode json = JsonNode.Parse(outcome.LastLine)!,
            lesson = Assert.Single(json["lessons"]!.AsArray())!;
        Assert.Equal(
            ("quick", "average", true),
            ((string?)json["size"], (string?)lesson["name"], (bool)lesson["holds"]!)
        );
        Assert.Contains("Verdict:  it holds.", outcome.Errors, StringComparison.Ordinal);
        Assert.Contains("A memory for every weight", outcome.Errors, StringComparison.Ordinal);
        string page = File.ReadAllText(folder["lesson.html"]);
        Assert.Contains("<span class=\"badge good\">Holds</span>", page, StringComparison.Ordinal);
        Assert.DoesNotMatch("(?i)https?:(?!//www.w3.org/2000/svg)|<script|url\\(|@import", page);
    }

    [Fact]
    public void The_glossary_is_printed_alone()
    {
        using ScratchFolder folder = new();
        Assert.Contains(
            "Exponentially decaying average",
            folder.Surefoot("lesson", "--glossary").Output,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("avrage", "Is NAME average meant?")]
    [InlineData("average --length long", "--length is 'long', which is not one of short, medium, detailed")]
    [InlineData("average --threads 0", "--threads is '0'")]
    public void What_there_is_not_is_refused(string arguments, string message)
    {
        using ScratchFolder folder = new();
        Assert.Contains(
            message,
            folder.Surefoot(["lesson", .. arguments.Split(' ')]).Refusal(),
            StringComparison.Ordinal
        );
    }
}
