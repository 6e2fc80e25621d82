using Surefoot.Schedules;

namespace Surefoot.Training.Configuration;

/// <summary>
/// The schedules of the library by their kinds, how each is written and how it is built again: the one list. A warm-up
/// and what follows it are written one after the other, so that a schedule is a list in the order of time.
/// </summary>
static class ScheduleKinds
{
    // How a kind is written, where a schedule is of it, and how it is built again.
    sealed record Entry(string Key, Func<Schedule, Action<Config>?> Write, Func<Config, Schedule> Build);

    static readonly Entry[] All =
    [
        new("constant", s => s == Schedule.Constant ? _ => { } : null, _ => Schedule.Constant),
        Of<CosineSchedule>(
            "cosine",
            (s, c) => c.Add("period", s.Period).Add("last", s.Last).Add("growth", s.Growth),
            c => new(c.Long("period"), c.Double("last"), c.Int("growth"))
        ),
        Of<ExponentialSchedule>(
            "exponential",
            (s, c) => c.Add("factorEach", s.FactorEach).Add("over", s.Over),
            c => new(c.Double("factorEach"), c.Long("over"))
        ),
        Of<InverseSquareRootSchedule>("inverse_sqrt", (s, c) => c.Add("hold", s.Hold), c => new(c.Long("hold"))),
        Of<OneCycleSchedule>(
            "onecycle",
            (s, c) => c.Add("total", s.Total).Add("rise", s.Rise).Add("start", s.Start).Add("end", s.End),
            c => new(c.Long("total"), c.Double("rise"), c.Double("start"), c.Double("end"))
        ),
        Of<PolynomialSchedule>(
            "polynomial",
            (s, c) => c.Add("total", s.Total).Add("power", s.Power).Add("last", s.Last),
            c => new(c.Long("total"), c.Double("power"), c.Double("last"))
        ),
        Of<StepSchedule>(
            "step",
            (s, c) => c.Add("every", s.Every).Add("factorEach", s.FactorEach),
            c => new(c.Long("every"), c.Double("factorEach"))
        ),
        Of<WarmupSchedule>("warmup", (s, c) => c.Add("steps", s.Steps), c => new(c.Long("steps"))),
    ];

    static readonly Dictionary<string, Func<Config, Schedule>> Builders = All.ToDictionary(
        entry => entry.Key,
        entry => entry.Build,
        StringComparer.Ordinal
    );

    static Entry Of<TSchedule>(string key, Action<TSchedule, Config> write, Func<Config, TSchedule> build)
        where TSchedule : Schedule => new(key, s => s is TSchedule one ? config => write(one, config) : null, build);

    /// <summary>The kinds of the library.</summary>
    public static IEnumerable<string> Kinds => Builders.Keys;

    /// <summary>A schedule as configs, one after the other; empty for none.</summary>
    public static IReadOnlyList<Config> Write(Schedule? schedule)
    {
        var list = new List<Config>();
        for (; schedule is WarmupSchedule warmup; schedule = warmup.After == Schedule.Constant ? null : warmup.After)
            list.Add(One(warmup));
        if (schedule is not null)
            list.Add(One(schedule));
        return list;
    }

    /// <summary>The schedule that configs describe, the same to the last setting; null for none.</summary>
    /// <param name="list">What was written.</param>
    /// <param name="others">Kinds beside those of the library; null for none.</param>
    /// <exception cref="FormatException">
    /// A kind is not known, a setting is missing or wrong, or something follows what has no end.
    /// </exception>
    /// <exception cref="ArgumentException">A setting is out of range.</exception>
    public static Schedule? Build(
        IReadOnlyList<Config> list,
        IReadOnlyDictionary<string, Func<Config, Schedule>>? others = null
    )
    {
        Schedule? schedule = null;
        for (int i = list.Count - 1; i >= 0; i--)
        {
            Schedule one = KindList.Build(list[i], "a schedule", Builders, others, One);
            if (i == list.Count - 1)
                schedule = one;
            else if (one is WarmupSchedule warmup)
                schedule = new WarmupSchedule(warmup.Steps, schedule);
            else
                throw new FormatException($"a schedule follows \"{list[i].Kind}\", which has no end");
        }
        return schedule;
    }

    static Config One(Schedule schedule)
    {
        foreach (Entry entry in All)
        {
            if (entry.Write(schedule) is not { } write)
                continue;
            var config = new Config(entry.Key);
            write(config);
            return config;
        }
        return KindList.Own(schedule, schedule.GetType().Name);
    }
}
