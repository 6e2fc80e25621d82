using Surefoot.Lab.Charts;

namespace Surefoot.Lab.Lessons;

/// <summary>What an experiment measured.</summary>
public sealed record LessonResult
{
    /// <summary>What was measured, in one sentence that holds the figures.</summary>
    public required string Sentence { get; init; }

    /// <summary>
    /// What the statement leads one to expect, as an inequality between measured figures, in one sentence.
    /// </summary>
    public required string Expected { get; init; }

    /// <summary>Whether what was measured is what was expected.</summary>
    public required bool Holds { get; init; }

    /// <summary>
    /// Who does best here and why, one or two sentences with the figures, also where it is not RMSprop. Empty where
    /// nothing is compared.
    /// </summary>
    public string Winner { get; init; } = "";

    /// <summary>The measured figures by name.</summary>
    public required IReadOnlyList<LessonFigure> Figures { get; init; }

    /// <summary>What was measured, drawn; one chart at least.</summary>
    public required IReadOnlyList<LineChart> Charts { get; init; }
}

/// <summary>A measured figure.</summary>
/// <param name="Name">What it is, in a few words.</param>
/// <param name="Value">The number itself.</param>
/// <param name="Text">The number as people read it, with its unit where it has one.</param>
public sealed record LessonFigure(string Name, double Value, string Text);
