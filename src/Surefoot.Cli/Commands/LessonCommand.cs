using System.CommandLine;
using System.Text.Json.Nodes;
using Surefoot.Cli.Arguments;
using Surefoot.Cli.Results;
using Surefoot.Cli.Settings;
using Surefoot.Cli.Terminal;
using Surefoot.Lab.Lessons;

namespace Surefoot.Cli.Commands;

/// <summary>`surefoot lesson`: what RMSprop is and does, each statement put to the test.</summary>
static class LessonCommand
{
    const string DefaultReport = "lessons.html";

    static readonly IReadOnlyList<string> Lengths =
    [
        .. Enum.GetNames<LessonLength>().Select(name => name.ToLowerInvariant()),
    ];

    /// <summary>The command with its options and its help.</summary>
    public static Command Create()
    {
        Command command = new(
            "lesson",
            "Explains RMSprop by experiments that run here: each ends with what was measured, and whether it "
                + "is what was claimed."
        );
        Argument<string?> name = new("NAME")
        {
            Arity = ArgumentArity.ZeroOrOne,
            Description =
                $"Which one: {string.Join(", ", Lesson.All.Select(lesson => lesson.Name))}. Without it, all "
                + "of them, and a report.",
        };
        Option<string?> length = OptionOf.Text(
            "--length",
            "LENGTH",
            "How long the explanation is: short, medium or detailed. Default: medium for one lesson, short for all."
        );
        Option<bool> quick = OptionOf.Flag("--quick", "Run a smaller experiment, of a few seconds.");
        Option<bool> glossary = OptionOf.Flag("--glossary", "Print what the words mean, and run nothing.");
        Option<string?> file = OptionOf.Text(
            "--out",
            "FILE",
            "Write the report to this file, as HTML; a file that is there is replaced. Default: "
                + $"{DefaultReport} for all lessons, none for one."
        );
        Option<string?> threads = ModelWords.Threads();
        Option<bool> json = OptionOf.Flag("--json", "Print one JSON object as the last line of stdout.");
        command.Arguments.Add(name);
        foreach (Option option in (Option[])[length, quick, glossary, file, threads, json])
            command.Options.Add(option);
        ExampleHelp.AddTo(
            command,
            "surefoot lesson average --quick",
            "surefoot lesson diminishing --quick --length short --json"
        );
        command.SetAction(parsed =>
        {
            string? one = Values.Word("NAME", parsed.GetValue(name), [.. Lesson.All.Select(lesson => lesson.Name)]);
            if (parsed.GetValue(glossary))
                return TellGlossary();
            LessonLength wanted = Enum.Parse<LessonLength>(
                Values.Word("--length", parsed.GetValue(length), Lengths) ?? (one is null ? "short" : "medium"),
                ignoreCase: true
            );
            LessonSize size = parsed.GetValue(quick) ? LessonSize.Quick : LessonSize.Full;
            IReadOnlyList<Lesson> lessons = one is null ? Lesson.All : [Lesson.Find(one)!];
            return Execute(
                lessons,
                wanted,
                size,
                ModelWords.Threads(parsed.GetValue(threads)),
                parsed.GetValue(file) ?? (one is null ? DefaultReport : null),
                parsed.GetValue(json)
            );
        });
        return command;
    }

    static int Execute(
        IReadOnlyList<Lesson> lessons,
        LessonLength length,
        LessonSize size,
        int threads,
        string? file,
        bool json
    )
    {
        using Interrupts interrupts = new();
        TextWriter human = json ? Console.Error : Console.Out;
        List<(Lesson Lesson, LessonResult Result)> done = [];
        foreach (Lesson lesson in lessons)
        {
            LessonSummary.WriteText(human, lesson, length);
            LessonResult result = Run(lesson, size, threads, interrupts.Token);
            LessonSummary.WriteResult(human, result);
            done.Add((lesson, result));
        }

        if (file is not null)
        {
            LessonReport.Write(file, done, size);
            human.WriteLine($"report               {ShownPath.Of(Path.GetFullPath(file))}");
        }

        if (json)
            Console.Out.WriteLine(
                new JsonObject
                {
                    ["size"] = size == LessonSize.Quick ? "quick" : "full",
                    ["lessons"] = new JsonArray([.. done.Select(one => LessonSummary.ToJson(one.Lesson, one.Result))]),
                }.ToJsonString()
            );
        return ExitCode.Done;
    }

    static LessonResult Run(Lesson lesson, LessonSize size, int threads, CancellationToken cancel)
    {
        StatusLine line = StatusLine.ForConsole();
        try
        {
            return lesson.Run(size, threads, new LessonLine(line, lesson.Name), cancel);
        }
        finally
        {
            line.Clear();
        }
    }

    static int TellGlossary()
    {
        foreach (string line in Glossary.Text.ToLines(LessonSummary.Width))
            Console.Out.WriteLine(line);
        return ExitCode.Done;
    }

    // Called while the experiment computes, in its order.
    sealed class LessonLine(StatusLine line, string lesson) : IProgress<LessonProgress>
    {
        public void Report(LessonProgress value) =>
            line.Show($"{lesson}  {100 * value.Share:0} %  {value.Doing}", landmark: false);
    }
}
