using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Surefoot.Training.Data.Tables;

/// <summary>The column to learn: one of its classes, or a number standardised over the training rows.</summary>
sealed class TargetColumn
{
    const int ShortLabel = 128;

    readonly Dictionary<string, int> indices = new(StringComparer.Ordinal);
    readonly bool numericLabels;

    TargetColumn(string name, TaskKind task, string[] classes, bool numericLabels, double mean, double scale)
    {
        (Name, Task, Classes, Mean, Scale) = (name, task, classes, mean, scale);
        this.numericLabels = numericLabels;
        for (int i = 0; i < classes.Length; i++) indices.TryAdd(classes[i], i);
    }

    /// <summary>The column's name.</summary>
    internal string Name { get; }

    /// <summary>What is learned.</summary>
    internal TaskKind Task { get; }

    /// <summary>The classes in order; empty for regression.</summary>
    internal IReadOnlyList<string> Classes { get; }

    /// <summary>The mean of a regression target; else 0.</summary>
    internal double Mean { get; }

    /// <summary>The standard deviation of a regression target; else 1.</summary>
    internal double Scale { get; }

    /// <summary>A target of classes: numbers rising, text in the order of its letters' codes.</summary>
    /// <param name="name">The column's name.</param>
    /// <param name="labels">The labels that occur.</param>
    /// <param name="numericLabels">Whether labels are numbers, so that 1 and 1.0 are the same.</param>
    internal static TargetColumn OfClasses(string name, IEnumerable<string> labels, bool numericLabels)
    {
        string[] classes = [.. labels.Distinct(StringComparer.Ordinal)];
        if (numericLabels) Array.Sort(classes, (a, b) => Number(a).CompareTo(Number(b)));
        else Array.Sort(classes, StringComparer.Ordinal);
        return new(name, TaskKind.Classification, classes, numericLabels, mean: 0, scale: 1);
    }

    /// <summary>A target of numbers.</summary>
    internal static TargetColumn OfNumbers(string name, double mean, double scale) => new(name, TaskKind.Regression, [], numericLabels: false, mean, scale);

    /// <summary>The label of a number: its shortest text, in which 1.0 is 1 and −0 is 0.</summary>
    internal static string Label(double number) => (number + 0.0).ToString("R", CultureInfo.InvariantCulture);

    /// <summary>The index of the row's class, or its standardised value.</summary>
    /// <exception cref="DataException">The value is missing, no number, or no class that training saw.</exception>
    internal float Encode(in Cell cell)
    {
        RefuseMissing(cell);
        if (Task == TaskKind.Regression) return NumberColumn.Standardised(cell, Mean, Scale, Cell.TargetRemedy);
        return TryIndex(cell, out int index)
            ? index
            : throw cell.Refuse($"is not a class that was trained; those are {NoteText.List(Classes)}. Correct it, leave the row out, or train again with it.");
    }

    /// <summary>The index of a class by its label as <see cref="Label(double)"/> or a file gives it.</summary>
    internal bool TryIndex(string label, out int index) => indices.TryGetValue(label, out index);

    // The same as looking up the label's text, which need not be made.
    bool TryIndex(in Cell cell, out int index)
    {
        var byLetters = indices.GetAlternateLookup<ReadOnlySpan<char>>();
        Span<char> text = stackalloc char[ShortLabel];
        if (numericLabels)
            return (cell.Number(Cell.TargetRemedy) + 0.0).TryFormat(text, out int digits, "R", CultureInfo.InvariantCulture) & byLetters.TryGetValue(text[..digits], out index);
        return cell.Text.Length > ShortLabel ? indices.TryGetValue(cell.ToString(), out index) : byLetters.TryGetValue(text[..Encoding.UTF8.GetChars(cell.Text, text)], out index);
    }

    /// <summary>Refuses a missing target.</summary>
    internal static void RefuseMissing(in Cell cell)
    {
        if (cell.IsMissing)
            throw cell.Refuse(cell.Text.IsEmpty ? "the target is missing. Give it a value, or leave the row out." : "stands for a missing value, and this is the target. Give it a value, or leave the row out.");
    }

    /// <summary>Everything there is to store.</summary>
    internal JsonObject ToJson() => Task == TaskKind.Regression
        ? new() { ["name"] = Name, ["task"] = "regression", ["mean"] = Mean, ["scale"] = Scale }
        : new()
        {
            ["name"] = Name,
            ["task"] = "classification",
            ["numbers"] = numericLabels,
            ["classes"] = new JsonArray([.. Classes.Select(label => JsonValue.Create(label))]),
        };

    /// <summary>What <see cref="ToJson"/> stored.</summary>
    internal static TargetColumn Restore(StoredJson json)
    {
        string name = json["name"].Text();
        if (json["task"].Choice(("regression", TaskKind.Regression), ("classification", TaskKind.Classification)) == TaskKind.Regression)
            return OfNumbers(name, json["mean"].Number(), json["scale"].Positive());
        string[] classes = [.. json.Items("classes").Select(label => label.Text())];
        if (classes.Length < 2 || classes.Distinct(StringComparer.Ordinal).Count() != classes.Length) throw json.Damaged("classes");
        return new(name, TaskKind.Classification, classes, json["numbers"].Flag(), mean: 0, scale: 1);
    }

    static double Number(string label) => double.Parse(label, NumberStyles.Float, CultureInfo.InvariantCulture);
}
