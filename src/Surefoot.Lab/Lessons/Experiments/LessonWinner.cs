using Surefoot.Training.Comparing;

namespace Surefoot.Lab.Lessons;

/// <summary>The closing line of a lesson: who did best, who was level with it, and why.</summary>
static class LessonWinner
{
    /// <summary>Writes it from what was measured.</summary>
    /// <param name="measured">The optimizers with their figures over seeds; less is better.</param>
    /// <param name="text">A figure as people read it.</param>
    /// <param name="what">What the figure is, after "least": "epochs to the accuracy".</param>
    /// <param name="why">The reason for each that may win.</param>
    public static string Of(
        IReadOnlyList<(string Name, Spread Figure)> measured,
        Func<Spread, string> text,
        string what,
        IReadOnlyDictionary<string, string> why
    )
    {
        (string Name, Spread Figure)[] ranked =
        [
            .. measured.Where(one => one.Figure.Count > 0).OrderBy(one => one.Figure.Mean),
        ];
        if (ranked.Length == 0)
            return "Nobody wins here: no run went its whole length.";
        (string name, Spread best) = ranked[0];
        string[] level =
        [
            .. ranked.Skip(1).Where(one => !Differ(best, one.Figure)).Select(one => $"{one.Name} ({text(one.Figure)})"),
        ];
        return $"Who wins here: {name} has the least {what}, {text(best)}. "
            + (
                level.Length == 0
                    ? "Nobody is level with it. "
                    : $"Not told apart from it (two standard errors): {string.Join(", ", level)}. "
            )
            + $"Why: {why[name]}";
    }

    /// <summary>Whether two means lie further apart than two standard errors of their difference.</summary>
    public static bool Differ(Spread one, Spread other) =>
        Math.Abs(one.Mean - other.Mean) > 2 * Math.Sqrt(Variance(one) + Variance(other));

    static double Variance(Spread spread) => spread.Count < 2 ? 0 : spread.Deviation * spread.Deviation / spread.Count;
}
