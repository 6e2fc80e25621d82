using Surefoot.Optimizers;

namespace Surefoot.Training.Configuration;

/// <summary>
/// The optimizers of the library by their kinds, how each is written as a config, and how it is built again: the one
/// list.
/// </summary>
static class OptimizerKinds
{
    static readonly Dictionary<string, Func<Config, OptimizerOptions>> All = new(StringComparer.Ordinal)
    {
        ["rmsprop"] = c => new RmsPropOptions
        {
            Decay = c.Double("decay"),
            Epsilon = c.Double("epsilon"),
            EpsilonPlacement = c.Choice<EpsilonPlacement>("epsilonPlacement"),
            Momentum = c.Double("momentum"),
            MomentumForm = c.Choice<MomentumForm>("momentumForm"),
            Nesterov = c.Bool("nesterov"),
            Centered = c.Bool("centered"),
            BiasCorrection = c.Bool("biasCorrection"),
            InitialMeanSquare = c.Double("initialMeanSquare"),
        },
        ["adagrad"] = c => new AdaGradOptions
        {
            Epsilon = c.Double("epsilon"),
            RateDecay = c.Double("rateDecay"),
            InitialSum = c.Double("initialSum"),
        },
        ["adam"] = c => new AdamOptions
        {
            Beta1 = c.Double("beta1"),
            Beta2 = c.Double("beta2"),
            Epsilon = c.Double("epsilon"),
            AmsGrad = c.Bool("amsGrad"),
        },
        ["sgd"] = c => new SgdOptions
        {
            Momentum = c.Double("momentum"),
            Dampening = c.Double("dampening"),
            Nesterov = c.Bool("nesterov"),
        },
    };

    /// <summary>The kinds of the library.</summary>
    public static IEnumerable<string> Kinds => All.Keys;

    /// <summary>An optimizer's settings as a config: those that every optimizer has, and then its own.</summary>
    public static Config Write(OptimizerOptions options) =>
        options switch
        {
            RmsPropOptions o => Begin("rmsprop", o)
                .Add("decay", o.Decay)
                .Add("epsilon", o.Epsilon)
                .Add("epsilonPlacement", o.EpsilonPlacement)
                .Add("momentum", o.Momentum)
                .Add("momentumForm", o.MomentumForm)
                .Add("nesterov", o.Nesterov)
                .Add("centered", o.Centered)
                .Add("biasCorrection", o.BiasCorrection)
                .Add("initialMeanSquare", o.InitialMeanSquare),
            AdaGradOptions o => Begin("adagrad", o)
                .Add("epsilon", o.Epsilon)
                .Add("rateDecay", o.RateDecay)
                .Add("initialSum", o.InitialSum),
            AdamOptions o => Begin("adam", o)
                .Add("beta1", o.Beta1)
                .Add("beta2", o.Beta2)
                .Add("epsilon", o.Epsilon)
                .Add("amsGrad", o.AmsGrad),
            SgdOptions o => Begin("sgd", o)
                .Add("momentum", o.Momentum)
                .Add("dampening", o.Dampening)
                .Add("nesterov", o.Nesterov),
            _ => KindList.Own(options, options.Name, config => AddCommon(config, options)),
        };

    /// <summary>The optimizer's settings that a config describes, the same to the last one.</summary>
    /// <param name="config">What was written.</param>
    /// <param name="others">Kinds beside those of the library; null for none.</param>
    /// <exception cref="FormatException">The kind is not known, or a setting is missing or wrong.</exception>
    /// <exception cref="ArgumentException">A setting is out of range.</exception>
    public static OptimizerOptions Build(
        Config config,
        IReadOnlyDictionary<string, Func<Config, OptimizerOptions>>? others = null
    )
    {
        OptimizerOptions options = KindList.Build(
            config,
            "an optimizer",
            With(All, config),
            others is null ? null : With(others, config),
            Write
        );
        options.Validate();
        return options;
    }

    // What every optimizer has is read here, also for those of one's own.
    static Dictionary<string, Func<Config, OptimizerOptions>> With(
        IReadOnlyDictionary<string, Func<Config, OptimizerOptions>> kinds,
        Config config
    ) =>
        kinds.TryGetValue(config.Kind, out Func<Config, OptimizerOptions>? build)
            ? new(StringComparer.Ordinal) { [config.Kind] = c => ReadCommon(c, build(c)) }
            : [];

    static OptimizerOptions ReadCommon(Config c, OptimizerOptions options) =>
        options with
        {
            LearningRate = c.Double("learningRate"),
            WeightDecay = c.Double("weightDecay"),
            WeightDecayForm = c.Choice<WeightDecayForm>("weightDecayForm"),
            Maximize = c.Bool("maximize"),
        };

    static Config Begin(string kind, OptimizerOptions options)
    {
        var config = new Config(kind);
        AddCommon(config, options);
        return config;
    }

    static void AddCommon(Config config, OptimizerOptions options) =>
        config
            .Add("learningRate", options.LearningRate)
            .Add("weightDecay", options.WeightDecay)
            .Add("weightDecayForm", options.WeightDecayForm)
            .Add("maximize", options.Maximize);
}
