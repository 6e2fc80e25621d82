using System.Text.Json.Nodes;
using Surefoot.Cli.Terminal;
using Surefoot.Lab.Charts;
using Surefoot.Lab.Reports;
using Surefoot.Training.Explaining;

namespace Surefoot.Cli.Results;

/// <summary>What `surefoot explain` tells, for people or for programs.</summary>
static class ExplanationSummary
{
    /// <summary>The lines for people.</summary>
    public static void Write(TextWriter output, Explanation found)
    {
        if (found.Importance is { } importance)
            Write(output, ImportanceView.Sentence(importance), ImportanceView.Table(importance));
        if (found.Contributions is { } contributions)
            Write(
                output,
                $"Row {found.Row}: {ContributionView.Sentence(contributions)}",
                ContributionView.Table(contributions)
            );
        foreach (PartialDependence dependence in found.Dependences)
            Write(output, DependenceView.Sentence(dependence), DependenceView.Table(dependence));
    }

    static void Write(TextWriter output, string sentence, DataTable table)
    {
        foreach (string line in Wrapped.Lines(sentence.Replace('\u00A0', ' '), TerminalWidth.Line))
            output.WriteLine(line);
        output.WriteLine();
        foreach (string line in TextTable.Lines(table, TerminalWidth.Line))
            output.WriteLine(line);
        output.WriteLine();
    }

    /// <summary>The object for programs.</summary>
    public static JsonObject ToJson(Explanation found)
    {
        JsonObject json = new()
        {
            ["model"] = found.Model,
            ["data"] = found.Data,
            ["target"] = found.Target,
        };
        if (found.Importance is { } importance)
            json["importance"] = importance.ToJson();
        if (found.Contributions is { } contributions)
        {
            json["row"] = found.Row;
            json["contributions"] = contributions.ToJson();
        }

        if (found.Dependences.Count > 0)
            json["partialDependence"] = new JsonArray([.. found.Dependences.Select(one => (JsonNode)one.ToJson())]);
        return json;
    }
}
