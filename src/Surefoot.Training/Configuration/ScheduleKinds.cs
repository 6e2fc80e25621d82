using Surefoot.Schedules;

namespace Surefoot.Training.Configuration;

/// <summary>
/// The schedules of the library by their kinds, how each is written and how it is built again: the one list. A warm-up
/// and what follows it are written one after the other, so that a schedule is a list in the order of time.
/// </summary>
static class ScheduleKinds
{
    const string Warmup = "warmup";

    static readonly Dictionary<string, Func<Config, Schedule>> All = new(StringComparer.Ordinal)
    {
        ["constant"] = _ => Schedule.Constant,
        ["cosine"] = c => new CosineSchedule(c.Long("period"), c.Double("last"), c.Int("growth")),
        ["exponential"] = c => new ExponentialSchedule(c.Double("factorEach"), c.Long("over")),
        ["inverse_sqrt"] = c => new InverseSquareRootSchedule(c.Long("hold")),
        ["onecycle"] = c => new OneCycleSchedule(c.Long("total"), c.Double("rise"), c.Double("start"), c.Double("end")),
        ["polynomial"] = c => new PolynomialSchedule(c.Long("total"), c.Double("power"), c.Double("last")),
        ["step"] = c => new StepSchedule(c.Long("every"), c.Double("factorEach")),
        [Warmup] = c => new WarmupSchedule(c.Long("steps")),
    };

    /// <summary>The kinds of the library.</summary>
    public static IEnumerable<string> Kinds => All.Keys;

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
            Schedule one = KindList.Build(list[i], "a schedule", All, others, One);
            if (i == list.Count - 1)
                schedule = one;
            else if (one is WarmupSchedule warmup)
                schedule = new WarmupSchedule(warmup.Steps, schedule);
            else
                throw new FormatException($"a schedule follows \"{list[i].Kind}\", which has no end");
        }
        return schedule;
    }

    static Config One(Schedule schedule) =>
        schedule switch
        {
            CosineSchedule s => new Config("cosine")
                .Add("period", s.Period)
                .Add("last", s.Last)
                .Add("growth", s.Growth),
            ExponentialSchedule s => new Config("exponential").Add("factorEach", s.FactorEach).Add("over", s.Over),
            InverseSquareRootSchedule s => new Config("inverse_sqrt").Add("hold", s.Hold),
            OneCycleSchedule s => new Config("onecycle")
                .Add("total", s.Total)
                .Add("rise", s.Rise)
                .Add("start", s.Start)
                .Add("end", s.End),
            PolynomialSchedule s => new Config("polynomial")
                .Add("total", s.Total)
                .Add("power", s.Power)
                .Add("last", s.Last),
            StepSchedule s => new Config("step").Add("every", s.Every).Add("factorEach", s.FactorEach),
            WarmupSchedule s => new Config(Warmup).Add("steps", s.Steps),
            _ when schedule == Schedule.Constant => new Config("constant"),
            _ => KindList.Own(schedule, schedule.GetType().Name),
        };
}
