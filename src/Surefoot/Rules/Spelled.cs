using Surefoot.Lanes;

namespace Surefoot.Rules;

/// <summary>Hyper-parameters as their letters.</summary>
internal readonly struct Spelled : IValue<Letter>
{
    public static Letter Of(string letter, double value) => new(letter, value == 1);
}
