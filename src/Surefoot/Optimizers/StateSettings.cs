namespace Surefoot.Optimizers;

/// <summary>
/// The settings that give an optimizer's state its meaning, by name: state made under others is refused.
/// </summary>
static class StateSettings
{
    // Between a group's name and a setting's.
    const char Mark = '/';

    /// <summary>Those of an optimizer; of a group the ones that differ from the rest's.</summary>
    public static IReadOnlyDictionary<string, string> Of(IReadOnlyList<ParameterGroup> groups)
    {
        IReadOnlyDictionary<string, string> rest = groups[0].Options.StateSettings;
        var all = new Dictionary<string, string>(rest);
        foreach (ParameterGroup group in groups.Skip(1))
        {
            foreach ((string name, string value) in group.Options.StateSettings)
                if (rest.GetValueOrDefault(name) != value)
                    all[$"{group.Name}{Mark}{name}"] = value;
        }
        return all;
    }

    /// <summary>
    /// Refuses state that was made under other settings; what was saved before settings were kept says nothing, and is
    /// taken.
    /// </summary>
    /// <exception cref="ArgumentException">A setting differs.</exception>
    public static void RequireSame(IReadOnlyDictionary<string, string> saved, IReadOnlyDictionary<string, string> own)
    {
        if (saved.Count == 0)
            return;
        foreach (string name in saved.Keys.Union(own.Keys))
        {
            (string? before, string? now) = (Value(saved, name), Value(own, name));
            if (before == now)
                continue;
            throw new ArgumentException(
                $"The saved state was made with {name} {before ?? "not set"}, and these settings have {name} "
                    + $"{now ?? "not set"}: "
                    + "its numbers would mean something else. Keep the setting, or begin with new state."
            );
        }
    }

    static string? Value(IReadOnlyDictionary<string, string> settings, string name) =>
        settings.GetValueOrDefault(name) ?? settings.GetValueOrDefault(name[(name.LastIndexOf(Mark) + 1)..]);
}
