using Surefoot.Lanes;
using Surefoot.Rules;
using Surefoot.Sweeps;

namespace Surefoot.Optimizers;

/// <summary>
/// The formula of an optimizer as its settings leave it, written down by the very rule that steps the weights: the rule
/// runs once over symbols in place of numbers. What is printed is therefore what is computed, for rules of your own
/// too.
/// </summary>
public static class Formula
{
    // The second step, when bias corrections are at work and first-step exceptions are over; a rate other than 1, so
    // that η is written.
    static readonly StepInfo Written = new(Number: 2, LearningRate: 0.5);

    /// <summary>
    /// One line an assignment, in the order in which they are made: first what happens to the gradient, then the state,
    /// then θ, such as "v ← ρ·v + (1−ρ)·g²".
    /// </summary>
    /// <param name="options">The settings.</param>
    public static IReadOnlyList<string> Of(OptimizerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        var lines = new List<string>();
        Symbol g = Symbol.Named("g"),
            θ = Symbol.Named("θ"),
            before = θ;
        Symbol taken = GradientTransform<Letter>
            .At<Spelled>(options, Written.LearningRate, gradientScale: 1, clipValue: double.PositiveInfinity)
            .Apply(ref θ, g);
        if (taken.Expression != g.Expression)
            lines.Add($"g ← {taken}");
        if (θ.Expression != before.Expression)
            lines.Add($"θ ← {θ}");
        lines.AddRange(options.Accept(new Writer(options)));
        return lines;
    }

    sealed class Writer(OptimizerOptions options) : IRuleVisitor<Letter, List<string>>
    {
        public List<string> Visit<TRule, TOptions>()
            where TRule : struct, IRule<TRule, Letter, TOptions>
            where TOptions : OptimizerOptions
        {
            var letters = TRule.Letters;
            Symbol a = Symbol.Named(letters.First),
                b = Symbol.Named(letters.Second),
                c = Symbol.Named(letters.Third),
                θ = Symbol.Named("θ");
            Expression[] old = [a.Expression, b.Expression, c.Expression, θ.Expression];
            TRule.At<Spelled>((TOptions)options, Written).Step(ref θ, Symbol.Named("g"), ref a, ref b, ref c);
            return Order([
                new(letters.First, old[0], a.Expression),
                new(letters.Second, old[1], b.Expression),
                new(letters.Third, old[2], c.Expression),
                new("θ", old[3], θ.Expression),
            ]);
        }
    }

    // An assignment is due once all that use the old value of its letter are written, and all whose new value it uses.
    static List<string> Order(Assignment[] all)
    {
        var waiting = all.Where(line => line.Old != line.New).ToList();
        bool Assigned(Expression expression) => all.Any(line => line.New == expression && line.Old != line.New);
        bool Reads(Assignment reader, Expression value) =>
            reader.New.Uses(value, node => node != reader.New && Assigned(node));
        var lines = new List<string>();
        while (waiting.Count > 0)
        {
            var next =
                waiting.Find(line =>
                    waiting.TrueForAll(other => other == line || (!Reads(other, line.Old) && !Reads(line, other.New)))
                )
                ?? throw new InvalidOperationException(
                    "The rule gives two letters each other's old values; that cannot be written as one "
                        + "assignment a line."
                );
            lines.Add(Line(next, all));
            waiting.Remove(next);
        }
        return lines;
    }

    static string Line(Assignment line, Assignment[] all)
    {
        string? NameOf(Expression node) =>
            all.FirstOrDefault(other => other.New == node && other.Old != other.New)?.Letter;
        string right = line.New.Print(NameOf, whole: true);
        return line.New.HasQuotientOrZero(node => node != line.New && NameOf(node) is not null)
            ? $"{line.Letter} ← {right}, where x/0 = 0"
            : $"{line.Letter} ← {right}";
    }

    sealed record Assignment(string Letter, Expression Old, Expression New);
}
