using Markdig.Syntax;

namespace Surefoot.Lab.Lessons;

/// <summary>
/// The words of a lesson, read from its document: the heading is the title, the quotation under it the statement, and
/// three parts, "Short", "Medium" and "Detailed", explain it.
/// </summary>
sealed class LessonDocument
{
    readonly Dictionary<LessonLength, LessonText> texts = [];

    LessonDocument(string name, string markdown)
    {
        MarkdownDocument parsed = LessonText.Parse(markdown);
        HeadingBlock[] headings = [.. parsed.OfType<HeadingBlock>()];
        Title = PlainLines.Words(headings.First(heading => heading.Level == 1));
        Statement = string.Join(
            ' ',
            parsed.OfType<QuoteBlock>().First().OfType<ParagraphBlock>().Select(PlainLines.Words)
        );
        HeadingBlock[] parts = [.. headings.Where(heading => heading.Level == 2)];
        for (int i = 0; i < parts.Length; i++)
        {
            int from = parts[i].Span.End + 1,
                to = i + 1 < parts.Length ? parts[i + 1].Span.Start : markdown.Length;
            texts.Add(Enum.Parse<LessonLength>(PlainLines.Words(parts[i])), new LessonText(markdown[from..to].Trim()));
        }

        if (texts.Count != Enum.GetValues<LessonLength>().Length)
            throw new InvalidOperationException($"The document of the lesson '{name}' lacks one of its lengths.");
    }

    public string Title { get; }

    public string Statement { get; }

    public LessonText this[LessonLength length] => texts[length];

    public static LessonDocument Read(string name) => new(name, Resource.Text(name + ".md"));
}
