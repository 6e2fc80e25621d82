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
        string name = Values.Word(
            "--schedule",
            parts[0],
            ["constant", "step", "exponential", "polynomial", "cosine", "onecycle", "inverse-sqrt", "plateau"]
        )!;
        int most = name switch
        {
            "constant" or "onecycle" => 0,
            "step" or "plateau" => 2,
            _ => 1,
        };
        if (parts.Length - 1 > most || (parts.Length == 1 && name is "step" or "exponential"))
            throw new UsageException(
                $"--schedule is '{text}'; {name} takes {Wanted(name)}. Give, for example, --schedule "
                    + $"{(name is "step" ? "step:10" : name is "exponential" ? "exponential:0.95" : name)}"
            );
        string? first = parts.ElementAtOrDefault(1),
            second = parts.ElementAtOrDefault(2);
        return name switch
        {
            "step" => Step(text, Epochs(text, first)!.Value, Factor(text, second) ?? 0.1),
            "exponential" => Exponential(text, Factor(text, first)!.Value),
            "polynomial" => Polynomial(text, Values.Positive("--schedule", first, "polynomial:2", text) ?? 1),
            "cosine" => Cosine(text, Epochs(text, first)),
            "onecycle" => new(text, (_, steps) => new OneCycleSchedule(Math.Max(2, steps))),
            "inverse-sqrt" => InverseSquareRoot(text, Epochs(text, first) ?? 1),
            "plateau" => new(text, (_, _) => null)
            {
                Plateau = new PlateauOptions(Factor(text, first) ?? 0.1, Epochs(text, second) ?? 3),
            },
            _ => new(text, (_, _) => null),
        };
    }

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

    static string Wanted(string name) =>
        name switch
        {
            "constant" or "onecycle" => "no value",
            "step" => "a number of epochs and perhaps a factor",
            "exponential" => "the factor of an epoch",
            "polynomial" => "at most a power",
            "plateau" => "at most a factor and a number of epochs",
            _ => "at most a number of epochs",
        };
}
