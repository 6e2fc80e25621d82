using Microsoft.AspNetCore.Http;
using Surefoot.Lab.Descent;
using Surefoot.Lab.Descent.Surfaces;
using Surefoot.Lab.Server;

namespace Surefoot.Lab.Pages.Descents;

/// <summary>
/// From an address to the settings of a descent. What an address does not say is as the surface proposes.
/// </summary>
static class DescentAddress
{
    public const double LeastRate = 1e-6,
        MostRate = 10,
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
            Shown = query.Has("show") ? query.Texts("show") : WalkSettings.Names,
            Steps = steps,
            At = Math.Min(query.Whole("at", 0, WalkSettings.MostSteps, steps), steps),
            Rates = new Rates(
                Rate(query, "rmsprop", usual.Rates.RmsProp),
                Rate(query, "adagrad", usual.Rates.AdaGrad),
                Rate(query, "adam", usual.Rates.Adam),
                Rate(query, "momentum", usual.Rates.Momentum),
                Rate(query, "sgd", usual.Rates.Sgd)
            ),
            Decay = query.Number("decay", 0, MostShare, usual.Decay),
            Epsilon = query.Number("epsilon", 0, 1, usual.Epsilon),
            Momentum = query.Number("momentum", 0, MostShare, usual.Momentum),
            Centered = query.Word("centered", "no", "yes") == "yes",
            Inertia = query.Number("inertia", 0, MostShare, usual.Inertia),
        };
    }

    static double Rate(AddressQuery query, string name, double usual) =>
        query.Number(name + "-rate", LeastRate, MostRate, usual);

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
