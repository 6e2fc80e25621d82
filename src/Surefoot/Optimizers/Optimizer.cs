using System.Numerics;
using Surefoot.Clipping;
using Surefoot.Memory;
using Surefoot.Rules;
using Surefoot.Schedules;
using Surefoot.Sweeps;
using Surefoot.Threading;

namespace Surefoot.Optimizers;

/// <summary>
/// What a user holds: settings, state, and <see cref="Step(Span{T}, ReadOnlySpan{T})"/>. The state is made at the first
/// step, one number a weight for each slot of the rule, and a step allocates nothing. One optimizer belongs to one set
/// of weights, and to one thread at a time.
/// </summary>
/// <typeparam name="T">float or double.</typeparam>
public unsafe partial class Optimizer<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    readonly RuleSweep<T> sweep;
    readonly List<ParameterGroup> groups;
    readonly Block<T>?[] slots = new Block<T>?[3];
    Segment<T>[] segments = [];

    // The parameters that the state is for, once their names are known, and the list that was last seen to hold just
    // those.
    ParameterRange[]? named;
    (TensorList<T>? List, int Count) fitting;
    ParameterRange[] ranges = [];
    bool tensorsApart;
    double rate;

    /// <summary>An optimizer with the given settings.</summary>
    /// <param name="options">The settings; their kind says which rule it is.</param>
    /// <exception cref="ArgumentException">Two settings do not go together.</exception>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is neither float nor double.</exception>
    public Optimizer(OptimizerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        Options = options;
        rate = options.LearningRate;
        sweep = options.CreateSweep<T>();
        groups = [new ParameterGroup("all", options, _ => true)];
    }

    /// <summary>The settings.</summary>
    public OptimizerOptions Options { get; }

    /// <summary>How many steps were taken; skipped ones do not count.</summary>
    public long Steps { get; private set; }

    /// <summary>How many steps were skipped under <see cref="NonFinitePolicy.Skip"/>.</summary>
    public long SkippedSteps { get; private set; }

    /// <summary>How many weights the optimizer steps; −1 before it has seen any.</summary>
    public int Length { get; private set; } = -1;

    /// <summary>
    /// η before the schedule; starts as the options' and may be set at any time. Groups keep their ratio to it: a group
    /// of twice the options' rate has twice this one. Where the options' rate is 0 and a group's is not (all but that
    /// group are frozen) there is no ratio: the group has its own rate throughout, times the <see cref="Schedule"/>'s
    /// factor, and this property refuses to be set.
    /// </summary>
    /// <exception cref="InvalidOperationException">Set where the options' rate is 0 and a group's is not.</exception>
    public double LearningRate
    {
        get => rate;
        set
        {
            Setting.NotNegative(value);
            if (groups.Exists(HasNoRatio))
                throw new InvalidOperationException(NoRatio);
            rate = value;
        }
    }

    /// <summary>η of the step to come, after the schedule.</summary>
    public double EffectiveLearningRate => rate * (Schedule?.Factor(Steps) ?? 1);

    /// <summary>How the learning rate changes with the steps; null for a constant rate.</summary>
    public Schedule? Schedule { get; init; }

    /// <summary>How gradients are clipped; null for not at all.</summary>
    public GradientClipping? Clipping { get; init; }

    /// <summary>
    /// What gradients are multiplied by before anything else: 1/n for gradients that were summed over n batches, 1/s
    /// for a loss that was scaled by s. Default 1.
    /// </summary>
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
    /// The names of the parameters in the arena; for groups, clipping by norm, and errors that say which weight they
    /// mean.
    /// </summary>
    public ParameterLayout? Layout { get; init; }

    /// <summary>
    /// The threads that share a step; null for the caller's alone. The bits of the result do not depend on it.
    /// </summary>
    public WorkerPool? Pool { get; set; }

    /// <summary>The groups of parameters; the first holds all that no later one selects.</summary>
    public IReadOnlyList<ParameterGroup> Groups => groups;

    /// <summary>
    /// The named arrays that the rule keeps; empty before the first step, and for a rule without state.
    /// </summary>
    public IReadOnlyList<StateSlot<T>> State
    {
        get
        {
            var list = new List<StateSlot<T>>();
            for (int i = 0; i < slots.Length; i++)
            {
                if (slots[i] is { } block)
                    list.Add(new StateSlot<T>(sweep.SlotName(i)!, block.Memory));
            }
            return list;
        }
    }

    /// <summary>
    /// Gives some parameters settings of their own. Where several groups select a parameter, the last one added wins.
    /// </summary>
    /// <param name="name">What the group is called.</param>
    /// <param name="options">Its settings.</param>
    /// <param name="selects">Which parameters of the <see cref="Layout"/> belong to it.</param>
    /// <remarks>
    /// Parameters need names for it: those of the <see cref="Layout"/>, or of the list that is stepped. A step over
    /// weights without names refuses.
    /// </remarks>
    /// <exception cref="InvalidOperationException">
    /// State was made already, by a step or by <see cref="Restore"/>; or the options' rate is 0, the group's is not,
    /// and <see cref="LearningRate"/> was set.
    /// </exception>
    /// <exception cref="ArgumentException">
    /// The name is empty; or the settings are another optimizer's, keep other state, or mean something else by it.
    /// </exception>
    public void AddGroup(string name, OptimizerOptions options, Func<ParameterRange, bool> selects)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(selects);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        if (Length >= 0)
            throw new InvalidOperationException(
                $"The group \"{name}\" comes too late: groups are added before the first step."
            );
        if (options.CreateSweep<T>().GetType() != sweep.GetType())
        {
            throw new ArgumentException(
                $"The group \"{name}\" would keep other state than the rest: it must be {Options.Name} with "
                    + "the same slots. Use a second optimizer for it.",
                nameof(options)
            );
        }
        if (options.StateForm != Options.StateForm)
        {
            throw new ArgumentException(
                $"The group \"{name}\" would keep its state in the form \"{options.StateForm}\", and the rest "
                    + $"in the form \"{Options.StateForm}\": one optimizer has one form. Use a second optimizer for "
                    + "it.",
                nameof(options)
            );
        }
        var group = new ParameterGroup(name, options, selects);
        if (rate != Options.LearningRate && HasNoRatio(group))
            throw new InvalidOperationException(NoRatio);
        groups.Add(group);
    }

    /// <summary>Takes one step: moves the weights by their gradients.</summary>
    /// <param name="parameters">θ: read and written. The same number of weights at every step.</param>
    /// <param name="gradients">g: read. As many as there are weights.</param>
    /// <exception cref="ArgumentException">
    /// The lengths differ, from each other or from the last step's, or the two overlap.
    /// </exception>
    /// <exception cref="InvalidOperationException">
    /// There are groups, or clipping by norm, and the weights have no names (<see cref="Layout"/>); or the
    /// <see cref="Schedule"/> gives a factor that is not a finite number of 0 or more. Nothing was changed.
    /// </exception>
    /// <exception cref="NonFiniteGradientException">
    /// A gradient is not finite and the policy is <see cref="NonFinitePolicy.Stop"/>; nothing was changed.
    /// </exception>
    public void Step(Span<T> parameters, ReadOnlySpan<T> gradients)
    {
        Require.SameLength(parameters.Length, gradients.Length);
        Require.Apart<T>(parameters, "parameters", gradients, "gradients");
        Prepare(parameters.Length, Layout, apart: false);
        fixed (
            T* θ = parameters,
                g = gradients
        )
        {
            for (int i = 0; i < segments.Length; i++)
            {
                segments[i].Parameters = θ + segments[i].Offset;
                segments[i].Gradients = g + segments[i].Offset;
            }
            Step(Layout);
        }
    }

    /// <summary>Takes one step over weights that lie in separate places.</summary>
    /// <param name="tensors">
    /// The weights and gradients; the same list at every step, or another of the same names and lengths in the same
    /// order.
    /// </param>
    /// <exception cref="ArgumentException">
    /// The list holds other tensors than the optimizer's state is for, by name, length or order; nothing was changed.
    /// </exception>
    /// <exception cref="ObjectDisposedException">The list was disposed.</exception>
    /// <exception cref="InvalidOperationException">
    /// The <see cref="Schedule"/> gives a factor that is not a finite number of 0 or more; nothing was changed.
    /// </exception>
    /// <exception cref="NonFiniteGradientException">
    /// A gradient is not finite and the policy is <see cref="NonFinitePolicy.Stop"/>; nothing was changed.
    /// </exception>
    public void Step(TensorList<T> tensors)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        tensors.RequireUsable();
        if (fitting != (tensors, tensors.Count))
        {
            RequireFitting(tensors.Layout);
            fitting = (tensors, tensors.Count);
        }
        Prepare(tensors.Layout.Length, tensors.Layout, apart: true);
        tensors.Point(segments);
        Step(tensors.Layout);
    }

    void Step(ParameterLayout? layout)
    {
        double limit = GradientLimit(),
            factor = Schedule?.CheckedFactor(Steps) ?? 1;
        SumSquares();
        if (NonFinite != NonFinitePolicy.Allow && !SquaresAreWithin(limit) && !AllWithin(limit))
        {
            if (NonFinite == NonFinitePolicy.Stop)
                throw Offender(layout, limit);
            SkippedSteps++;
            return;
        }
        for (int i = 0; i < groups.Count; i++)
            sweep.Prepare(i, groups[i].Options, new Moment(Steps + 1, factor * GroupRate(i)));
        PrepareIntakes(factor);
        Sweep();
        sharedBefore = Pool?.Shared ?? 0;
        Steps++;
    }

    // A group of the optimizer's own rate has the rate itself, and an unchanged rate leaves a group's as it is: to the
    // last bit.
    double GroupRate(int group)
    {
        double own = groups[group].Options.LearningRate,
            first = Options.LearningRate;
        if (group == 0 || own == first)
            return rate;
        return HasNoRatio(groups[group]) ? own : own * (rate / first);
    }

    const string NoRatio =
        "The learning rate cannot be changed: the options' is 0 and a group has one of its own, so there is "
        + "no ratio for the group to keep. "
        + "Give the options a rate above 0 (a frozen parameter can be a group of rate 0), or change the rate "
        + "by a Schedule.";

    bool HasNoRatio(ParameterGroup group) => Options.LearningRate == 0 && group.Options.LearningRate > 0;

    // A list of the same total cut otherwise would be read and written past its tensors' ends; one in another order
    // would take the state of other weights.
    void RequireFitting(ParameterLayout list)
    {
        IReadOnlyList<ParameterRange>? known = named ?? Layout?.Entries;
        for (int i = 0; i < Math.Max(known?.Count ?? 0, list.Entries.Count) && known is not null; i++)
        {
            string was = Describe(known, i),
                now = Describe(list.Entries, i);
            if (was != now)
                throw new ArgumentException(
                    $"The optimizer's tensor {i + 1} is {was}, but in this list it is {now}. Give the same "
                        + "tensors in the same order, or use another optimizer.",
                    nameof(list)
                );
        }

        static string Describe(IReadOnlyList<ParameterRange> tensors, int i) =>
            i < tensors.Count ? $"\"{tensors[i].Name}\" of {tensors[i].Length} weights" : "missing";
    }

    void Prepare(int length, ParameterLayout? layout, bool apart)
    {
        if (Length >= 0)
            Require.Unchanged(Length, length);
        if (segments.Length == 0 || apart != tensorsApart)
            Cut(length, layout, apart);
        if (Length < 0)
            MakeState(length);
    }

    // Cuts the arena into the ranges that are stepped with one set of settings; tensors that lie apart are ranges of
    // their own.
    void Cut(int length, ParameterLayout? layout, bool apart)
    {
        if (layout is not null && layout.Length != length)
            throw new ArgumentException(
                $"The layout names {layout.Length} weights, but there are {length}.",
                nameof(layout)
            );
        if (layout is null && NeedsNames)
            throw new InvalidOperationException(
                "Groups and clipping by norm need to know which weights make a parameter: give the optimizer a Layout."
            );
        bool joins = !apart && Clipping is not { Kind: ClippingKind.Norm };
        var cut = new List<Segment<T>>();
        ranges = layout is null ? [new ParameterRange("the parameters", 0, length)] : [.. layout.Entries];
        foreach (var entry in ranges)
        {
            int group = groups.FindLastIndex(candidate => candidate.Selects(entry));
            if (joins && cut.Count > 0 && cut[^1].Group == group)
                cut[^1] = cut[^1] with { Length = cut[^1].Length + entry.Length };
            else
                cut.Add(
                    new Segment<T>
                    {
                        Offset = entry.Offset,
                        Length = entry.Length,
                        Group = group,
                    }
                );
        }
        if (layout is not null)
            named = ranges;
        segments = [.. cut];
        squares = new double[Math.Max(1, segments.Length)];
        tensorsApart = apart;
    }

    bool NeedsNames => groups.Count > 1 || Clipping is { Kind: ClippingKind.Norm };

    void MakeState(int length)
    {
        for (int i = 0; i < slots.Length; i++)
        {
            if (sweep.SlotName(i) is not { } name)
                continue;
            slots[i] = new Block<T>(length);
            foreach (var segment in segments)
            {
                double start = groups[segment.Group].Options.InitialValue(name);
                slots[i]!.Span.Slice(segment.Offset, segment.Length).Fill(T.CreateTruncating(start));
            }
        }
        Length = length;
    }
}
