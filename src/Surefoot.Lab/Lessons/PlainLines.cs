using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Surefoot.Lab.Lessons;

/// <summary>
/// A document as lines for a terminal: paragraphs broken between words, lists with their marks, code set in as it
/// stands.
/// </summary>
static class PlainLines
{
    /// <summary>The lines.</summary>
    /// <param name="blocks">The document, or a part of it.</param>
    /// <param name="width">The most columns of a line, where its words allow.</param>
    public static List<string> Of(IEnumerable<Block> blocks, int width)
    {
        List<string> lines = [];
        foreach (Block block in blocks)
        {
            if (lines.Count > 0)
                lines.Add("");
            Add(lines, block, width);
        }

        return lines;
    }

    /// <summary>The words of a paragraph or heading, without their emphasis.</summary>
    public static string Words(LeafBlock block)
    {
        StringWriter words = new();
        Write(words, block.Inline);
        return words.ToString();
    }

    static void Add(List<string> lines, Block block, int width)
    {
        switch (block)
        {
            case CodeBlock code:
                lines.AddRange(code.Lines.Lines.Take(code.Lines.Count).Select(line => "    " + line.ToString()));
                break;
            case ListBlock list:
                int number = 1;
                foreach (ListItemBlock item in list.Cast<ListItemBlock>())
                {
                    string mark = list.IsOrdered ? $"{number++}. " : "- ";
                    List<string> inner = Of(item, width - mark.Length);
                    lines.AddRange(inner.Select((line, i) => (i == 0 ? mark : new string(' ', mark.Length)) + line));
                }

                break;
            case ContainerBlock container:
                lines.AddRange(Of(container, width - 2).Select(line => "  " + line));
                break;
            case LeafBlock leaf:
                lines.AddRange(TextLines.Of(Words(leaf), width));
                break;
        }
    }

    static void Write(StringWriter words, ContainerInline? inlines)
    {
        foreach (Inline inline in inlines ?? [])
        {
            switch (inline)
            {
                case LiteralInline literal:
                    words.Write(literal.Content.ToString());
                    break;
                case CodeInline code:
                    words.Write(code.Content);
                    break;
                case LineBreakInline:
                    words.Write(' ');
                    break;
                case ContainerInline container:
                    Write(words, container);
                    break;
            }
        }
    }
}
