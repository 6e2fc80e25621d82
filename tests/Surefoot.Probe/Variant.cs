using System.Numerics;
using Surefoot.Clipping;
using Surefoot.Memory;
using Surefoot.Optimizers;
using Surefoot.Rules;
using Surefoot.Stranger;
using Surefoot.Threading;

namespace Surefoot.Probe;

/// <summary>
/// One row of the table that every law, every width and every measurement runs over: a rule with its switches, and what
/// happens to its gradients.
/// </summary>
/// <param name="Name">What the row is called.</param>
/// <param name="Options">The settings.</param>
public sealed record Variant(string Name, OptimizerOptions Options)
{
    public GradientClipping? Clipping { get; init; }

    public double GradientScale { get; init; } = 1;

    /// <summary>
    /// Every rule and every switch of it. A rule of the house is here once it is in <see cref="OptimizerKind.All"/>,
    /// and is held to everything that the others are; add a row for a switch.
    /// </summary>
    public static IReadOnlyList<Variant> All { get; } = [.. Rows(), .. Kinds()];

    static IEnumerable<Variant> Kinds() =>
        OptimizerKind
            .All.Where(kind => Rows().All(row => row.Name != kind.Name))
            .Select(kind => new Variant(kind.Name, kind.Defaults));

    static IReadOnlyList<Variant> Rows() =>
        [
            .. RmsPropOptions.Presets.Select(preset => new Variant("rmsprop " + preset.Key, preset.Value)),
            new("rmsprop", new RmsPropOptions { Epsilon = 1e-6 }),
            new("rmsprop momentum", new RmsPropOptions { Momentum = 0.9 }),
            new(
                "rmsprop momentum, rate inside",
                new RmsPropOptions { Momentum = 0.9, MomentumForm = MomentumForm.RateInside }
            ),
            new("rmsprop nesterov", new RmsPropOptions { Momentum = 0.9, Nesterov = true }),
            new("rmsprop nesterov, rate inside", RmsPropOptions.Optax with { Momentum = 0.9, Nesterov = true }),
            new("rmsprop centered", new RmsPropOptions { Centered = true, Epsilon = 1e-4 }),
            new(
                "rmsprop centered, momentum",
                new RmsPropOptions
                {
                    Centered = true,
                    Epsilon = 1e-4,
                    Momentum = 0.9,
                }
            ),
            new("rmsprop bias correction", new RmsPropOptions { BiasCorrection = true }),
            new(
                "rmsprop centered, bias correction",
                new RmsPropOptions
                {
                    Centered = true,
                    BiasCorrection = true,
                    Epsilon = 0.5,
                }
            ),
            new("rmsprop no epsilon, momentum", new RmsPropOptions { Epsilon = 0, Momentum = 0.5 }),
            new("rmsprop weight decay", new RmsPropOptions { WeightDecay = 1e-2 }),
            new("rmsprop decoupled weight decay", RmsPropOptions.Keras with { WeightDecay = 1e-2 }),
            new("rmsprop maximise", new RmsPropOptions { Maximize = true, WeightDecay = 1e-2 }),
            new("rmsprop clip value", new RmsPropOptions())
            {
                Clipping = GradientClipping.ByValue(0.25),
                GradientScale = 0.5,
            },
            new("rmsprop clip norm", new RmsPropOptions()) { Clipping = GradientClipping.ByNorm(0.5) },
            new("rmsprop clip global norm", new RmsPropOptions())
            {
                Clipping = GradientClipping.ByGlobalNorm(0.5),
                GradientScale = 3,
            },
            new(
                "adagrad decay",
                new AdaGradOptions
                {
                    LearningRate = 0.1,
                    RateDecay = 0.01,
                    InitialSum = 0.1,
                }
            ),
            new(
                "adagrad, epsilon inside",
                new AdaGradOptions { Epsilon = 1e-7, EpsilonPlacement = EpsilonPlacement.Inside }
            ),
            new("adagrad no epsilon", new AdaGradOptions { Epsilon = 0 }),
            new("adam amsgrad", new AdamOptions { AmsGrad = true }),
            new("adam no epsilon", new AdamOptions { Epsilon = 0 }),
            new("sgd dampening", new SgdOptions { Momentum = 0.9, Dampening = 0.5 }),
            new(
                "sgd nesterov",
                new SgdOptions
                {
                    Momentum = 0.9,
                    Nesterov = true,
                    WeightDecay = 1e-3,
                }
            ),
            new("adabelief, a stranger's rule", new AdaBeliefOptions()),
        ];

    public static Variant Named(string name) => All.Single(variant => variant.Name == name);

    /// <summary>An optimizer of this row over weights in two parameters.</summary>
    public Optimizer<T> Create<T>(int length, WorkerPool? pool = null, NonFinitePolicy policy = NonFinitePolicy.Stop)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var layout = new ParameterLayout();
        layout.Add("head", length / 3);
        layout.Add("tail", length - (length / 3));
        return new Optimizer<T>(Options)
        {
            Clipping = Clipping,
            GradientScale = GradientScale,
            Layout = layout,
            Pool = pool,
            NonFinite = policy,
        };
    }

    public override string ToString() => Name;
}
