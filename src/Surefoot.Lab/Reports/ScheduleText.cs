using Surefoot.Training.Configuration;
using Surefoot.Training.Data;
using Surefoot.Training.Runs;

namespace Surefoot.Lab.Reports;

/// <summary>How the rate changes, and what is made small, where that is not as usual.</summary>
static class ScheduleText
{
    public static IEnumerable<KeyValuePair<string, string>> Of(IReadOnlyList<Config> schedule, PlateauOptions? plateau)
    {
        foreach (Config one in schedule)
        {
            if (one.Kind == "warmup" && Steps(one, "steps") is { } rise)
                yield return new("warm-up", rise);
            else
                yield return new("schedule", Words(one));
        }

        if (plateau is not null)
            yield return new(
                "on a plateau",
                $"the rate times {SettingsText.Text(plateau.Factor)} after {plateau.Patience} "
                    + $"{(plateau.Patience == 1 ? "epoch" : "epochs")} without a lower validation loss"
            );
    }

    public static IEnumerable<KeyValuePair<string, string>> Loss(RunSettings settings, string task)
    {
        TaskKind kind = task == "classification" ? TaskKind.Classification : TaskKind.Regression;
        if (Config.FirstDifference(settings.Loss, TaskLoss.For<float>(kind).GetConfig()) is not null)
            yield return new("loss", ConfigText.Of(settings.Loss));
        if (settings.Metrics.Count > 0)
            yield return new("metrics", string.Join(", ", settings.Metrics.Select(ConfigText.Of)));
    }

    static string Words(Config one) =>
        one.Kind switch
        {
            "cosine" when Steps(one, "period") is { } period =>
                $"cosine over {period}{(Number(one, "growth") is not "0" ? ", again and again" : "")}",
            "step" when Steps(one, "every") is { } every => $"times {Number(one, "factorEach")} every {every}",
            "exponential" when Steps(one, "over") is { } over => $"times {Number(one, "factorEach")} over {over}",
            "polynomial" when Steps(one, "total") is { } total =>
                $"polynomial of power {Number(one, "power")} over {total}",
            "onecycle" when Steps(one, "total") is { } total => $"one cycle over {total}",
            "inverse_sqrt" when Steps(one, "hold") is { } hold => $"inverse square root after {hold}",
            _ => ConfigText.Of(one),
        };

    // A file may have anything for a setting, and is shown all the same.
    static string? Steps(Config config, string name) =>
        config.Settings.FirstOrDefault(setting => setting.Key == name).Value.ToString() is var text
        && text.All(char.IsAsciiDigit)
            ? $"{text} {(text == "1" ? "step" : "steps")}"
            : null;

    static string Number(Config config, string name) =>
        config.Settings.FirstOrDefault(setting => setting.Key == name).Value.ToString();
}
