using System.Numerics;
using System.Runtime.CompilerServices;
using Surefoot.Clipping;
using Surefoot.Memory;
using Surefoot.Rules;
using Surefoot.Settings;
using Surefoot.Sweeps;
using Surefoot.Threading;

namespace Surefoot.Optimizers;

/// <summary>
/// What a user holds: settings, state, and <see cref="Step(Span{T}, ReadOnlySpan{T}, double?)"/>. The state is made at
/// the first step, one number a weight for each slot of the rule, and a step allocates nothing. One optimizer belongs
/// to one set of weights, and to one thread at a time.
/// </summary>
/// <example>
/// <code>
/// var optimizer = new Optimizer&lt;float&gt;(new AdamOptions { LearningRate = 3e-4 })
/// {
///     Clipping = GradientClipping.ByGlobalNorm(1),
///     Schedule = new WarmupSchedule(100, new CosineSchedule(10_000)),
/// };
/// optimizer.Step(weights, gradients);
/// OptimizerSnapshot&lt;float&gt; saved = optimizer.Save();
/// </code>
/// </example>
/// <typeparam name="T">float or double.</typeparam>
public unsafe class Optimizer<T> : OptimizerBase<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    readonly SegmentList<T> segments;
    readonly SegmentSweep<T> sweep;
    readonly SegmentNorms<T> norms;

    /// <summary>An optimizer with the given settings.</summary>
    /// <param name="options">The settings; their kind says which rule it is.</param>
    /// <exception cref="ArgumentException">Two settings do not go together.</exception>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is neither float nor double.</exception>
    public Optimizer(OptimizerOptions options)
        : base(options)
    {
        segments = new SegmentList<T>(ParameterGroups);
        sweep = new SegmentSweep<T>(Rule, Slots, segments);
        norms = new SegmentNorms<T>(segments);
    }

    /// <summary>How many weights the optimizer steps; −1 before it has seen any.</summary>
    public int Length { get; private set; } = -1;

    /// <summary>
    /// The names of the parameters in the arena; for groups, clipping by norm, and errors that say which weight they
    /// mean.
    /// </summary>
    public ParameterLayout? Layout { get; init; }

    /// <summary>The groups of parameters; the first holds all that no later one selects.</summary>
    public IReadOnlyList<ParameterGroup> Groups => ParameterGroups.List;

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
    /// and <see cref="OptimizerBase{T}.LearningRate"/> was set.
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
        ParameterGroups.Add(new ParameterGroup(name, options, selects), Rule);
    }

    /// <summary>Takes one step: moves the weights by their gradients.</summary>
    /// <param name="parameters">θ: read and written. The same number of weights at every step.</param>
    /// <param name="gradients">g: read. As many as there are weights.</param>
    /// <param name="globalNorm">
    /// For clipping by global norm, where others step more of the same model's gradients: the norm of all of them,
    /// these included, as <see cref="GradientNorm"/> takes each. Null, the default, where these are all; unused by
    /// other clipping.
    /// </param>
    /// <exception cref="ArgumentException">
    /// The lengths differ, from each other or from the last step's, or the two overlap; or the global norm is smaller
    /// than that of these gradients alone.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// The global norm is negative, NaN or infinite; nothing was changed.
    /// </exception>
    /// <exception cref="InvalidOperationException">
    /// There are groups, or clipping by norm, and the weights have no names (<see cref="Layout"/>); or the
    /// <see cref="OptimizerBase{T}.Schedule"/> gives a factor that is not a finite number of 0 or
    /// more. Nothing was changed.
    /// </exception>
    /// <exception cref="NonFiniteGradientException">
    /// A gradient is not finite and the policy is <see cref="NonFinitePolicy.Stop"/>; nothing was changed.
    /// </exception>
    public void Step(Span<T> parameters, ReadOnlySpan<T> gradients, double? globalNorm = null)
    {
        Require.SameLength(parameters.Length, gradients.Length);
        Require.Apart<T>(parameters, "parameters", gradients, "gradients");
        Prepare(parameters.Length, Layout, apart: false);
        fixed (
            T* θ = parameters,
                g = gradients
        )
        {
            segments.Point(θ, g);
            Step(globalNorm);
        }
    }

    /// <summary>Takes one step over weights that lie in separate places.</summary>
    /// <param name="tensors">
    /// The weights and gradients; the same list at every step, or another of the same names and lengths in the same
    /// order.
    /// </param>
    /// <param name="globalNorm">As for weights in one piece.</param>
    /// <exception cref="ArgumentException">
    /// The list holds other tensors than the optimizer's state is for, by name, length or order; or the global norm is
    /// smaller than that of these gradients alone. Nothing was changed.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// The global norm is negative, NaN or infinite; nothing was changed.
    /// </exception>
    /// <exception cref="ObjectDisposedException">The list was disposed.</exception>
    /// <exception cref="InvalidOperationException">
    /// The <see cref="OptimizerBase{T}.Schedule"/> gives a factor that is not a finite number of 0 or more;
    /// nothing was changed.
    /// </exception>
    /// <exception cref="NonFiniteGradientException">
    /// A gradient is not finite and the policy is <see cref="NonFinitePolicy.Stop"/>; nothing was changed.
    /// </exception>
    public void Step(TensorList<T> tensors, double? globalNorm = null)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        tensors.RequireUsable();
        segments.RequireFitting(tensors, Layout);
        Prepare(tensors.Layout.Length, tensors.Layout, apart: true);
        tensors.Point(segments.All);
        Step(globalNorm);
    }

    void Step(double? globalNorm)
    {
        double factor = Schedule?.CheckedFactor(Steps) ?? 1;
        var gate = Gate;
        var sharing = sweep.Sharing(Pool, Length);
        if (!Passes(gate, NonFinite == NonFinitePolicy.Allow ? null : gate.Limit, sharing))
        {
            Refuse(segments.All, gate.Limit);
            return;
        }
        Move(gate, factor, globalNorm, sharing);
    }

    // Takes the norms, and looks at the gradients where there is a limit.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    bool Passes(in GradientGate<T> gate, double? limit, WorkerPool? sharing)
    {
        if (gate.ClipsNorm)
            norms.Take(sharing);
        return limit is not { } most
            || (gate.ClipsNorm && norms.AreWithin(most))
            || sweep.AllWithin(most, Length, sharing);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    void Move(in GradientGate<T> gate, double factor, double? globalNorm, WorkerPool? sharing)
    {
        // The rules first: what is stored in parts just before the sweep reads it whole holds it up (5 ns, measured).
        ParameterGroups.Prepare(Rule, Steps + 1, factor);
        Admit(gate, factor, globalNorm is { } norm ? Setting.NotNegative(norm, nameof(globalNorm)) : null);
        sweep.Step(Length, sharing, Pool);
        Steps++;
    }

    // A step in two halves, as that of a row-sparse table: first all are looked at, then all are stepped, or none.

    /// <summary>
    /// The first half of a step: looks at the gradients. No weight is changed; <see cref="StepLooked"/> may follow,
    /// with the same gradients.
    /// </summary>
    /// <param name="parameters">θ.</param>
    /// <param name="gradients">g.</param>
    /// <param name="always">Whether what is not finite counts under <see cref="NonFinitePolicy.Allow"/> too.</param>
    /// <returns>What is wrong with a gradient; null where nothing is.</returns>
    internal NonFiniteGradientException? Look(Span<T> parameters, ReadOnlySpan<T> gradients, bool always)
    {
        Require.SameLength(parameters.Length, gradients.Length);
        Require.Apart<T>(parameters, "parameters", gradients, "gradients");
        Schedule?.CheckedFactor(Steps);
        Prepare(parameters.Length, Layout, apart: false);
        LookedNorm = 0;
        fixed (
            T* θ = parameters,
                g = gradients
        )
        {
            segments.Point(θ, g);
            var gate = Gate;
            double? limit = LookLimit(gate, always);
            if (!Passes(gate, limit, sweep.Sharing(Pool, Length)))
                return Offender(segments.All, limit!.Value);
            if (Clipping is { Kind: ClippingKind.GlobalNorm })
                LookedNorm = Norm(norms.AllSquares, segments.All).Value;
            return null;
        }
    }

    /// <summary>The second half, on what <see cref="Look"/> looked at.</summary>
    internal void StepLooked(Span<T> parameters, ReadOnlySpan<T> gradients, double? globalNorm)
    {
        fixed (
            T* θ = parameters,
                g = gradients
        )
        {
            segments.Point(θ, g);
            Move(Gate, Schedule?.CheckedFactor(Steps) ?? 1, globalNorm, sweep.Sharing(Pool, Length));
        }
    }

    private protected override ParameterRange ParameterAt(int place) => segments.ParameterAt(place);

    // Says what happens to the gradients of each segment before the rule sees them.
    void Admit(in GradientGate<T> gate, double factor, double? globalNorm)
    {
        var all = segments.All;
        bool each = Clipping is { Kind: ClippingKind.Norm };
        double scale =
            gate.ClipsNorm && !each ? gate.Multiplier(Norm(norms.AllSquares, all), globalNorm) : GradientScale;
        for (int i = 0; i < all.Length; i++)
            all[i].Transform = GradientTransform<T>.At<Number<T>>(
                ParameterGroups.List[all[i].Group].Options,
                factor * ParameterGroups.RateOf(all[i].Group),
                each ? gate.Multiplier(Norm(norms.Squares[i], all.Slice(i, 1))) : scale,
                gate.Bound
            );
    }

    static VectorNorm Norm(double squares, ReadOnlySpan<Segment<T>> gradients) =>
        VectorNorm.Of(squares) ?? GradientScan<T>.LargeNorm(gradients);

    /// <summary>
    /// The Euclidean norm of gradients, before scaling; for others that are clipped by global norm with them. Infinite
    /// or NaN where one is.
    /// </summary>
    /// <param name="gradients">As many as there are weights.</param>
    public double GradientNorm(ReadOnlySpan<T> gradients)
    {
        fixed (T* g = gradients)
        {
            double squares = norms.SumOfSquares(g, gradients.Length, sweep.Sharing(Pool, Length));
            return Norm(squares, [new Segment<T>(0, gradients.Length, 0) { Gradients = g }]).Value;
        }
    }

    void Prepare(int length, ParameterLayout? layout, bool apart)
    {
        if (Length >= 0)
            Require.Unchanged(Length, length);
        if (segments.All.Length == 0 || apart != segments.AreApart)
            Cut(length, layout, apart);
        if (Length < 0)
            MakeState(length);
    }

    void Cut(int length, ParameterLayout? layout, bool apart)
    {
        if (layout is null && NeedsNames)
            throw new InvalidOperationException(
                "Groups and clipping by norm need to know which weights make a parameter: give the optimizer a Layout."
            );
        segments.Cut(length, layout, apart, joins: !apart && Clipping is not { Kind: ClippingKind.Norm });
    }

    bool NeedsNames => Groups.Count > 1 || Clipping is { Kind: ClippingKind.Norm };

    void MakeState(int length)
    {
        Slots.Make(length);
        foreach (ref readonly var segment in segments.All)
            Slots.Fill(segment.Offset, segment.Length, Groups[segment.Group].Options);
        Length = length;
    }

    /// <summary>A copy of all that the optimizer remembers.</summary>
    public OptimizerSnapshot<T> Save() => Snapshot();

    /// <summary>
    /// Goes on from a copy made by <see cref="Save"/>, at the copy's <see cref="OptimizerBase{T}.LearningRate"/>. An
    /// optimizer that has taken no step yet takes the length from it.
    /// </summary>
    /// <param name="snapshot">The copy.</param>
    /// <exception cref="ArgumentException">It is another optimizer's or dialect's, was made under other settings
    /// (<see cref="OptimizerOptions.StateSettings"/>), lacks a slot, has one too many, one of another length, or one
    /// with a number that is not finite (unless <see cref="OptimizerBase{T}.NonFinite"/> is
    /// <see cref="NonFinitePolicy.Allow"/>); or its rate is another where <see cref="OptimizerBase{T}.LearningRate"/>
    /// cannot be set. Nothing was changed.</exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// Its count of steps, of skipped steps or its rate is negative; nothing was changed.
    /// </exception>
    public void Restore(OptimizerSnapshot<T> snapshot)
    {
        RequireOwn(snapshot);
        if (snapshot is { Steps: 0, Slots.Count: 0 })
        {
            // Saved before the first step: the state is yet to be made, here or, where the groups of the weights are
            // not known either, at the first step.
            if (segments.All.Length > 0)
                MakeState(Length);
            else
            {
                Length = -1;
                Slots.Clear();
            }
        }
        else
        {
            RequireSlots(snapshot, Length >= 0 ? Length : Layout?.Length);
            if (Length < 0 && Slots.Names is [var first, ..])
            {
                int length = snapshot.Slots[first].Length;
                // Names may yet come with the list that is stepped.
                if (Layout is not null || !NeedsNames)
                    Cut(length, Layout, apart: false);
                MakeState(length);
            }
            Slots.Restore(snapshot.Slots);
        }
        Restore(snapshot.Steps, snapshot.SkippedSteps, snapshot.LearningRate);
    }

    /// <summary>
    /// Writes the effective rate of each weight: what its gradient is multiplied by, η/(√v + ε) for RMSprop.
    /// </summary>
    /// <remarks>
    /// η is the present <see cref="OptimizerBase{T}.LearningRate"/>, or the group's in its ratio to it, times the
    /// <see cref="OptimizerBase{T}.Schedule"/>'s factor at the last step.
    /// </remarks>
    /// <param name="destination">Where the rates go.</param>
    /// <param name="start">The first weight to look at; default 0.</param>
    /// <exception cref="InvalidOperationException">
    /// No step was taken yet; or none since restoring, and the parameters need names that only the step brings.
    /// </exception>
    /// <exception cref="ArgumentException">The range goes past the last weight.</exception>
    public void EffectiveRates(Span<T> destination, int start = 0)
    {
        RequireRates();
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        if (start > Length - destination.Length)
            throw new ArgumentException(
                $"Weights {start} to {start + (long)destination.Length - 1} were asked for; there are {Length}.",
                nameof(destination)
            );
        ParameterGroups.Prepare(Rule, Steps, Schedule?.Factor(Steps - 1) ?? 1);
        fixed (T* rates = destination)
        {
            foreach (ref readonly var segment in segments.All)
            {
                int from = Math.Max(start, segment.Offset),
                    to = Math.Min(start + destination.Length, segment.Offset + segment.Length);
                if (from < to)
                    Rule.EffectiveRates(
                        segment.Group,
                        Slots.Streams(null, null, from),
                        rates + (from - start),
                        to - from
                    );
            }
        }
    }

    /// <summary>
    /// The smallest, the largest and the quantiles of the effective rates of all weights, or of one parameter's,
    /// without a copy of the state.
    /// </summary>
    /// <param name="parameter">The parameter's name in the <see cref="Layout"/>; null for all weights.</param>
    /// <exception cref="InvalidOperationException">
    /// No step was taken yet; or none since restoring, and the parameters need names that only the step brings.
    /// </exception>
    /// <exception cref="ArgumentException">There is no parameter of that name.</exception>
    public RateSummary SummarizeRates(string? parameter = null)
    {
        RequireRates();
        var range = new ParameterRange("all", 0, Length);
        if (parameter is not null)
        {
            range = Layout?.Entries.FirstOrDefault(entry => entry.Name == parameter) ?? default;
            if (range.Name is null)
                throw new ArgumentException($"There is no parameter named \"{parameter}\".", nameof(parameter));
        }
        return RateHistogram.Summarize(this, range);
    }

    void RequireRates()
    {
        if (Steps == 0)
            throw new InvalidOperationException("There are no effective rates before the first step.");
        if (segments.All.Length == 0)
            throw new InvalidOperationException(
                "After restoring, the weights' names, and with them their groups, are known from the next "
                    + "step on; there are no effective rates before it."
            );
    }
}
