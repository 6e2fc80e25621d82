using Surefoot.Training.Configuration;

namespace Surefoot.Lab.Reports;

/// <summary>A config in a few words, for people.</summary>
static class ConfigText
{
    public static string Of(Config config) =>
        config.Settings.Count == 0
            ? config.Kind
            : $"{config.Kind} "
                + "("
                + string.Join(", ", config.Settings.Select(one => $"{one.Key} {one.Value.ToString().Trim('"')}"))
                + ")";
}
