using Surefoot.Schedules;
using Surefoot.Training.Runs;

namespace Surefoot.Cli.Settings;

/// <summary>
/// --schedule as it was asked for, in epochs; it becomes a schedule in steps once the length of an epoch is known.
/// </summary>
sealed record ScheduleSettings
{
    readonly Func<long, long, Schedule?> make;

    ScheduleSettings(string text, Func<long, long, Schedule?> make) => (Text, this.make) = (text, make);

    /// <summary>The words that were typed.</summary>
    public string Text { get; }

    /// <summary>For a plateau, what the trainer does; null for a schedule that depends on the steps alone.</summary>
    public PlateauOptions? Plateau { get; init; }

    /// <summary>The schedule for epochs of so many steps, and so many steps in all.</summary>
    public Schedule? For(long stepsPerEpoch, long steps) => make(stepsPerEpoch, steps);

    /// <summary>Reads NAME[:VALUE[:VALUE]].</summary>
    /// <exception cref="UsageException">
    /// The name is unknown, a value is out of range, or there are too many.
    /// </exception>
    public static ScheduleSettings? From(string? text)
    {
        if (text is null)
            return null;
        string[] parts = text.Split(':');
        string name = Values.Word("--schedule", parts[0], [.. All.Select(form => form.Name)])!;
        Form form = All.First(one => one.Name == name);
        if (parts.Length - 1 > form.Most || parts.Length - 1 < form.Least)
            throw new UsageException(
                $"--schedule is '{text}'; {name} takes {form.Wanted}. Give, for example, --schedule {form.Example}"
            );
        return form.Read(text, parts.ElementAtOrDefault(1), parts.ElementAtOrDefault(2));
    }

    // A name, how many values go with it and what they are, in words; and what comes of the values.
    sealed record Form(
        string Name,
        int Least,
        int Most,
        string Wanted,
        string Example,
        Func<string, string?, string?, ScheduleSettings> Read
    );

    const string Period = "at most a number of epochs";

    static readonly Form[] All =
    [
        new("constant", 0, 0, "no value", "constant", (text, _, _) => new(text, (_, _) => null)),
        new(
            "step",
            1,
            2,
            "a number of epochs and perhaps a factor",
            "step:10",
            (text, every, factor) => Step(text, Epochs(text, every)!.Value, Factor(text, factor) ?? 0.1)
        ),
        new(
            "exponential",
            1,
            1,
            "the factor of an epoch",
            "exponential:0.95",
            (text, factor, _) => Exponential(text, Factor(text, factor)!.Value)
        ),
        new(
            "polynomial",
            0,
            1,
            "at most a power",
            "polynomial",
            (text, power, _) => Polynomial(text, Values.Positive("--schedule", power, "polynomial:2", text) ?? 1)
        ),
        new("cosine", 0, 1, Period, "cosine", (text, period, _) => Cosine(text, Epochs(text, period))),
        new(
            "onecycle",
            0,
            0,
            "no value",
            "onecycle",
            (text, _, _) => new(text, (_, steps) => new OneCycleSchedule(Math.Max(2, steps)))
        ),
        new(
            "inverse-sqrt",
            0,
            1,
            Period,
            "inverse-sqrt",
            (text, hold, _) => InverseSquareRoot(text, Epochs(text, hold) ?? 1)
        ),
        new(
            "plateau",
            0,
            2,
            "at most a factor and a number of epochs",
            "plateau",
            (text, factor, patience) =>
                new(text, (_, _) => null)
                {
                    Plateau = new PlateauOptions(Factor(text, factor) ?? 0.1, Epochs(text, patience) ?? 3),
                }
        ),
    ];

    static ScheduleSettings Step(string text, int every, double factor) =>
        new(text, (epoch, _) => new StepSchedule(every * epoch, factor));

    static ScheduleSettings Exponential(string text, double factor) =>
        new(text, (epoch, _) => new ExponentialSchedule(factor, epoch));

    static ScheduleSettings Polynomial(string text, double power) =>
        new(text, (_, steps) => new PolynomialSchedule(steps, power));

    // With a number of epochs the fall repeats; without, it takes the whole run.
    static ScheduleSettings Cosine(string text, int? period) =>
        new(
            text,
            (epoch, steps) =>
                period is { } each ? new CosineSchedule(each * epoch, growth: 1) : new CosineSchedule(steps)
        );

    static ScheduleSettings InverseSquareRoot(string text, int hold) =>
        new(text, (epoch, _) => new InverseSquareRootSchedule(hold * epoch));

    static int? Epochs(string whole, string? text) =>
        Values.Whole("--schedule", text, 1, 1_000_000, "step:10:0.5", whole);

    static double? Factor(string whole, string? text) => Values.Part("--schedule", text, "exponential:0.95", whole);
}
