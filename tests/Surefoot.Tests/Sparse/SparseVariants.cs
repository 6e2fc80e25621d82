using Surefoot.Rules;
using Surefoot.Schedules;
using Surefoot.Tests.Rules;

namespace Surefoot.Tests.Sparse;

/// <summary>
/// Every variant that row-sparse steps exist for, by name; a test over the table is a law for all of them.
/// </summary>
static class SparseVariants
{
    public static readonly IReadOnlyDictionary<string, OptimizerOptions> All = Make();

    public static readonly IReadOnlyDictionary<string, Schedule?> Schedules = new Dictionary<string, Schedule?>
    {
        ["constant"] = null,
        ["scheduled"] = new WarmupSchedule(50, new CosineSchedule(900, last: 0.01, growth: 2)),
        ["by hand"] = null,
    };

    public static TheoryData<string> Names => [.. All.Keys];

    public static TouchPattern Pattern(string variant, string schedule = "constant", ulong seed = 1) =>
        new(All[variant], Schedules[schedule], schedule == "by hand", seed);

    static Dictionary<string, OptimizerOptions> Make()
    {
        var averages = new Dictionary<string, RmsPropOptions>
        {
            ["rmsprop"] = new() { LearningRate = 3e-4 },
            ["keras"] = RmsPropOptions.Keras,
            ["tf1"] = RmsPropOptions.TensorFlow1,
            ["bias-corrected"] = RmsPropOptions.Optax with { BiasCorrection = true, Decay = 0.999 },
            ["centered"] = new() { Centered = true, Epsilon = 1e-4 },
            // Its first step is η·g/√ε: a small ε would throw the weights so far that only rounding is compared.
            ["centered-bias-corrected"] = new()
            {
                Centered = true,
                BiasCorrection = true,
                Epsilon = 1e-1,
                EpsilonPlacement = EpsilonPlacement.Inside,
            },
            ["hinton"] = RmsPropOptions.Hinton,
        };
        var momenta = new Dictionary<string, Func<RmsPropOptions, RmsPropOptions>>
        {
            [""] = o => o,
            ["+momentum"] = o => o with { Momentum = 0.9, MomentumForm = MomentumForm.RateOutside },
            ["+momentum-inside"] = o => o with { Momentum = 0.99, MomentumForm = MomentumForm.RateInside },
            ["+nesterov"] = o => o with { Momentum = 0.95, MomentumForm = MomentumForm.RateOutside, Nesterov = true },
            ["+nesterov-inside"] = o =>
                o with
                {
                    Momentum = 0.9,
                    MomentumForm = MomentumForm.RateInside,
                    Nesterov = true,
                },
        };
        var all = new Dictionary<string, OptimizerOptions>();
        foreach (var (name, average) in averages)
        {
            foreach (var (suffix, momentum) in momenta)
            {
                var options = momentum(average);
                // Momentum lengthens the steady step by 1/(1−μ).
                all[name + suffix] = options with
                {
                    LearningRate = 3e-4 * (1 - options.Momentum),
                };
            }
        }
        all["graves"] = RmsPropOptions.Graves2013;
        all["dqn"] = RmsPropOptions.Dqn;
        all["sgd"] = new SgdOptions { LearningRate = 1e-6 };
        all["sgd+momentum"] = new SgdOptions { LearningRate = 1e-6, Momentum = 0.9 };
        all["sgd+dampening"] = new SgdOptions
        {
            LearningRate = 1e-6,
            Momentum = 0.9,
            Dampening = 0.3,
        };
        all["sgd+nesterov"] = new SgdOptions
        {
            LearningRate = 1e-6,
            Momentum = 0.99,
            Nesterov = true,
        };
        all["adagrad"] = new AdaGradOptions { LearningRate = 1e-3 };
        all["adagrad+rate-decay"] = new AdaGradOptions
        {
            LearningRate = 1e-3,
            RateDecay = 1e-3,
            InitialSum = 0.1,
        };
        // The other rules of the house that can rest, as they are.
        foreach (OptimizerKind kind in OptimizerKind.All)
        {
            if (kind.Rests() && all.Values.All(options => options.GetType() != kind.Defaults.GetType()))
                all[kind.Name] = kind.Defaults;
        }
        foreach (var (name, options) in all.ToList())
            all[$"{name}+decay"] = options with { WeightDecay = 0.5, WeightDecayForm = WeightDecayForm.Decoupled };
        all["rmsprop+maximize"] = new RmsPropOptions { Maximize = true };
        return all;
    }
}
