namespace Surefoot.Lanes;

/// <summary>
/// A number that is no number but the expression it came from. A rule that runs over it does not compute a step, it
/// writes one down: the formula in the documentation is printed by the code that steps the weights.
/// </summary>
internal readonly struct Symbol : ILane<Symbol, Letter>
{
    Symbol(Expression expression) => Expression = expression;

    /// <summary>
    /// How it came about. Kept by reference: two symbols with the same expression are the same value, computed once.
    /// </summary>
    public Expression Expression { get; }

    /// <summary>A value that is given, under its name.</summary>
    public static Symbol Named(string name) => new(Expression.Leaf(name));

    public static Symbol operator +(Symbol left, Symbol right) =>
        new(new Expression(Operation.Sum, left.Expression, right.Expression));

    public static Symbol operator +(Symbol left, Letter right) => left + Create(right);

    public static Symbol operator -(Symbol left, Symbol right) =>
        new(new Expression(Operation.Difference, left.Expression, right.Expression));

    public static Symbol operator *(Symbol left, Symbol right) =>
        new(new Expression(Operation.Product, left.Expression, right.Expression));

    // 1·x is written x, and (1/c)·x as x/c.
    public static Symbol operator *(Letter left, Symbol right) =>
        left switch
        {
            { IsOne: true } => right,
            { Text: "−" } => new(new Expression(Operation.Negation, right.Expression)),
            { Text: ['1', '/', .. var divisor] } => right / Named(divisor),
            _ => Create(left) * right,
        };

    public static Symbol operator /(Symbol left, Symbol right) =>
        new(new Expression(Operation.Quotient, left.Expression, right.Expression));

    public static Symbol operator /(Letter left, Symbol right) => Create(left) / right;

    public static Symbol Create(Letter value) => Named(value.Text);

    public static Symbol Sqrt(Symbol x) => new(new Expression(Operation.Root, x.Expression));

    public static Symbol Max(Symbol left, Symbol right) =>
        new(new Expression(Operation.Maximum, left.Expression, right.Expression));

    public static Symbol Clamp(Symbol x, Letter bound) =>
        new(new Expression(Operation.Clamp, x.Expression, Expression.Leaf(bound.Text)));

    // x/max(x, −x) is written sign(x).
    public static Symbol DivideOrZero(Symbol left, Symbol right) =>
        right.Expression.IsMagnitudeOf(left.Expression)
            ? new(new Expression(Operation.Sign, left.Expression))
            : new(new Expression(Operation.QuotientOrZero, left.Expression, right.Expression));

    public override string ToString() => Expression.Print(static _ => null);
}
