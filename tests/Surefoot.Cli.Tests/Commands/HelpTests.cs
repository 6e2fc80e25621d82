namespace Surefoot.Cli.Tests.Commands;

public sealed class HelpTests
{
    [Theory]
    [InlineData("train")]
    [InlineData("evaluate")]
    [InlineData("predict")]
    [InlineData("export")]
    [InlineData("inspect")]
    [InlineData("bench")]
    [InlineData("compare")]
    [InlineData("lr-find")]
    [InlineData("lesson")]
    public void The_examples_in_the_help_work_when_they_are_pasted(string command)
    {
        using ScratchFolder folder = new();
        SurefootProcess.Outcome help = folder.Surefoot(command, "--help");
        Assert.Equal((0, ""), (help.ExitCode, help.Errors));
        string[] examples =
        [
            .. help.Output[(help.Output.IndexOf(':', help.Output.IndexOf("\nExample", StringComparison.Ordinal)) + 1)..]
                .Split('\n')
                .Select(line => line.Trim())
                .Where(line => line.Length > 0),
        ];
        Assert.Contains(examples, example => example.StartsWith($"surefoot {command}", StringComparison.Ordinal));
        foreach (string example in examples)
        {
            SurefootProcess.Outcome outcome = folder.Surefoot(example.Split(' ')[1..]);
            Assert.True(outcome.ExitCode == 0, $"{example}: {outcome.Errors}");
        }
    }

    [Fact]
    public void Without_a_command_the_help_lists_them_all()
    {
        using ScratchFolder folder = new();
        SurefootProcess.Outcome help = folder.Surefoot();
        Assert.Equal(0, help.ExitCode);
        Assert.All(
            (string[])
                [
                    "train",
                    "evaluate",
                    "predict",
                    "explain",
                    "export",
                    "inspect",
                    "compare",
                    "lr-find",
                    "lesson",
                    "bench",
                    "Examples:",
                ],
            word => Assert.Contains(word, help.Output, StringComparison.Ordinal)
        );
    }

    [Fact]
    public void The_version_is_one_plain_line()
    {
        using ScratchFolder folder = new();
        Assert.Matches(@"^\d+\.\d+\.\d+\n$", folder.Surefoot("--version").Output);
    }
}
