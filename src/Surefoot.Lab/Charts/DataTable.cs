using Surefoot.Lab.Markup;

namespace Surefoot.Lab.Charts;

/// <summary>The numbers behind a picture, as rows of text.</summary>
/// <param name="Caption">What the table holds.</param>
/// <param name="Headers">One text a column; the first column names the rows.</param>
/// <param name="Rows">The rows, each as long as <paramref name="Headers"/>.</param>
public sealed record DataTable(string Caption, IReadOnlyList<string> Headers, IReadOnlyList<IReadOnlyList<string>> Rows)
{
    /// <summary>Rows beyond this many are left out of a page, and the table says how many.</summary>
    public const int MostRows = 2000;

    /// <summary>The table as HTML, in a frame that scrolls sideways rather than widening the page.</summary>
    public MarkupText ToHtml()
    {
        MarkupWriter html = new();
        html.Add(
            $"""<div class="sf-scroll" tabindex="0" role="region" aria-label="{Caption}"><table>"""
                + $"""<caption>{Caption}</caption><thead><tr>"""
        );
        foreach (string header in Headers)
            html.Add($"""<th scope="col">{header}</th>""");
        html.Add($"</tr></thead><tbody>");
        foreach (IReadOnlyList<string> row in Rows.Take(MostRows))
        {
            html.Add($"""<tr><th scope="row">{row[0]}</th>""");
            foreach (string cell in row.Skip(1))
                html.Add($"<td>{cell}</td>");
            html.Add($"</tr>");
        }

        html.Add($"</tbody></table>");
        if (Rows.Count > MostRows)
            html.Add($"<p>The first {NumberText.Whole(MostRows)} of {NumberText.Whole(Rows.Count)} rows.</p>");
        return html.Add($"</div>").Finish();
    }
}
