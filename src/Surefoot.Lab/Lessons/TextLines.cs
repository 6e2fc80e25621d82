namespace Surefoot.Lab.Lessons;

/// <summary>Text broken between words.</summary>
public static class TextLines
{
    /// <summary>The lines of a text.</summary>
    /// <param name="text">Words with blanks or line breaks between them.</param>
    /// <param name="width">The most columns of a line; a longer word has a line to itself.</param>
    public static IReadOnlyList<string> Of(string text, int width)
    {
        List<string> lines = [];
        string line = "";
        foreach (string word in text.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > width)
            {
                lines.Add(line);
                line = "";
            }

            line += line.Length > 0 ? " " + word : word;
        }

        lines.Add(line);
        return lines;
    }
}
