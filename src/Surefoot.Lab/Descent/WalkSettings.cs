using Surefoot.Lab.Descent.Surfaces;
using Surefoot.Optimizers;

namespace Surefoot.Lab.Descent;

/// <summary>Everything that the picture of a descent depends on; an address holds it whole.</summary>
public sealed record WalkSettings
{
    /// <summary>The names of the optimizers, in the order of their looks.</summary>
    public static IReadOnlyList<string> Names { get; } = ["rmsprop", "adagrad", "adam", "momentum", "sgd"];

    /// <summary>The most steps that a walk may have.</summary>
    public const int MostSteps = 600;

    /// <summary>Settings for a surface, as it proposes them.</summary>
    /// <param name="surface">Where to walk.</param>
    public WalkSettings(Surface surface) =>
        (Surface, Steps, At, Rates) = (surface, surface.Steps, surface.Steps, surface.Rates);

    /// <summary>Where to walk.</summary>
    public Surface Surface { get; }

    /// <summary>The condition number of the quadratic; elsewhere it says nothing.</summary>
    public double Condition { get; init; } = Quadratic.UsualCondition;

    /// <summary>Who walks, by name.</summary>
    public IReadOnlyList<string> Shown { get; init; } = Names;

    /// <summary>How many steps are walked.</summary>
    public int Steps { get; init; }

    /// <summary>The step that is shown, from 0, the start.</summary>
    public int At { get; init; }

    /// <summary>The learning rates.</summary>
    public Rates Rates { get; init; }

    /// <summary>ρ of RMSprop.</summary>
    public double Decay { get; init; } = 0.9;

    /// <summary>ε of RMSprop.</summary>
    public double Epsilon { get; init; } = 1e-8;

    /// <summary>μ of RMSprop.</summary>
    public double Momentum { get; init; }

    /// <summary>Whether RMSprop is centered.</summary>
    public bool Centered { get; init; }

    /// <summary>μ of gradient descent with momentum.</summary>
    public double Inertia { get; init; } = 0.9;

    /// <summary>The optimizers that walk.</summary>
    public IReadOnlyList<Walker> Walkers =>
        [.. Everyone.Where(walker => Shown.Contains(walker.Name, StringComparer.Ordinal))];

    /// <summary>All five optimizers, each with its settings, whether they walk or not.</summary>
    public IReadOnlyList<Walker> Everyone =>
        [
            new(
                Names[0],
                "RMSprop",
                0,
                new RmsPropOptions
                {
                    LearningRate = Rates.RmsProp,
                    Decay = Decay,
                    Epsilon = Epsilon,
                    Momentum = Momentum,
                    Centered = Centered,
                }
            ),
            new(Names[1], "AdaGrad", 1, new AdaGradOptions { LearningRate = Rates.AdaGrad }),
            new(Names[2], "Adam", 2, new AdamOptions { LearningRate = Rates.Adam }),
            new(Names[3], "Momentum", 3, new SgdOptions { LearningRate = Rates.Momentum, Momentum = Inertia }),
            new(Names[4], "SGD", 4, new SgdOptions { LearningRate = Rates.Sgd }),
        ];
}
