using System.Text.RegularExpressions;
using Surefoot.Cli.Arguments;
using Surefoot.Cli.Tests.Commands;

namespace Surefoot.Cli.Tests.Documents;

/// <summary>
/// What the documents tell a reader to type works: each command is understood, and run at a small size where what it
/// needs is at hand.
/// </summary>
public sealed partial class DocumentedCommandTests
{
    // Beginnings of commands that are looked at without being run, and why.
    static readonly (string Begins, string Why)[] ByParsingAlone =
    [
        ("train mnist", "MNIST is not in the repository"),
        ("compare mnist", "MNIST is not in the repository"),
        ("train SMSSpamCollection", "the messages are not in the repository"),
        ("train datatraining.txt", "the measurements of rooms are not in the repository"),
        ("train air.csv", "the series is one of R's; ForecastTests trains on one that is made"),
        ("train co2.csv", "the series is one of R's; DatePartTests reads parts of dates"),
        ("train wide.csv", "its 20,000 columns take seconds; WideTextTests trains on fewer"),
        ("train big.csv", "the table is larger than memory; StreamedTrainingTests trains on a small one"),
        ("train --lab", "serves until Ctrl-C; LabCommandTests does it"),
        ("lab", "serves until Ctrl-C; LabCommandTests does it"),
        ("lesson", "LessonTests runs each at its quick size"),
        (
            "train measurements.csv --target species --hidden 64 --weights",
            "needs weights of PyTorch under its own names; the tests of Torch load some"
        ),
    ];

    // The few lessons' commands that are quick are run all the same.
    static readonly string[] RunAllTheSame = ["lesson --glossary", "lesson average"];

    [Fact]
    public void Every_command_of_the_documents_is_understood()
    {
        IReadOnlyList<string[]> commands = DocumentedCommands.OfSurefoot();
        Assert.InRange(commands.Count, 30, 200);
        foreach (string[] words in commands)
        {
            Exception? refused = Record.Exception(() =>
            {
                CommandLine.Understand(words);
                if (words[0] == "train")
                    TrainArguments.Read(words);
            });
            Assert.True(refused is null, $"surefoot {string.Join(' ', words)}: {refused?.Message}");
        }
    }

    [Fact]
    public void Every_command_of_the_documents_works_at_a_small_size_or_says_here_why_it_is_not_run()
    {
        using ScratchFolder folder = new();
        string table = Tables.Classes(90, 1).Replace("kind\n", "species\n", StringComparison.Ordinal);
        foreach (string name in (string[])["measurements.csv", "more.csv", "new.csv"])
            folder.Write(name, table);
        Directory.CreateDirectory(folder["docs", "images"]);
        string[][] commands = [.. DocumentedCommands.OfSurefoot()];
        string[] alone = [.. ByParsingAlone.Select(one => one.Begins)];
        Assert.All(alone, begins => Assert.Contains(commands, words => Begins(words, begins)));

        // The runs that other commands name are made first, as the documents' reader would.
        string[][] run =
        [
            ["train", "measurements.csv", "--target", "species"],
            ["train"],
            .. commands.Where(words =>
                !alone.Any(begins => Begins(words, begins))
                || RunAllTheSame.Contains(string.Join(' ', words), StringComparer.Ordinal)
            ),
        ];
        Assert.InRange(run.Length, 15, 100);
        foreach (string[] words in run)
        {
            string[] small = Small(words);
            SurefootProcess.Outcome outcome = folder.Surefoot(small);
            Assert.True(outcome.ExitCode == 0, $"surefoot {string.Join(' ', small)}: {outcome.Errors}");
        }
    }

    [Fact]
    public void Every_dotnet_command_of_the_documents_names_a_project_and_tests_or_words_that_there_are()
    {
        IReadOnlyList<string> commands = DocumentedCommands.OfDotnet();
        Assert.InRange(commands.Count, 20, 200);
        foreach (string command in commands)
        {
            string[] words =
            [
                .. command.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => word.Trim('"')),
            ];
            string? path = words.FirstOrDefault(word => Place().IsMatch(word));
            Assert.True(
                path is null || Path.Exists(Path.Combine(DocumentedCommands.Root, path)),
                $"{command}: there is no {path}"
            );
            if (path is null || words[1] == "build" || path.EndsWith(".cs", StringComparison.Ordinal))
                continue;
            string code = string.Join(
                '\n',
                Directory
                    .EnumerateFiles(Path.Combine(DocumentedCommands.Root, path), "*.cs", SearchOption.AllDirectories)
                    .Where(file =>
                        !file.Contains(
                            $"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}",
                            StringComparison.Ordinal
                        )
                    )
                    .Select(File.ReadAllText)
            );
            int after = Array.IndexOf(words, words[1] == "test" ? "--filter" : "--");
            if (after < 0 || after + 1 >= words.Length)
                continue;
            foreach (string word in words[1] == "test" ? words[after + 1].Split('|') : [words[after + 1]])
            {
                string name = word.Split('.')[^1];
                bool known =
                    words[1] == "test"
                        ? code.Contains(name, StringComparison.Ordinal)
                        : code.Contains($"\"{name}\"", StringComparison.Ordinal)
                            || path.EndsWith("Surefoot.Cli", StringComparison.Ordinal);
                Assert.True(known, $"{command}: {path} knows nothing of {word}");
            }
        }
    }

    static bool Begins(string[] words, string begins) =>
        (string.Join(' ', words) + " ").StartsWith(begins + " ", StringComparison.Ordinal)
        || (begins == "train --lab" && words.Contains("--lab"));

    // The same command with the options that make it short; what the document says itself about size gives way.
    static string[] Small(string[] words) =>
        words switch
        {
            ["train", "--resume", ..] => words,
            ["train", ..] => With(words, ("--epochs", "1")),
            ["compare", ..] => With(
                words,
                ("--model", "mlp"),
                ("--hidden", "4"),
                ("--epochs", "1"),
                ("--tune", "1"),
                ("--seeds", "1")
            ),
            ["lesson", "average"] => [.. words, "--quick"],
            _ => words,
        };

    static string[] With(string[] words, params (string Option, string Value)[] options)
    {
        foreach ((string option, string value) in options)
        {
            int at = Array.IndexOf(words, option);
            words = at < 0 ? [.. words, option, value] : [.. words[..(at + 1)], value, .. words[(at + 2)..]];
        }

        return words;
    }

    [GeneratedRegex("^(src|tests|bench|samples)/[A-Za-z0-9./]+$", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Place();
}
