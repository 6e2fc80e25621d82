using Surefoot.Rules;

namespace Surefoot.Tests.Rules;

/// <summary>What a rule says of weights that have no gradient.</summary>
static class RestReader
{
    /// <summary>Why rows without a gradient cannot be left alone; null where they can.</summary>
    public static string? RestObstacle(this OptimizerOptions options) => options.Accept(Reader.Instance);

    /// <summary>Whether rows without a gradient can be left alone.</summary>
    public static bool Rests(this OptimizerKind kind) => kind.Defaults.RestObstacle() is null;

    sealed class Reader : IRuleVisitor<double, string?>
    {
        public static Reader Instance { get; } = new();

        public string? Visit<TRule, TOptions>()
            where TRule : struct, IRule<TRule, double, TOptions>
            where TOptions : OptimizerOptions => TRule.RestObstacle;
    }
}
