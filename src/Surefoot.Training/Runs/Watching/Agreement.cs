using System.Globalization;

namespace Surefoot.Training.Runs.Watching;

/// <summary>
/// Diagnoses of one curve may each be right and ask for opposite things: the gravest is then believed, and of those
/// behind it what goes against it is left out.
/// </summary>
static class Agreement
{
    /// <summary>The diagnoses that do not contradict those before them.</summary>
    /// <param name="found">What was found, the gravest first.</param>
    /// <param name="rate">The rate that the run ended with; NaN where it is not known.</param>
    public static IReadOnlyList<Diagnosis> Of(IReadOnlyList<Diagnosis> found, double rate)
    {
        List<Diagnosis> agreed = [];
        // Overfitting is found last, and says all the same that the network is large enough.
        bool isLarge = found.Any(one => one.Kind is DiagnosisKind.Overfitting or DiagnosisKind.VanishingGradients);
        bool overfits = found.Any(one => one.Kind == DiagnosisKind.Overfitting),
            runsAway = found.Any(one => one.Kind is DiagnosisKind.NonFiniteGradient or DiagnosisKind.Diverging),
            comesToNothing = runsAway || found.Any(one => one.Kind is DiagnosisKind.Stalled or DiagnosisKind.Plateau);
        int direction = 0;
        foreach (Diagnosis one in found)
        {
            // That the rate is too low is all that it says; and at such a rate no row is learned by heart.
            if (one.Kind == DiagnosisKind.RateTooLow && (direction < 0 || overfits))
                continue;
            // A loss that runs away stands still nowhere.
            if (one.Kind == DiagnosisKind.Plateau && runsAway)
                continue;
            // That more epochs help is all that it says, and these say that they do not.
            if (one.Kind == DiagnosisKind.StillImproving && comesToNothing)
                continue;
            Remedy[] kept =
            [
                .. one.Remedies.Where(remedy =>
                    Direction(remedy, rate) * direction >= 0 && !(isLarge && remedy == Remedies.LargerNetwork)
                ),
            ];
            if (direction == 0)
                direction = kept.Select(remedy => Direction(remedy, rate)).FirstOrDefault(way => way != 0);
            agreed.Add(kept.Length == one.Remedies.Count ? one : one with { Remedies = kept });
        }
        return agreed;
    }

    // 1 for a higher rate of the same optimizer, −1 for a lower one, whatever else comes with it; 0 for anything else.
    static int Direction(Remedy remedy, double rate)
    {
        string[] words = remedy.Options.Split(' ');
        int at = Array.IndexOf(words, "--learning-rate");
        return
            at < 0
            || at + 1 >= words.Length
            || words.Contains("--optimizer")
            || !double.TryParse(words[at + 1], NumberStyles.Float, CultureInfo.InvariantCulture, out double asked)
            || double.IsNaN(rate)
            ? 0
            : Math.Sign(asked - rate);
    }
}
