using System.Text.RegularExpressions;
using System.Xml.Linq;
using FsCheck.Xunit;
using Surefoot.Lab.Markup;
using Surefoot.Lab.Reports;
using Surefoot.Training.Runs;

namespace Surefoot.Cli.Tests.Reports;

public sealed partial class RunReportTests
{
    [Property(MaxTest = 500)]
    public void Escaped_text_is_read_back_as_it_was(string? text)
    {
        string read = XElement
            .Parse($"<a b=\"{MarkupText.Escape(text)}\">{MarkupText.Escape(text)}</a>", LoadOptions.PreserveWhitespace)
            .Value;
        // What acts instead of being seen becomes its number, and what XML forbids besides U+FFFD.
        string expected = string.Concat(
            (text ?? "")
                .Replace("\r\n", "\n", StringComparison.Ordinal)
                .EnumerateRunes()
                .Select(rune =>
                    rune.Value is 0xFFFE or 0xFFFF ? "\uFFFD"
                    : rune.Value
                        is (< 0x20 and not ('\t' or '\n'))
                            or (>= 0x7F and <= 0x9F)
                            or 0x61C
                            or 0x200E
                            or 0x200F
                            or (>= 0x2028 and <= 0x202E)
                            or (>= 0x2066 and <= 0x2069)
                            or (>= 0xFFF9 and <= 0xFFFB)
                        ? $"\\u{rune.Value:X4}"
                    : rune.ToString()
                )
        );
        Assert.Equal(expected, read);
    }

    [Property(MaxTest = 60)]
    public void No_name_from_outside_adds_or_removes_a_tag(string? name)
    {
        Assert.Equal(Tags(Named("plain")), Tags(Named(name ?? "")));
    }

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("\"><img src=x onerror=alert(1)>")]
    [InlineData("</style></title></svg><svg onload=alert(1)>")]
    [InlineData("'--><!--")]
    [InlineData("\ud800 \u0000 ]]>")]
    public void Hostile_names_stay_text(string name) => Assert.Equal(Tags(Named("plain")), Tags(Named(name)));

    [Fact]
    public void The_report_refers_to_nothing_outside_itself_and_has_no_script()
    {
        string html = RunReport
            .ToHtml(SampleRuns.Digits())
            .Value.Replace("http://www.w3.org/2000/svg", "", StringComparison.Ordinal);
        Assert.DoesNotMatch(
            "(?i)https?:|<script|url\\(|@import|<link(?! rel=\"icon\" href=\"data:,\")| src=| on[a-z]+=",
            html
        );
    }

    [Fact]
    public void The_figures_of_the_run_are_in_the_report()
    {
        string html = RunReport.ToHtml(SampleRuns.Digits()).Value;
        foreach (
            string text in (string[])
                [
                    "98.44\u00A0%",
                    "99.12\u00A0%",
                    "18,346",
                    "Stopped early",
                    "lowest loss: epoch 19",
                    "Confusion, test rows",
                    "surefoot train --hidden 128,64 --out &#39;runs/my run&#39;",
                ]
        )
            Assert.Contains(text, html, StringComparison.Ordinal);
        Assert.Contains("6,375.25", RunReport.ToHtml(SampleRuns.Regression()).Value, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_without_epochs_or_with_losses_that_are_not_finite_has_a_report_too()
    {
        RunRecord run = SampleRuns.Digits();
        RunRecord diverged = run with
        {
            Epochs =
            [
                .. run.Epochs.Select(epoch =>
                    epoch with
                    {
                        TrainLoss = double.NaN,
                        ValidationLoss = double.PositiveInfinity,
                        ValidationMeasure = double.NaN,
                    }
                ),
            ],
            Result = run.Result! with
            {
                Outcome = RunOutcome.Diverged,
                Explanation = "The loss was not finite at step 7.",
                Test = null,
                Validation = null,
            },
        };
        Assert.Contains("No value can be shown", RunReport.ToHtml(diverged).Value, StringComparison.Ordinal);
        Assert.Contains(
            "The loss was not finite at step 7.",
            RunReport.ToHtml(diverged).Value,
            StringComparison.Ordinal
        );
        string empty = RunReport.ToHtml(SampleRuns.Empty("new", "regression", [])).Value;
        Assert.Contains("No epoch has ended", empty, StringComparison.Ordinal);
        Assert.DoesNotContain("<svg", empty, StringComparison.Ordinal);
    }

    static string Named(string name)
    {
        RunRecord run = SampleRuns.Digits(name, epochs: 3);
        return RunReport
            .ToHtml(
                run with
                {
                    Name = name,
                    TargetName = name + "x",
                    Optimizer = name,
                    Arguments = [name],
                    Texts = [new(name, name)],
                    Data = run.Data with { Source = name, Notes = [name] },
                    Result = run.Result! with { Explanation = name, Warnings = [name] },
                }
            )
            .Value;
    }

    static List<string> Tags(string html) => [.. Tag().Matches(html).Select(match => match.Value)];

    [GeneratedRegex("<[!/]?[a-zA-Z-]+|>", RegexOptions.NonBacktracking)]
    private static partial Regex Tag();
}
