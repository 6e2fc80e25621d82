using System.Collections.Concurrent;
using System.Xml.Linq;
using Surefoot.Cli.Results;
using Surefoot.Lab.Charts;
using Surefoot.Lab.Lessons;

namespace Surefoot.Cli.Tests.Lessons;

public sealed class LessonTests
{
    public static TheoryData<string> Names => [.. Lesson.All.Select(lesson => lesson.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_statement_holds_at_quick_size_with_figures_charts_and_a_sentence_that_names_what_was_measured(
        string name
    )
    {
        List<double> shares = [];
        LessonResult result = Lesson
            .Find(name)!
            .Run(LessonSize.Quick, threads: 1, new Told(progress => shares.Add(progress.Share)));
        Ran[name] = result;
        Assert.True(
            result.Holds,
            $"{result.Sentence} Expected: {result.Expected} "
                + $"{string.Join("; ", result.Figures.Select(figure => $"{figure.Name} {figure.Text}"))}"
        );
        Assert.NotEmpty(result.Charts);
        Assert.Contains(result.Figures, figure => result.Sentence.Contains(figure.Text, StringComparison.Ordinal));
        Assert.All(shares, share => Assert.InRange(share, 0, 1));
        Assert.Equal(shares.Order(), shares);
        Assert.All(
            result.Charts,
            chart =>
                Assert.NotEmpty(
                    XElement.Parse(chart.ToSvg(ChartSize.Wide).Value).Descendants("{http://www.w3.org/2000/svg}path")
                )
        );
        Assert.Equal(
            1 + (2 * result.Charts.Count),
            LessonReport.Section(Lesson.Find(name)!, result).Value.Split("<svg ").Length
        );
    }

    [Fact]
    public void A_longer_memory_takes_away_more_of_the_swing_than_momentum_and_calms_RMSprop()
    {
        LessonResult result = Quick("oscillation");
        double plain = Figure(result, "memory 0.99, no momentum: "),
            remembers = Figure(result, "memory 0.999, no momentum: "),
            averages = Figure(result, "memory 0.99, momentum (Adam): ");
        Assert.True(remembers < averages && averages < plain, result.Sentence);
        Assert.True(remembers <= Figure(result, "rmsprop: ") / 2, result.Sentence);
        Assert.StartsWith("Who wins here: adagrad", result.Winner, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_one_rate_suits_all_weights_gradient_descent_follows_as_well_and_where_not_it_stays_behind()
    {
        LessonResult result = Quick("shifting");
        Assert.True(
            Figure(result, "one size, momentum: distance, last") < Figure(result, "one size, rmsprop: distance, last"),
            result.Sentence
        );
        Assert.True(
            Figure(result, "two sizes, sgd: distance, last")
                > 1.5 * Figure(result, "two sizes, rmsprop: distance, last"),
            result.Sentence
        );
        Assert.Contains("Who wins here: momentum", result.Winner, StringComparison.Ordinal);
    }

    [Fact]
    public void AdaGrad_is_level_on_rare_words_and_Adam_best_through_deep_layers()
    {
        LessonResult sparse = Quick("sparse");
        for (int epoch = 1; epoch <= 6; epoch++)
            Assert.True(
                Figure(sparse, $"adagrad: rows wrong, epoch {epoch}")
                    <= Figure(sparse, $"rmsprop: rows wrong, epoch {epoch}"),
                sparse.Sentence
            );
        Assert.StartsWith("Who wins here: adam has", Quick("deep").Winner, StringComparison.Ordinal);
    }

    [Fact]
    public void At_the_usual_rate_RMSprop_does_not_get_the_faint_weight_home_in_time()
    {
        LessonResult result = Quick("adaptive");
        Assert.True(Figure(result, "rmsprop at 0.001: ") < 0.5, result.Sentence);
        Assert.True(Figure(result, "rmsprop: the faint weight's way") > 0.9, result.Sentence);
        Assert.Contains("±", result.Sentence, StringComparison.Ordinal);
    }

    static readonly ConcurrentDictionary<string, LessonResult> Ran = new(StringComparer.Ordinal);

    static LessonResult Quick(string name) =>
        Ran.GetOrAdd(name, lesson => Lesson.Find(lesson)!.Run(LessonSize.Quick, threads: 1));

    static double Figure(LessonResult result, string start) =>
        result.Figures.Single(figure => figure.Name.StartsWith(start, StringComparison.Ordinal)).Value;

    [Theory]
    [InlineData("diminishing")]
    [InlineData("sparse")]
    public void The_figures_do_not_depend_on_the_threads(string name) =>
        Assert.Equal(
            Lesson.Find(name)!.Run(LessonSize.Quick, threads: 1).Figures,
            Lesson.Find(name)!.Run(LessonSize.Quick, threads: 2).Figures
        );

    [Theory]
    [MemberData(nameof(Names))]
    public void The_words_are_there_at_three_lengths_each_longer_than_the_one_before(string name)
    {
        Lesson lesson = Lesson.Find(name)!;
        int[] words =
        [
            .. Enum.GetValues<LessonLength>().Select(length => lesson.Explain(length).Markdown.Split(' ').Length),
        ];
        Assert.InRange(words[0], 20, 80);
        Assert.InRange(words[1], 2 * words[0], 350);
        Assert.InRange(words[2], words[1] + 20, 700);
        Assert.EndsWith(".", lesson.Statement, StringComparison.Ordinal);
        Assert.DoesNotContain("#", lesson.Title, StringComparison.Ordinal);
        Assert.All(
            lesson
                .Explain(LessonLength.Detailed)
                .ToLines(80)
                .Where(line => !line.StartsWith("    ", StringComparison.Ordinal)),
            line => Assert.InRange(line.Length, 0, 80)
        );
        XElement.Parse($"<div>{lesson.Explain(LessonLength.Detailed).ToHtml()}</div>");
    }

    [Fact]
    public void The_lessons_are_the_eight_statements()
    {
        Assert.Equal(
            ["average", "adaptive", "diminishing", "shifting", "deep", "sparse", "images", "oscillation"],
            Lesson.All.Select(lesson => lesson.Name)
        );
        Assert.Equal(8, Lesson.All.Select(lesson => lesson.Statement).Distinct().Count());
        Assert.InRange(Glossary.Text.ToLines(96).Count, 20, 100);
    }

    [Fact]
    public void A_statement_that_does_not_hold_is_told_as_such()
    {
        LessonResult result = Failed();
        StringWriter text = new();
        LessonSummary.WriteResult(text, result);
        Assert.Contains("it did not hold.", text.ToString(), StringComparison.Ordinal);
        Assert.False((bool)LessonSummary.ToJson(Lesson.All[0], result)["holds"]!);
        string page = LessonReport.ToHtml([(Lesson.All[0], result)], LessonSize.Quick).Value;
        Assert.Contains("Did not hold", page, StringComparison.Ordinal);
        Assert.Contains("0 of 1 held", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_lesson_that_is_cancelled_ends_with_that() =>
        Assert.Throws<OperationCanceledException>(() =>
            Lesson.All[0].Run(LessonSize.Quick, 1, progress: null, new CancellationToken(canceled: true))
        );

    static LessonResult Failed() =>
        new()
        {
            Sentence = "It was 3.",
            Expected = "4 or more.",
            Holds = false,
            Figures = [new("it", 3, "3")],
            Charts =
            [
                new LineChart
                {
                    Title = "it",
                    X = new Axis("x"),
                    Y = new Axis("y"),
                    Series = [],
                },
            ],
        };

    sealed class Told(Action<LessonProgress> told) : IProgress<LessonProgress>
    {
        public void Report(LessonProgress value) => told(value);
    }
}
