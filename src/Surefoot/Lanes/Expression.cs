namespace Surefoot.Lanes;

/// <summary>What an <see cref="Expression"/> does with its operands.</summary>
internal enum Operation
{
    Leaf,
    Sum,
    Difference,
    Negation,
    Product,
    Quotient,
    QuotientOrZero,
    Sign,
    Root,
    Maximum,
    Clamp,
}

/// <summary>One node of a written formula.</summary>
internal sealed class Expression(
    Operation operation,
    Expression? left = null,
    Expression? right = null,
    string text = ""
)
{
    readonly Operation operation = operation;
    readonly Expression? left = left;

    // How tightly a written form holds together: sums, products, powers and roots, names.
    const int Loose = 1,
        Product = 2,
        Power = 3,
        Name = 4;

    /// <summary>A name, or a short formula that is written as it is.</summary>
    public static Expression Leaf(string text) => new(Operation.Leaf, text: text);

    /// <summary>
    /// Whether <paramref name="wanted"/> is met on the way down, not looking beneath what <paramref name="known"/>
    /// holds.
    /// </summary>
    public bool Uses(Expression wanted, Func<Expression, bool> known) =>
        ReferenceEquals(this, wanted)
        || (!known(this) && ((left?.Uses(wanted, known) ?? false) || (right?.Uses(wanted, known) ?? false)));

    /// <summary>Whether a quotient of it counts as 0 where its divisor is 0.</summary>
    public bool HasQuotientOrZero(Func<Expression, bool> known) =>
        !known(this)
        && (
            operation == Operation.QuotientOrZero
            || (left?.HasQuotientOrZero(known) ?? false)
            || (right?.HasQuotientOrZero(known) ?? false)
        );

    /// <summary>
    /// Whether this is the magnitude of <paramref name="x"/>, as rules have to write it: the larger of it and its
    /// negation.
    /// </summary>
    public bool IsMagnitudeOf(Expression x) =>
        operation == Operation.Maximum
        && ReferenceEquals(left, x)
        && right is { operation: Operation.Negation }
        && ReferenceEquals(right.left, x);

    /// <summary>The formula, with as few parentheses as its meaning allows.</summary>
    /// <param name="nameOf">The name of an expression that has one by now; null for the others.</param>
    /// <param name="whole">Whether this expression itself is to be written out even if it has a name.</param>
    public string Print(Func<Expression, string?> nameOf, bool whole = false) => Print(nameOf, Loose, whole);

    string Print(Func<Expression, string?> nameOf, int atLeast, bool whole = false)
    {
        var (text, level) = !whole && nameOf(this) is { } name ? (name, Name) : Written(nameOf);
        return level < atLeast ? $"({text})" : text;
    }

    (string Text, int Level) Written(Func<Expression, string?> nameOf)
    {
        string Left(int level) => left!.Print(nameOf, level);
        string Right(int level) => right!.Print(nameOf, level);
        return operation switch
        {
            Operation.Sum => ($"{Left(Loose)} + {Right(Loose)}", Loose),
            Operation.Difference => ($"{Left(Loose)} − {Right(Product)}", Loose),
            Operation.Negation => ($"−{Left(Product)}", Loose),
            Operation.Product when ReferenceEquals(left, right) => ($"{Left(Name)}²", Power),
            Operation.Product => ($"{Left(Product)}·{Right(Product)}", Product),
            Operation.Quotient or Operation.QuotientOrZero => ($"{Left(Product)}/{Right(Power)}", Product),
            Operation.Root => ($"√{Left(Name)}", Power),
            Operation.Sign => ($"sign({Left(Loose)})", Name),
            Operation.Maximum => ($"max({Left(Loose)}, {Right(Loose)})", Name),
            Operation.Clamp => ($"clamp({Left(Loose)}, ±{Right(Name)})", Name),
            _ => (text, LevelOf(text)),
        };
    }

    // A leaf may be a short formula, such as (1−ρ)·cₜ₋₁/cₜ: the loosest operator outside parentheses decides.
    static int LevelOf(string text)
    {
        int depth = 0,
            level = Name;
        foreach (char c in text)
        {
            if (c == '(')
                depth++;
            else if (c == ')')
                depth--;
            else if (depth == 0 && c is ('+' or '−'))
                level = Loose;
            else if (depth == 0 && c is ('·' or '/'))
                level = Math.Min(level, Product);
            else if (depth == 0 && c is '√')
                level = Math.Min(level, Power);
        }
        return level;
    }
}
