using Surefoot.Rules;

namespace Surefoot.Training.Configuration;

/// <summary>
/// How an optimizer is written as a config, and how it is built again: by the settings of its
/// <see cref="OptimizerKind"/>, under their keys and in their order.
/// </summary>
static class OptimizerKinds
{
    static readonly Dictionary<string, OptimizerKind> All = OptimizerKind
        .All.GroupBy(kind => kind.Key)
        .ToDictionary(group => group.Key, group => group.First(), StringComparer.Ordinal);

    /// <summary>The kinds of the library.</summary>
    public static IEnumerable<string> Kinds => All.Keys;

    /// <summary>An optimizer's settings as a config: those that every optimizer has, and then its own.</summary>
    public static Config Write(OptimizerOptions options)
    {
        if (OptimizerKind.Of(options) is not { } kind)
            return KindList.Own(
                options,
                options.Name,
                config => AddAll(config, OptimizerOptions.CommonSettings, options, options)
            );
        var config = new Config(kind.Key);
        AddAll(config, kind.Settings, options, All[kind.Key].Defaults);
        return config;
    }

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
            All.TryGetValue(config.Kind, out OptimizerKind? kind)
                ? new Dictionary<string, Func<Config, OptimizerOptions>>(StringComparer.Ordinal)
                {
                    [config.Kind] = c => ReadAll(c, kind.Settings, kind.Defaults),
                }
                : [],
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
            ? new(StringComparer.Ordinal) { [config.Kind] = c => ReadAll(c, OptimizerOptions.CommonSettings, build(c)) }
            : [];

    static OptimizerOptions ReadAll(
        Config config,
        IReadOnlyList<OptimizerSetting> settings,
        OptimizerOptions options
    ) =>
        settings.Aggregate(
            options,
            (read, setting) =>
                setting.IsLater && config.Settings.All(given => given.Key != setting.Key)
                    ? read
                    : setting.Set(read, Value(config, setting))
        );

    static double Value(Config config, OptimizerSetting setting) =>
        setting.IsNumber ? config.Double(setting.Key)
        : setting.IsSwitch ? (config.Bool(setting.Key) ? 1 : 0)
        : config.Word(setting.Key, Words(setting));

    static void AddAll(
        Config config,
        IReadOnlyList<OptimizerSetting> settings,
        OptimizerOptions options,
        OptimizerOptions defaults
    )
    {
        foreach (OptimizerSetting setting in settings)
        {
            double value = setting.Get(options);
            if (setting.IsLater && value == setting.Get(defaults))
                continue;
            config.Add(
                setting.Key,
                setting.IsNumber ? value
                    : setting.IsSwitch ? value != 0
                    : new SettingValue(Words(setting)[(int)value])
            );
        }
    }

    // A config has the names of an enum in small letters: "rateinside".
    static string[] Words(OptimizerSetting setting) =>
        [.. setting.Words.Select(word => word.Replace("-", "", StringComparison.Ordinal))];
}
