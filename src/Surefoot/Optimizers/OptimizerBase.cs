using System.Numerics;
using Surefoot.Clipping;
using Surefoot.Memory;
using Surefoot.Rules;
using Surefoot.Schedules;
using Surefoot.Settings;
using Surefoot.Sweeps;
using Surefoot.Threading;

namespace Surefoot.Optimizers;

/// <summary>
/// What every optimizer has, whether it steps an arena or a row-sparse table: the settings of a step, the counts of
/// steps, and the state slots.
/// </summary>
/// <typeparam name="T">float or double.</typeparam>
public abstract class OptimizerBase<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private protected OptimizerBase(OptimizerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        Options = options;
        Rule = SweepMaker<T>.Make(options);
        Slots = new StateSlots<T>(Rule);
        ParameterGroups = new ParameterGroups(options);
    }

    private protected RuleSweep<T> Rule { get; }

    private protected StateSlots<T> Slots { get; }

    private protected ParameterGroups ParameterGroups { get; }

    /// <summary>The settings.</summary>
    public OptimizerOptions Options { get; }

    /// <summary>How many steps were taken; skipped ones do not count.</summary>
    public long Steps { get; private protected set; }

    /// <summary>How many steps were skipped under <see cref="NonFinitePolicy.Skip"/>.</summary>
    public long SkippedSteps { get; private protected set; }

    /// <summary>
    /// η before the schedule; starts as the options' and may be set between any two steps. Parameter groups keep their
    /// ratio to it: a group of twice the options' rate has twice this one. Where the options' rate is 0 and a group's
    /// is not (all but that group are frozen) there is no ratio: the group has its own rate throughout, times the
    /// <see cref="Schedule"/>'s factor, and this property refuses to be set.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative, NaN or infinite.</exception>
    /// <exception cref="InvalidOperationException">Set where the options' rate is 0 and a group's is not.</exception>
    public double LearningRate
    {
        get => ParameterGroups.LearningRate;
        set => ParameterGroups.LearningRate = Setting.NotNegative(value);
    }

    /// <summary>η of the step to come, after the schedule.</summary>
    public double EffectiveLearningRate => LearningRate * (Schedule?.Factor(Steps) ?? 1);

    /// <summary>How the learning rate changes with the steps; null for a constant rate.</summary>
    public Schedule? Schedule { get; init; }

    /// <summary>How gradients are clipped; null for not at all.</summary>
    public GradientClipping? Clipping { get; init; }

    /// <summary>
    /// What gradients are multiplied by before anything else: 1/n for gradients that were summed over n batches, 1/s
    /// for a loss that was scaled by s. Default 1.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not a finite number above 0.</exception>
    public double GradientScale
    {
        get;
        set => field = Setting.Positive(value);
    } = 1;

    /// <summary>
    /// What to do about gradients that are not finite numbers. Default <see cref="NonFinitePolicy.Stop"/>.
    /// </summary>
    public NonFinitePolicy NonFinite { get; init; }

    /// <summary>
    /// The threads that share a step; null for the caller's alone. The bits of the result do not depend on it.
    /// </summary>
    public WorkerPool? Pool { get; set; }

    /// <summary>
    /// The named arrays that the rule keeps, with a number for every weight; empty before they are made, and for a rule
    /// without state.
    /// </summary>
    public IReadOnlyList<StateSlot<T>> State => Slots.List;

    /// <summary>Sentences about what the settings do that may surprise; empty where nothing does.</summary>
    public IReadOnlyList<string> Advice() => Options.Advice();

    private protected GradientGate<T> Gate => new(Clipping, GradientScale, ParameterGroups.List);

    // The parameter that holds a weight, for errors.
    private protected abstract ParameterRange ParameterAt(int place);

    // Throws or counts, as the policy says, where a gradient is beyond the limit.
    private protected void Refuse(ReadOnlySpan<Segment<T>> gradients, double limit)
    {
        if (NonFinite == NonFinitePolicy.Stop)
            throw Offender(gradients, limit);
        SkippedSteps++;
    }

    /// <summary>
    /// The norm of the gradients that were looked at last before all are stepped, where they are clipped by global
    /// norm; else 0.
    /// </summary>
    internal double LookedNorm { get; private protected set; }

    // Beyond what a gradient is refused when all are looked at before any is stepped; null where nobody looks.
    private protected double? LookLimit(in GradientGate<T> gate, bool always) =>
        NonFinite != NonFinitePolicy.Allow ? gate.Limit
        : always ? GradientGate<T>.LargestNumber
        : null;

    /// <summary>Counts a step as skipped that another, which is stepped together with this one, cannot take.</summary>
    internal void Skip() => SkippedSteps++;

    private protected NonFiniteGradientException Offender(ReadOnlySpan<Segment<T>> gradients, double limit)
    {
        var (place, value) = GradientScan<T>.FirstBeyond(gradients, T.CreateTruncating(limit));
        var parameter = ParameterAt(place);
        return new(parameter.Name, place - parameter.Offset, Steps + 1, double.CreateTruncating(value));
    }

    private protected OptimizerSnapshot<T> Snapshot() =>
        new()
        {
            Optimizer = Options.Name,
            Form = Options.StateForm,
            Settings = ParameterGroups.StateSettings,
            Steps = Steps,
            SkippedSteps = SkippedSteps,
            LearningRate = LearningRate,
            Slots = Slots.Copy(),
        };

    private protected void RequireOwn(OptimizerSnapshot<T> snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        snapshot.RequireMadeWith(Options, ParameterGroups.StateSettings);
        ParameterGroups.RequireRate(snapshot.LearningRate);
    }

    private protected void RequireSlots(OptimizerSnapshot<T> snapshot, int? length) =>
        snapshot.RequireSlots(Slots.Names, length, finite: NonFinite != NonFinitePolicy.Allow);

    private protected void Restore(long steps, long skippedSteps, double learningRate)
    {
        ParameterGroups.Restore(Setting.NotNegative(learningRate, nameof(LearningRate)));
        (Steps, SkippedSteps) = (steps, skippedSteps);
    }
}
