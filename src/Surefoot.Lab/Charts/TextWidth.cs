using System.Text;

namespace Surefoot.Lab.Charts;

/// <summary>How much room a text takes. There is no font to ask while drawing, so this is an estimate on the generous side.</summary>
static class TextWidth
{
    /// <summary>Estimated width in pixels at a font size in pixels.</summary>
    public static double Of(string text, double size)
    {
        double ems = 0;
        foreach (Rune rune in text.EnumerateRunes())
            ems += rune.Value >= 0x1100 ? 1.05 : rune.Value is 'i' or 'l' or '.' or ',' or ' ' or 0xA0 or '\'' ? 0.34 : Rune.IsUpper(rune) || rune.Value is 'm' or 'w' or '%' ? 0.78 : 0.6;
        return ems * size;
    }

    /// <summary>The text, or its beginning and an ellipsis where it is wider than <paramref name="width"/>.</summary>
    public static string Fit(string text, double size, double width)
    {
        text = text.ReplaceLineEndings(" ");
        if (Of(text, size) <= width)
            return text;
        StringBuilder shortened = new();
        double room = width - size;
        foreach (Rune rune in text.EnumerateRunes())
        {
            room -= Of(rune.ToString(), size);
            if (room < 0)
                break;
            shortened.Append(rune.ToString());
        }

        return shortened.Append('…').ToString();
    }
}
