using Surefoot.Lanes;

namespace Surefoot.Rules;

/// <summary>
/// An optimizer's formula for one weight: how its state and the weight itself move when a gradient comes in. A rule
/// knows neither memory nor vector width nor threads; the sweep owns those and calls <see cref="Step{N}"/> in one loop
/// that holds no call.
/// </summary>
/// <remarks>
/// A rule is a small struct whose fields are its hyper-parameters, each already a <typeparamref name="T"/>. Up to three
/// state slots are passed to it; one whose name is <see langword="null"/> is neither allocated nor loaded nor stored,
/// and its argument means nothing. Mark <see cref="Step{N}"/> with <c>AggressiveInlining</c>: without it the loop is
/// several times slower.
/// </remarks>
/// <typeparam name="T">float, double, or a letter when the formula is printed.</typeparam>
public interface IRule<T>
    where T : struct
{
    /// <summary>The name of the first state slot, or null where the rule has none.</summary>
    static abstract string? First { get; }

    /// <summary>The name of the second state slot, or null where the rule has none.</summary>
    static abstract string? Second { get; }

    /// <summary>The name of the third state slot, or null where the rule has none.</summary>
    static abstract string? Third { get; }

    /// <summary>The letters of the three slots in the printed formula; a, b and c where a rule does not say.</summary>
    static virtual (string First, string Second, string Third) Letters => ("a", "b", "c");

    /// <summary>
    /// Why rows of a table that have no gradient cannot be left alone and caught up with later; null where they can.
    /// They can where, with g = 0, a step multiplies each slot by a number, adds to the first a multiple of the
    /// second's square, and takes a multiple of the third from the weight, whatever the values are.
    /// </summary>
    static virtual string? RestObstacle =>
        "Its rule does not say what it does to weights that have no gradient (RestObstacle)";

    /// <summary>One step of one weight.</summary>
    /// <param name="θ">The weight.</param>
    /// <param name="g">Its gradient, after scaling, clipping and coupled weight decay.</param>
    /// <param name="first">The first state slot.</param>
    /// <param name="second">The second state slot.</param>
    /// <param name="third">The third state slot.</param>
    void Step<N>(ref N θ, N g, ref N first, ref N second, ref N third)
        where N : struct, ILane<N, T>;

    /// <summary>
    /// What the rule multiplies a gradient by in this state: its effective learning rate. For RMSprop η/(√v + ε).
    /// </summary>
    /// <param name="first">The first state slot, as the last step left it.</param>
    /// <param name="second">The second state slot.</param>
    /// <param name="third">The third state slot.</param>
    N EffectiveRate<N>(N first, N second, N third)
        where N : struct, ILane<N, T>;
}

/// <summary>A rule that can be made from options: how its hyper-parameters stand at one step.</summary>
/// <typeparam name="TSelf">The rule.</typeparam>
/// <typeparam name="T">What its hyper-parameters are kept in.</typeparam>
/// <typeparam name="TOptions">The options it reads.</typeparam>
public interface IRule<TSelf, T, TOptions> : IRule<T>
    where TSelf : struct, IRule<TSelf, T, TOptions>
    where T : struct
{
    /// <summary>
    /// The rule as it stands at one step. Everything is computed in double and rounded once, when it is given to
    /// <typeparamref name="TValue"/>.
    /// </summary>
    /// <typeparam name="TValue">What turns a hyper-parameter into a <typeparamref name="T"/>.</typeparam>
    /// <param name="options">The hyper-parameters.</param>
    /// <param name="step">Which step it is, and its learning rate.</param>
    static abstract TSelf At<TValue>(TOptions options, StepInfo step)
        where TValue : IValue<T>;
}
