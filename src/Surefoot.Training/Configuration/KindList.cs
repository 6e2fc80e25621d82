namespace Surefoot.Training.Configuration;

/// <summary>
/// What optimizers, schedules and random changes of rows have in common as configs: kinds of one's own, and the proof
/// that one was understood.
/// </summary>
static class KindList
{
    /// <summary>The kind of what does not say what it is.</summary>
    public const string Other = "other";

    /// <summary>The config of one that is not the library's, with the settings that it says it has.</summary>
    /// <param name="value">It.</param>
    /// <param name="name">What people call it.</param>
    /// <param name="common">Adds the settings that all of its like have.</param>
    public static Config Own(object value, string name, Action<Config>? common = null)
    {
        var config = value is IConfigurable own
            ? new Config(own.Kind)
            : new Config(Other).Add("name", name.Length <= Config.MaxText ? name : name[..Config.MaxText]);
        common?.Invoke(config);
        (value as IConfigurable)?.AddSettings(config);
        return config;
    }

    /// <summary>What a config describes, the same to the last setting.</summary>
    /// <param name="config">What was written.</param>
    /// <param name="what">What it is, for errors: "an optimizer".</param>
    /// <param name="kinds">Those of the library.</param>
    /// <param name="others">Those of one's own; null for none.</param>
    /// <param name="write">What is written for what was built.</param>
    /// <typeparam name="TValue">What is built.</typeparam>
    /// <exception cref="FormatException">
    /// The kind is not known, a setting is missing or wrong, or what was built says that it is something else.
    /// </exception>
    /// <exception cref="ArgumentException">A setting is out of range.</exception>
    public static TValue Build<TValue>(
        Config config,
        string what,
        IReadOnlyDictionary<string, Func<Config, TValue>> kinds,
        IReadOnlyDictionary<string, Func<Config, TValue>>? others,
        Func<TValue, Config> write
    )
    {
        Func<Config, TValue> build =
            kinds.GetValueOrDefault(config.Kind)
            ?? others?.GetValueOrDefault(config.Kind)
            ?? throw new FormatException(
                config.Kind == Other
                    ? $"there is {what} that does not say its settings: it is a program's own and no "
                        + $"{nameof(IConfigurable)}"
                    : $"there is {what} of the kind \"{config.Kind}\", which is not one of the library's; a "
                        + "program that knows it gives it in a ModelRegistry"
            );
        TValue built = build(config);
        return Config.FirstDifference(config, write(built)) is not var (written, now)
            ? built
            : throw new FormatException($"there is {what} \"{written}\", which this version would read as \"{now}\"");
    }
}
