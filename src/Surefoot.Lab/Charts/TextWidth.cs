using System.Text;

namespace Surefoot.Lab.Charts;

/// <summary>
/// How much room a text takes. There is no font to ask while drawing, so this is an estimate on the generous side.
/// </summary>
static class TextWidth
{
    /// <summary>Estimated width in pixels at a font size in pixels.</summary>
    public static double Of(string text, double size)
    {
        double ems = 0;
        foreach (Rune rune in text.EnumerateRunes())
            ems +=
                rune.Value >= 0x1100 ? 1.05
                : rune.Value is 'i' or 'l' or '.' or ',' or ' ' or 0xA0 or '\'' ? 0.34
                : Rune.IsUpper(rune) || rune.Value is 'm' or 'w' or '%' ? 0.78
                : 0.6;
        return ems * size;
    }

    /// <summary>
    /// The text, or its beginning and its end around an ellipsis where it is wider than <paramref name="width"/>: long
    /// names that go together tend to differ at their ends.
    /// </summary>
    public static string Fit(string text, double size, double width)
    {
        text = text.ReplaceLineEndings(" ");
        if (Of(text, size) <= width)
            return text;
        Rune[] runes = [.. text.EnumerateRunes()];
        int front = 0,
            back = 0;
        for (double room = width - size; front + back < runes.Length; )
        {
            bool atFront = front <= back;
            room -= Of((atFront ? runes[front] : runes[^(back + 1)]).ToString(), size);
            if (room < 0)
                break;
            _ = atFront ? front++ : back++;
        }

        return string.Concat(runes[..front]) + "…" + string.Concat(runes[^back..]);
    }
}
