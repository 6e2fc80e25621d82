using Surefoot.Training.Runs.Watching;

namespace Surefoot.Benchmarks.Watching;

/// <summary>
/// The true state of a run, from its full record. docs/watching.md states the same rule in words. Each state has a
/// threshold and beside it a grey band: a run in a band lies between two states, has no label, and is counted but not
/// scored.
/// </summary>
static class LabelRule
{
    /// <summary>The gravest state that holds; null for a run between two states.</summary>
    public static DiagnosisKind? Label(FullRecord record)
    {
        foreach ((DiagnosisKind kind, Func<FullRecord, Verdict> rule) in Rules)
        {
            Verdict verdict = rule(record);
            if (verdict == Verdict.Yes)
                return kind;
            if (verdict == Verdict.Grey)
                return null;
        }
        return DiagnosisKind.Healthy;
    }

    /// <summary>The figures behind a label, for looking at a run that was named otherwise.</summary>
    public static string Figures(FullRecord r)
    {
        var verdicts = Rules
            .Select(rule => (Kind: rule.Item1, Verdict: rule.Item2(r)))
            .Where(one => one.Verdict != Verdict.No)
            .Select(one => $"{one.Kind} {one.Verdict}");
        return string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $"[loss {r.Train[0]:G3} → {Around(r.Train, 0.5):G3} → {End(r.Train):G3}; chance {r.Chance:G3}; "
                + $"travelled {r.Travelled:G2}; swing {Swing(r):G3}; {string.Join(", ", verdicts)}]"
        );
    }

    static readonly (DiagnosisKind, Func<FullRecord, Verdict>)[] Rules =
    [
        (DiagnosisKind.NonFiniteGradient, NonFinite),
        (DiagnosisKind.Diverging, Diverging),
        (DiagnosisKind.DeadUnits, Dead),
        (DiagnosisKind.ExplodingGradients, Exploding),
        (DiagnosisKind.VanishingGradients, Vanishing),
        (DiagnosisKind.Stalled, Stalled),
        (DiagnosisKind.RateTooLow, TooLow),
        (DiagnosisKind.Plateau, Plateau),
        (DiagnosisKind.Oscillating, Oscillating),
        (DiagnosisKind.Overfitting, Overfitting),
    ];

    // The last gradient is not finite (or too large to be squared), though the batch's loss was a number.
    static Verdict NonFinite(FullRecord r) =>
        When(double.IsFinite(r.Batch[^1]) && r.Gradients[^1].Any(norm => !(norm < 1.8e19)));

    // A loss that is no number, or an epoch with a mean above a thousand times the first batch's (1 at least, for a
    // standardised target), or an end above the start.
    static Verdict Diverging(FullRecord r) =>
        !r.Batch.TrueForAll(double.IsFinite)
        || r.Batch.Chunk(r.StepsPerEpoch).Any(epoch => epoch.Average() > 1000 * Math.Max(r.Batch[0], 0.001))
            ? Verdict.Yes
            : Above(End(r.Train) / r.Train[0], 1.3, 1.7);

    static Verdict Dead(FullRecord r)
    {
        var last = r.Dead.TakeLast(Tenth(r)).ToArray();
        return Above(Enumerable.Range(0, last[0].Length).Max(layer => last.Average(step => step[layer])), 0.45, 0.6);
    }

    // Compared with the last layer's gradient, where there are three layers or more, or with the layer's own weights.
    static Verdict Exploding(FullRecord r) =>
        Either(
            r.Gradients[0].Length < 3
                ? Verdict.No
                : Above(Median(LateHalf(r).Select(norms => norms[..^1].Max() / norms[^1])), 50, 150),
            Above(
                Median(
                    LateHalf(r)
                        .Zip(
                            r.Weights.Skip(r.Gradients.Count / 2),
                            (slopes, weights) => slopes.Zip(weights, (slope, weight) => slope / weight).Max()
                        )
                ),
                5,
                15
            )
        );

    static Verdict Vanishing(FullRecord r)
    {
        if (r.Gradients[0].Length < 3)
            return Verdict.No;
        Verdict small = Above(Median(LateHalf(r).Select(norms => norms[^1] / norms[..^1].Min())), 500, 2000);
        return small == Verdict.No ? Verdict.No : Both(small, Far(r));
    }

    static Verdict Stalled(FullRecord r)
    {
        if (r.Rates.Count == 0)
            return Verdict.No;
        int early = r.Rates.Count / 8;
        double fall = r.Rates[early] / r.Rates[^1],
            lowest = double.PositiveInfinity;
        foreach (double rate in r.Rates.Skip(early))
        {
            // A rate that recovers is none that diminishes.
            if (rate > 1.1 * lowest)
                return Verdict.No;
            lowest = Math.Min(lowest, rate);
        }
        double all = r.Train[0] - End(r.Train),
            lately = Around(r.Train, 0.5) - End(r.Train);
        return Both(
            Above(fall, 1.5, 1.9),
            Both(
                Above(End(r.Train) / Base(r), 0.2, 0.3),
                all <= 0 ? Verdict.Yes : Above(1 - (lately / all), 0.58, 0.64)
            )
        );
    }

    static Verdict TooLow(FullRecord r)
    {
        double first = r.Train[0] - Around(r.Train, 0.5),
            second = Around(r.Train, 0.5) - End(r.Train);
        Verdict even = first > 0 && second > 0 ? Above(second / first, 0.2, 0.35) : Verdict.No;
        return Either(
            Both(even, Above(End(r.Train) / Base(r), 0.15, 0.25)),
            Both(Far(r), Above(0.01 / r.Travelled, 0.5, 2))
        );
    }

    static Verdict Plateau(FullRecord r) =>
        Both(
            Far(r),
            Above(0.02 / Math.Max(1e-9, (Around(r.Train, 0.5) - End(r.Train)) / Around(r.Train, 0.5)), 0.5, 1.2)
        );

    static Verdict Oscillating(FullRecord r) => Above(Swing(r), 0.25, 0.45);

    // What is left of the loss over rows never seen once its mean over a fifth of the run is taken away, in the second
    // half, as a share of the lowest that this mean had: a loss that overfitting has raised hides no swing.
    static double Swing(FullRecord r)
    {
        int half = r.Held.Count / 2,
            reach = Math.Max(2, r.Held.Count / 10);
        double[] trend = [.. Enumerable.Range(0, r.Held.Count).Select(t => Mean(r.Held, t - reach, t + reach))];
        double[] rest = [.. Enumerable.Range(half, r.Held.Count - half).Select(t => r.Held[t] - trend[t])];
        return (Quantile(rest, 0.9) - Quantile(rest, 0.1)) / Math.Max(trend.Min(), 0.05 * r.Held[0]);
    }

    static Verdict Overfitting(FullRecord r)
    {
        double[] smooth = [.. Enumerable.Range(0, r.Held.Count).Select(t => Mean(r.Held, t - Tenth(r), t + Tenth(r)))];
        int best = Array.IndexOf(smooth, smooth.Min());
        return best > smooth.Length - (2 * Tenth(r)) || End(r.Train) >= Mean(r.Train, best - Tenth(r), best + Tenth(r))
            ? Verdict.No
            : Above(smooth[^1] / smooth[best], 1.1, 1.35);
    }

    // More than half of what the first step cost, or answering the same for every row would.
    static Verdict Far(FullRecord r) => Above(End(r.Train) / Base(r), 0.4, 0.6);

    static double Base(FullRecord r) => Math.Min(r.Train[0], r.Chance);

    static int Tenth(FullRecord r) => Math.Max(1, r.Train.Count / 10);

    static double End(List<double> curve) => Mean(curve, curve.Count - Math.Max(1, curve.Count / 10), curve.Count - 1);

    static double Around(List<double> curve, double share) =>
        Mean(curve, (int)(share * curve.Count) - (curve.Count / 20), (int)(share * curve.Count) + (curve.Count / 20));

    static IEnumerable<double[]> LateHalf(FullRecord r) => r.Gradients.Skip(r.Gradients.Count / 2);

    static double Mean(List<double> curve, int from, int to)
    {
        double sum = 0;
        (from, to) = (Math.Max(0, from), Math.Min(curve.Count - 1, to));
        for (int i = from; i <= to; i++)
            sum += curve[i];
        return sum / (to - from + 1);
    }

    static double Median(IEnumerable<double> numbers) => Quantile([.. numbers], 0.5);

    static double Quantile(double[] numbers, double share)
    {
        double[] sorted = [.. numbers.Order()];
        return sorted[(int)(share * (sorted.Length - 1))];
    }

    static Verdict When(bool holds) => holds ? Verdict.Yes : Verdict.No;

    static Verdict Above(double figure, double no, double yes) =>
        figure >= yes ? Verdict.Yes
        : figure > no ? Verdict.Grey
        : Verdict.No;

    static Verdict Both(Verdict a, Verdict b) => (Verdict)Math.Min((int)a, (int)b);

    static Verdict Either(Verdict a, Verdict b) => (Verdict)Math.Max((int)a, (int)b);

    enum Verdict
    {
        No,
        Grey,
        Yes,
    }
}
