using Surefoot.Settings;

namespace Surefoot.Rules;

/// <summary>
/// The settings of an optimizer: an immutable record, checked as it is made, that knows how to make the optimizer it
/// describes. Derive from it to add a rule of your own.
/// </summary>
public abstract record OptimizerOptions
{
    /// <summary>Settings with the given learning rate.</summary>
    /// <param name="learningRate">η; a finite number, 0 or more.</param>
    protected OptimizerOptions(double learningRate) => LearningRate = learningRate;

    /// <summary>The settings that every optimizer has, its learning rate first.</summary>
    public static IReadOnlyList<OptimizerSetting> CommonSettings =>
        field ??= [
            OptimizerSetting.Number<OptimizerOptions>(
                "--learning-rate",
                "learningRate",
                "η",
                "how far a step goes",
                SettingRange.NotNegative,
                "0.001",
                o => o.LearningRate,
                (o, value) => o with { LearningRate = value }
            ),
            WeightDecayRow,
            OptimizerSetting.Choice<OptimizerOptions, WeightDecayForm>(
                "--weight-decay-form",
                "weightDecayForm",
                "whether weight decay is added to the gradient (coupled) or taken from the weight (decoupled)",
                o => o.WeightDecayForm,
                (o, value) => o with { WeightDecayForm = value },
                needs: WeightDecayRow
            ),
            OptimizerSetting.Switch<OptimizerOptions>(
                null,
                "maximize",
                "steps go up the gradient rather than down",
                o => o.Maximize,
                (o, value) => o with { Maximize = value }
            ),
        ];

    static OptimizerSetting WeightDecayRow =>
        field ??= OptimizerSetting.Number<OptimizerOptions>(
            "--weight-decay",
            "weightDecay",
            "λ",
            "how strongly weights are pulled to 0",
            SettingRange.NotNegative,
            "1e-4",
            o => o.WeightDecay,
            (o, value) => o with { WeightDecay = value }
        );

    /// <summary>The optimizer's short name, as on the command line: "rmsprop".</summary>
    public abstract string Name { get; }

    /// <summary>
    /// η: how far a step goes. A finite number, 0 or more; 0 leaves the weights and still moves the state.
    /// </summary>
    public double LearningRate
    {
        get;
        init => field = Setting.NotNegative(value);
    }

    /// <summary>λ: how strongly weights are pulled to 0. A finite number, 0 or more; default 0.</summary>
    public double WeightDecay
    {
        get;
        init => field = Setting.NotNegative(value);
    }

    /// <summary>
    /// Whether weight decay is added to the gradient (the default, as in PyTorch) or taken from the weight itself (as
    /// in Keras and AdamW).
    /// </summary>
    public WeightDecayForm WeightDecayForm { get; init; }

    /// <summary>
    /// Whether steps go up the gradient rather than down. The sign is turned before weight decay is added, as in
    /// PyTorch.
    /// </summary>
    public bool Maximize { get; init; }

    /// <summary>Sentences about what these settings do that may surprise; empty where nothing does.</summary>
    public virtual IReadOnlyList<string> Advice() => [];

    /// <summary>
    /// How the numbers in the slots are to be taken, where settings that keep slots of the same names mean different
    /// things by them; else empty.
    /// </summary>
    public virtual string StateForm => "";

    /// <summary>
    /// The settings that give the numbers in the slots their meaning, by name, as invariant texts: averages that
    /// decayed by another share are other averages. State made under others is refused
    /// when it is restored. Default: none.
    /// </summary>
    public virtual IReadOnlyDictionary<string, string> StateSettings => new Dictionary<string, string>();

    /// <summary>The names of the state slots that these settings keep, in the order of the rule.</summary>
    public IReadOnlyList<string> SlotNames => Accept(SlotReader.Instance);

    /// <summary>The value that a state slot starts at: 0 unless the options say otherwise.</summary>
    /// <param name="slot">The slot's name.</param>
    public virtual double InitialValue(string slot) => 0;

    /// <summary>
    /// The largest gradient whose step stays finite, for numbers up to <paramref name="largest"/>; a larger one counts
    /// as non-finite.
    /// </summary>
    /// <param name="largest">The largest number that the weights' type can hold.</param>
    public virtual double GradientLimit(double largest) => largest;

    /// <summary>
    /// Hands the rule that these settings describe to a visitor: <c>visitor.Visit&lt;MyRule&lt;T&gt;,
    /// MyOptions&gt;()</c>.
    /// </summary>
    /// <typeparam name="T">What the rule computes with.</typeparam>
    /// <typeparam name="TResult">What the visitor makes of it.</typeparam>
    /// <param name="visitor">What is to be done with the rule.</param>
    public abstract TResult Accept<T, TResult>(IRuleVisitor<T, TResult> visitor)
        where T : struct;

    sealed class SlotReader : IRuleVisitor<double, IReadOnlyList<string>>
    {
        public static SlotReader Instance { get; } = new();

        public IReadOnlyList<string> Visit<TRule, TOptions>()
            where TRule : struct, IRule<TRule, double, TOptions>
            where TOptions : OptimizerOptions => [.. new[] { TRule.First, TRule.Second, TRule.Third }.OfType<string>()];
    }

    /// <summary>Refuses combinations that no single setting can see.</summary>
    /// <exception cref="ArgumentException">Two settings do not go together.</exception>
    public virtual void Validate() { }
}

/// <summary>Where weight decay enters.</summary>
public enum WeightDecayForm
{
    /// <summary>Added to the gradient before the rule sees it: g ← g + λθ (PyTorch).</summary>
    Coupled,

    /// <summary>Taken from the weight before the step, past the rule: θ ← θ − ηλθ (Keras, AdamW).</summary>
    Decoupled,
}
