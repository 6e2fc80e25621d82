using Surefoot.Lab.Charts;
using Surefoot.Lab.Markup;

namespace Surefoot.Lab.Pages;

/// <summary>
/// A chart in a live page: its values can be told under the pointer or, with the arrow keys, without one; its numbers
/// are one link away.
/// </summary>
static class LiveFigure
{
    static readonly ChartSize Wide = new(480, 280),
        Narrow = new(340, 260);

    /// <summary>The figure.</summary>
    /// <param name="id">What the page calls it, so that the focus finds it again after the picture has changed.</param>
    /// <param name="chart">The picture.</param>
    /// <param name="table">The address of the numbers behind it.</param>
    /// <param name="sizes">Which drawings are needed.</param>
    /// <param name="small">Whether it stands in a narrow column on desks too.</param>
    public static MarkupText Of(string id, LineChart chart, string table, Sizes sizes, bool small = false) =>
        new MarkupWriter()
            .Add(
                $"""
                <section class="card" aria-labelledby="{id}-heading">
                <h2 id="{id}-heading">{chart.Title}</h2>
                <figure class="sf-figure pointed" id="{id}" tabindex="0" aria-describedby="pointer-hint">
                {sizes.Draw(chart.ToPointedSvg, small ? Narrow : Wide, Narrow)}
                </figure>
                <p class="to-table"><a href="{table}">Table<span class="off-screen"> of: {chart.Title}</span></a></p>
                </section>

                """
            )
            .Finish();
}
