using System.Text;

namespace Surefoot.Cli.Results;

/// <summary>Text in lines of a width, broken between words.</summary>
static class Wrapped
{
    /// <summary>The lines; a word that is wider alone stays whole.</summary>
    public static IEnumerable<string> Lines(string text, int width)
    {
        StringBuilder line = new();
        foreach (string word in text.Split(' '))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > width)
            {
                yield return line.ToString();
                line.Clear();
            }

            line.Append(line.Length > 0 ? " " : "").Append(word);
        }

        yield return line.ToString();
    }
}
