using Microsoft.AspNetCore.Http;
using Surefoot.Lab.Addresses;
using Surefoot.Lab.Descent;
using Surefoot.Lab.Descent.Surfaces;
using Surefoot.Optimizers;
using Surefoot.Rules;
using Surefoot.Settings;

namespace Surefoot.Lab.Pages.Descents;

/// <summary>
/// From an address to the settings of a descent. What an address does not say is as the surface proposes.
/// </summary>
static class DescentAddress
{
    public const double LeastRate = 1e-6,
        MostRate = 10,
        LeastLog = 1e-10,
        MostCondition = 1000;

    /// <summary>Shares stop short of 1: at 1 itself nothing would ever be forgotten.</summary>
    public const double MostShare = 0.9999;

    /// <summary>Reads the settings.</summary>
    /// <exception cref="AddressException">A value does not fit.</exception>
    public static WalkSettings Read(AddressQuery query)
    {
        double condition = query.Number("condition", 1, MostCondition, Quadratic.UsualCondition);
        Surface surface = Find(query.Text("surface"), condition);
        WalkSettings usual = new(surface);
        int steps = query.Whole("steps", 1, WalkSettings.MostSteps, usual.Steps);
        return usual with
        {
            Condition = condition,
            Shown = query.Has("show") ? query.Texts("show") : WalkSettings.Usual,
            Steps = steps,
            At = Math.Min(query.Whole("at", 0, WalkSettings.MostSteps, steps), steps),
            Options = OptimizerKind.All.ToDictionary(
                kind => kind.Name,
                kind => Read(query, kind, usual.Options[kind.Name])
            ),
        };
    }

    /// <summary>
    /// What an address calls a setting of an optimizer: "adam-beta1". RMSprop's and momentum's own, which were there
    /// before others had any, have names without one: addresses are kept and sent, and go on meaning what they meant.
    /// </summary>
    /// <param name="kind">The optimizer.</param>
    /// <param name="setting">One of its settings, with an option.</param>
    public static string NameOf(OptimizerKind kind, OptimizerSetting setting) =>
        setting.Option switch
        {
            "--learning-rate" => kind.Name + "-rate",
            "--momentum" when kind == SgdOptions.MomentumKind => "inertia",
            { } option => kind == RmsPropOptions.Kind ? option[2..] : $"{kind.Name}-{option[2..]}",
            null => throw new ArgumentException("The setting has no option.", nameof(setting)),
        };

    /// <summary>The settings of an optimizer that an address can hold.</summary>
    /// <param name="kind">The optimizer.</param>
    public static IEnumerable<OptimizerSetting> SettingsOf(OptimizerKind kind) =>
        kind.Settings.Where(setting => setting.Option is not null);

    /// <summary>From where to where a number may be set on the page.</summary>
    /// <param name="setting">The setting.</param>
    public static (double Least, double Most) Bounds(OptimizerSetting setting) =>
        setting.Option == "--learning-rate" ? (LeastRate, MostRate)
        : setting.Range == SettingRange.UnitInterval ? (0, MostShare)
        : setting.Range == SettingRange.Positive ? (LeastLog, 1)
        : (0, 1);

    static OptimizerOptions Read(AddressQuery query, OptimizerKind kind, OptimizerOptions usual)
    {
        OptimizerOptions options = SettingsOf(kind)
            .Aggregate(
                usual,
                (read, setting) => setting.Set(read, Value(query, NameOf(kind, setting), setting, usual))
            );
        try
        {
            options.Validate();
            return options;
        }
        catch (ArgumentException error)
        {
            throw new AddressException(StatusCodes.Status400BadRequest, $"{kind.Title}: {error.Message}");
        }
    }

    static double Value(AddressQuery query, string name, OptimizerSetting setting, OptimizerOptions usual)
    {
        if (setting.IsNumber)
        {
            (double least, double most) = Bounds(setting);
            return query.Number(name, least, most, setting.Get(usual));
        }

        return query.Text(name) is null
            ? setting.Get(usual)
            : setting.Words.ToList().IndexOf(query.Word(name, [.. setting.Words]));
    }

    static Surface Find(string? name, double condition) =>
        name switch
        {
            null => Surface.All[0],
            "quadratic" => new Quadratic(condition),
            _ => Surface.All.FirstOrDefault(surface => surface.Name == name)
                ?? throw new AddressException(
                    StatusCodes.Status404NotFound,
                    $"There is no surface '{name}'; there are "
                        + $"{string.Join(", ", Surface.All.Select(surface => surface.Name))}."
                ),
        };
}
