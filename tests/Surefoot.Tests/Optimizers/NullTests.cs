using Surefoot.Memory;
using Surefoot.Optimizers;
using Surefoot.Rules;
using Surefoot.Sparse;

namespace Surefoot.Tests.Optimizers;

/// <summary>Null where something is needed is refused by the argument's name, not by a fault from within.</summary>
public class NullTests
{
    static readonly RmsPropOptions Some = new();

    public static TheoryData<string, Action> Calls =>
        new()
        {
            { "options", () => _ = new Optimizer<float>(null!) },
            { "options", () => _ = new RowSparseOptimizer<float>(null!, 3, 1) },
            { "options", () => Formula.Of(null!) },
            { "snapshot", () => new Optimizer<float>(Some).Restore(null!) },
            { "snapshot", () => new RowSparseOptimizer<float>(Some, 3, 1).Restore(null!) },
            { "tensors", () => new Optimizer<float>(Some).Step(null!) },
            { "name", () => new Optimizer<float>(Some).AddGroup(null!, Some, _ => true) },
            { "options", () => new Optimizer<float>(Some).AddGroup("a", null!, _ => true) },
            { "selects", () => new Optimizer<float>(Some).AddGroup("a", Some, null!) },
            { "name", () => new ParameterLayout().Add(null!, 1) },
            { "optimizer", () => new PlateauReducer().Report<float>(1, null!) },
            { "snapshot", () => RmsPropTranslation.Translate<float>(null!, Some, Some) },
            { "from", () => RmsPropTranslation.Translate(new Optimizer<float>(Some).Save(), null!, Some) },
            { "to", () => RmsPropTranslation.Translate(new Optimizer<float>(Some).Save(), Some, null!) },
        };

    [Theory]
    [MemberData(nameof(Calls), DisableDiscoveryEnumeration = true)]
    public void What_is_missing_is_named(string argument, Action call) =>
        Assert.Throws<ArgumentNullException>(argument, call);
}
