using Surefoot.Lab.Charts;
using Surefoot.Lab.Markup;

namespace Surefoot.Lab.Reports;

/// <summary>A chart in a card with a linear and a logarithmic axis to choose from, without a script.</summary>
static class ScaleSwitch
{
    /// <summary>The same chart over a logarithmic axis.</summary>
    public static LineChart Logarithmic(LineChart chart) =>
        chart with
        {
            Title = chart.Title + ", logarithmic",
            Y = chart.Y with { Scale = AxisScale.Logarithmic },
        };

    /// <summary>The card.</summary>
    /// <param name="id">What tells its parts from those of the page's other cards.</param>
    /// <param name="heading">Its heading.</param>
    /// <param name="linear">What is shown first.</param>
    /// <param name="logarithmic">What is shown when it is chosen.</param>
    public static MarkupText Of(string id, string heading, LineChart linear, LineChart logarithmic)
    {
        return new MarkupWriter()
            .Add(
                $"""
                <section class="card switch" aria-labelledby="{id}-heading">
                <h2 id="{id}-heading">{heading}</h2>
                <input type="radio" name="{id}" id="{id}-linear" class="linear" checked>
                <label for="{id}-linear">Linear</label>
                <input type="radio" name="{id}" id="{id}-log" class="log"><label for="{id}-log">Logarithmic</label>
                <div class="when-linear">{Figure.Of(linear)}</div>
                <div class="when-log">{Figure.Of(logarithmic)}</div>
                </section>

                """
            )
            .Finish();
    }
}
