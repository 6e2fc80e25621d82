using Markdig;
using Markdig.Syntax;
using Surefoot.Lab.Markup;

namespace Surefoot.Lab.Lessons;

/// <summary>A piece of a document: one explanation, or the glossary.</summary>
public sealed class LessonText
{
    // No HTML of the document's own gets through: the documents are ours, and stay plain.
    static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().DisableHtml().Build();

    readonly MarkdownDocument parsed;

    internal LessonText(string markdown) => (Markdown, parsed) = (markdown, Parse(markdown));

    /// <summary>The text as it stands in the document.</summary>
    public string Markdown { get; }

    /// <summary>The text for a page: paragraphs, lists and code, without a heading around it.</summary>
    public MarkupText ToHtml() => new(parsed.ToHtml(Pipeline));

    /// <summary>
    /// The text for a terminal: lines of at most <paramref name="width"/> columns, where its words allow.
    /// </summary>
    public IReadOnlyList<string> ToLines(int width) => PlainLines.Of(parsed, width);

    internal static MarkdownDocument Parse(string markdown) => Markdig.Markdown.Parse(markdown, Pipeline);
}
