using Surefoot.Lab.Descent.Surfaces;
using Surefoot.Rules;

namespace Surefoot.Lab.Descent;

/// <summary>Everything that the picture of a descent depends on; an address holds it whole.</summary>
public sealed record WalkSettings
{
    /// <summary>The names of the optimizers that walk where nothing is said.</summary>
    public static IReadOnlyList<string> Usual { get; } =
    [.. OptimizerKind.All.Where(kind => kind.IsUsual).Select(kind => kind.Name)];

    /// <summary>The most steps that a walk may have.</summary>
    public const int MostSteps = 600;

    const double MostDecay = 0.9;

    /// <summary>Settings for a surface, as it proposes them.</summary>
    /// <param name="surface">Where to walk.</param>
    public WalkSettings(Surface surface)
    {
        (Surface, Steps, At) = (surface, surface.Steps, surface.Steps);
        Options = OptimizerKind.All.ToDictionary(kind => kind.Name, kind => Proposed(kind, surface));
    }

    /// <summary>Where to walk.</summary>
    public Surface Surface { get; }

    /// <summary>The condition number of the quadratic; elsewhere it says nothing.</summary>
    public double Condition { get; init; } = Quadratic.UsualCondition;

    /// <summary>Who walks, by name.</summary>
    public IReadOnlyList<string> Shown { get; init; } = Usual;

    /// <summary>How many steps are walked.</summary>
    public int Steps { get; init; }

    /// <summary>The step that is shown, from 0, the start.</summary>
    public int At { get; init; }

    /// <summary>The settings of every optimizer, by its name.</summary>
    public IReadOnlyDictionary<string, OptimizerOptions> Options { get; init; }

    /// <summary>The optimizers that walk.</summary>
    public IReadOnlyList<Walker> Walkers =>
        [.. Everyone.Where(walker => Shown.Contains(walker.Kind.Name, StringComparer.Ordinal))];

    /// <summary>All optimizers, each with its settings, whether they walk or not.</summary>
    public IReadOnlyList<Walker> Everyone =>
        [.. OptimizerKind.All.Select((kind, i) => new Walker(kind, i, Options[kind.Name]))];

    /// <summary>An optimizer's settings where nothing is said: its defaults at the surface's rate.</summary>
    /// <param name="kind">The optimizer.</param>
    /// <param name="surface">The surface.</param>
    public static OptimizerOptions Proposed(OptimizerKind kind, Surface surface)
    {
        ArgumentNullException.ThrowIfNull(kind);
        ArgumentNullException.ThrowIfNull(surface);
        OptimizerOptions options = kind.Defaults with { LearningRate = surface.Rates.For(kind) };
        // A walk has some hundred steps; 0.99 would remember all of them.
        return kind.Settings.FirstOrDefault(setting => setting.Key == "decay") is { } decay
            ? decay.Set(options, Math.Min(decay.Get(options), MostDecay))
            : options;
    }

    /// <summary>These settings with others of one optimizer.</summary>
    /// <param name="name">The optimizer's name.</param>
    /// <param name="options">Its settings.</param>
    public WalkSettings With(string name, OptimizerOptions options) =>
        this with
        {
            Options = new Dictionary<string, OptimizerOptions>(Options) { [name] = options },
        };
}
