using Surefoot.Lab.Markup;
using Surefoot.Training.Explaining;
using Surefoot.Training.Formats;
using Surefoot.Training.Metrics;
using Surefoot.Training.Runs;

namespace Surefoot.Lab.Reports;

/// <summary>What was found out about a model: whatever was asked for.</summary>
public sealed record Explanation
{
    /// <summary>The model, as the user calls it.</summary>
    public required string Model { get; init; }

    /// <summary>The rows, as the user calls them.</summary>
    public required string Data { get; init; }

    /// <summary>What is predicted.</summary>
    public required string Target { get; init; }

    /// <summary>Which columns count; null where it was not asked for.</summary>
    public PermutationImportance? Importance { get; init; }

    /// <summary>What the values of columns do; none where it was not asked for.</summary>
    public IReadOnlyList<PartialDependence> Dependences { get; init; } = [];

    /// <summary>What makes the prediction of one row; null where it was not asked for.</summary>
    public ShapleyValues? Contributions { get; init; }

    /// <summary>Which row that is, counted from 1.</summary>
    public long Row { get; init; }

    /// <summary>
    /// Writes it as a single HTML file with no outside reference and no script; one that is there is replaced as a
    /// whole or not at all.
    /// </summary>
    /// <param name="path">Where to.</param>
    /// <exception cref="ModelFileException">The file cannot be written.</exception>
    public void Write(string path) => ReportPage.Write(path, ToHtml());

    /// <summary>The report as text.</summary>
    public MarkupText ToHtml()
    {
        MarkupWriter html = new();
        html.Add(
            $"""
            <header>
            <p class="brand">Surefoot explanation</p>
            <h1>{Model}</h1>
            <p class="lead">What it goes by to predict {Target}, on {Data}. It says what the model uses, not what
            causes the target.</p>
            </header>
            <div class="pair">
            {ImportanceView.Section(Importance)}

            """
        );
        if (Contributions is { } found)
            html.Add(ContributionView.Section(found, Row));
        for (int i = 0; i < Dependences.Count; i++)
            html.Add(DependenceView.Section(Dependences[i], i + 1));
        html.Add($"</div>");
        return ReportPage.Of($"{Model} – Surefoot explanation", html.Finish(), RunEnvironment.Current.Surefoot);
    }
}
