using Surefoot.Lab.Markup;

namespace Surefoot.Lab.Charts;

/// <summary>
/// What a page needs to tell the values under the pointer: for every place across, in pixels, its text and, line by
/// line, the place up and the text. It goes along in attributes of the picture, as plain fields between bars, so that
/// the page knows no format of numbers.
/// </summary>
static class PointerText
{
    /// <summary>The attributes, to stand inside the opening tag of the drawing.</summary>
    public static MarkupText Of(LineChart chart, Projection across, Projection up)
    {
        SortedDictionary<int, SortedDictionary<int, int>> columns = [];
        for (int line = 0; line < chart.Series.Count; line++)
        {
            Series series = chart.Series[line];
            if (series.IsFaint)
                continue;
            for (int i = 0; i < series.X.Count; i++)
            {
                if (!Extent.Shows(series.X[i], across.Extent.Scale) || !Extent.Shows(series.Y[i], up.Extent.Scale))
                    continue;
                int column = (int)Math.Round(across.Place(series.X[i]));
                if (!columns.TryGetValue(column, out SortedDictionary<int, int>? lines))
                    columns.Add(column, lines = []);
                lines[line] = i;
            }
        }

        MarkupWriter text = new();
        text.Add(
            $""" data-bounds="{across.Start} {across.End} {up.End} {up.Start}" data-across="{chart.X.Label}" """
                + $"""data-names="{string.Join('|', chart.Series.Select(series => series.Name.Replace('|', '/')))}" """
                + $"""data-points=" """
        );
        foreach ((int column, SortedDictionary<int, int> lines) in columns)
        {
            (int first, int index) = lines.First();
            text.Add($"{column}|{chart.X.Text(chart.Series[first].X[index])}");
            foreach ((int line, int i) in lines)
                text.Add($"|{line}|{up.Place(chart.Series[line].Y[i])}|{chart.Y.Text(chart.Series[line].Y[i])}");
            text.Add($"\n");
        }

        return text.Add($"\" ").Finish();
    }
}
