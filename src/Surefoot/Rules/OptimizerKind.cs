namespace Surefoot.Rules;

/// <summary>
/// An optimizer as it is chosen by name, with everything that command, run.json, page and documentation say of it. A
/// rule of the house is in all four once it is in <see cref="All"/>.
/// </summary>
/// <param name="name">What the command and addresses call it: small letters.</param>
/// <param name="title">What people call it.</param>
/// <param name="source">Where its formula is from, and what there is to say of it: whole sentences.</param>
/// <param name="defaults">Its options where nothing is said.</param>
/// <param name="own">The settings that it has beside those that every optimizer has.</param>
public sealed class OptimizerKind(
    string name,
    string title,
    string source,
    OptimizerOptions defaults,
    IReadOnlyList<OptimizerSetting> own
)
{
    /// <summary>The optimizers of the house, in the order in which they are named everywhere: the one list.</summary>
    public static IReadOnlyList<OptimizerKind> All =>
        field ??= [
            RmsPropOptions.Kind,
            AdaGradOptions.Kind,
            AdamOptions.Kind,
            SgdOptions.MomentumKind,
            SgdOptions.Kind,
            AdamOptions.WKind,
            NAdamOptions.Kind,
            AdadeltaOptions.Kind,
            LionOptions.Kind,
        ];

    /// <summary>What the command and addresses call it: "rmsprop".</summary>
    public string Name { get; } = name;

    /// <summary>What people call it: "RMSprop".</summary>
    public string Title { get; } = title;

    /// <summary>Where its formula is from, and what there is to say of it.</summary>
    public string Source { get; } = source;

    /// <summary>Its options where nothing is said.</summary>
    public OptimizerOptions Defaults { get; } = defaults;

    /// <summary>The settings that it has beside those that every optimizer has, in the order of run.json.</summary>
    public IReadOnlyList<OptimizerSetting> Own { get; } = own;

    /// <summary>All its settings, those first that every optimizer has.</summary>
    public IReadOnlyList<OptimizerSetting> Settings { get; } = [.. OptimizerOptions.CommonSettings, .. own];

    /// <summary>
    /// Its kind in run.json: that of its options record, so that two names of one record share it. The name, unless
    /// said otherwise.
    /// </summary>
    public string Key { get; init; } = name;

    /// <summary>Options to start from, by name, such as other frameworks' dialects. None by default.</summary>
    public IReadOnlyDictionary<string, OptimizerOptions> Presets { get; init; } =
        new Dictionary<string, OptimizerOptions>();

    /// <summary>
    /// Whether it is among those that are compared, and shown on the page, where nothing is said. False by default:
    /// what an old command or address shows does not change with a new rule.
    /// </summary>
    public bool IsUsual { get; init; }

    /// <summary>
    /// Says of options that they describe another optimizer than this name promises, and what to do; null of those that
    /// do not.
    /// </summary>
    public Func<OptimizerOptions, string?> Objection { get; init; } = static _ => null;

    /// <summary>The kind of a name; null where there is none.</summary>
    /// <param name="name">What the command calls it.</param>
    public static OptimizerKind? Find(string name) => All.FirstOrDefault(kind => kind.Name == name);

    /// <summary>The kind that options belong to; null where they are a program's own.</summary>
    /// <param name="options">The options.</param>
    public static OptimizerKind? Of(OptimizerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        OptimizerKind[] same = [.. All.Where(kind => kind.Defaults.GetType() == options.GetType())];
        return Array.Find(same, kind => kind.Name == options.Name) ?? same.FirstOrDefault();
    }

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
