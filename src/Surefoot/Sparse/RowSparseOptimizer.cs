using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;
using Surefoot.Clipping;
using Surefoot.Memory;
using Surefoot.Optimizers;
using Surefoot.Rules;
using Surefoot.Settings;
using Surefoot.Sweeps;

namespace Surefoot.Sparse;

/// <summary>
/// An optimizer for a table of which each batch uses some rows, such as an embedding. It makes the steps of the dense
/// algorithm, in which every row takes part in every step, at the cost of the rows that have a gradient: what the
/// others would have gone through is made up for when they are next used.
/// </summary>
/// <example>
/// <code>
/// const int Rows = 50_000, Width = 64;
/// float[] table = new float[Rows * Width];
/// var optimizer = new RowSparseOptimizer&lt;float&gt;(new RmsPropOptions(), Rows, Width);
/// int[] used = [7, 4211, 7];
/// float[] slopes = new float[used.Length * Width];
/// optimizer.CatchUp(table, used);    // before the rows are read
/// optimizer.Step(table, used, slopes);
/// optimizer.Flush(table);    // before the whole table is read or saved
/// </code>
/// </example>
/// <remarks>
/// <para>Rows are stale until caught up with. Call <see cref="CatchUp"/> before rows are read where
/// <see cref="MovesRestingRows"/>, and <see cref="Flush"/> before the whole table or the
/// <see cref="OptimizerBase{T}.State"/> is read. Keras reaches the same weights by walking the whole table at every
/// step; TensorFlow's sparse RMSprop leaves out what rows go through at rest, which is another algorithm; PyTorch has
/// none.</para>
/// <para>The gradients of a row that occurs several times in a batch are summed before anything else. Clipping by norm
/// takes those of a step as one vector.</para>
/// <para>RMSprop, AdaGrad, Adadelta and gradient descent in all their variants, weight decay decoupled. Not Adam,
/// NAdam or Lion, and not coupled weight decay: there a row without gradient does not rest. The state is made at
/// construction; a step allocates nothing once it has seen its largest batch. One thread at a time.</para>
/// </remarks>
/// <typeparam name="T">float or double.</typeparam>
public sealed unsafe class RowSparseOptimizer<T> : OptimizerBase<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    // A record of a changing rest reaches this far at least; for large tables, a step for every 16 rows.
    const int ShortestReach = 4096,
        RowsPerStep = 16;

    readonly TableShape shape;
    readonly LazyRows<T> resting;
    readonly RowBatch<T> batch;
    readonly RowSweep<T> sweep;

    /// <summary>An optimizer for one table.</summary>
    /// <param name="options">The settings; RMSprop, AdaGrad, Adadelta or gradient descent.</param>
    /// <param name="rows">How many rows the table has, 1 or more.</param>
    /// <param name="width">How many weights a row has, 1 or more.</param>
    /// <exception cref="ArgumentException">
    /// The table is too large for one span, two settings do not go together, or rows without gradient would not rest.
    /// </exception>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is neither float nor double.</exception>
    public RowSparseOptimizer(OptimizerOptions options, int rows, int width)
        : base(options)
    {
        shape = TableShape.Of(rows, width);
        RefuseWhatDoesNotRest(options, Rule.RestObstacle);
        Slots.Make(shape.Length);
        Slots.Fill(0, shape.Length, options);

        // Where two steps that share neither number nor rate do the same to a resting row, all do.
        Rest one = Prepare(new StepInfo(1, 0.5), 1, double.PositiveInfinity, out _),
            other = Prepare(new StepInfo(2, 0.25), 1, double.PositiveInfinity, out _);
        MovesRestingRows = one.MovesWeights || other.MovesWeights;
        RestRecord record =
            one == other ? new SteadyRest(one) : new ChangingRest(Math.Max(ShortestReach, rows / RowsPerStep));
        resting = new LazyRows<T>(Slots, record, shape);
        batch = new RowBatch<T>(resting.Touches, width);
        sweep = new RowSweep<T>(Rule, Slots, resting, batch, width);
    }

    /// <summary>How many rows the table has.</summary>
    public int Rows => shape.Rows;

    /// <summary>How many weights a row has.</summary>
    public int Width => shape.Width;

    /// <summary>What errors call the table. Default "the table".</summary>
    public string Name { get; init; } = "the table";

    /// <summary>
    /// Whether rows without gradient move: by momentum or decoupled weight decay. Where they do not, weights may be
    /// read at any time, and <see cref="CatchUp"/> and <see cref="Flush"/> matter only to who reads the state.
    /// </summary>
    public bool MovesRestingRows { get; }

    /// <summary>
    /// Takes one step of the whole table, given the rows that have a gradient. An empty batch is a step as well: the
    /// others move on.
    /// </summary>
    /// <param name="table">θ, rows × width; read and written in the given rows.</param>
    /// <param name="rows">
    /// The rows that have a gradient, in any order; the gradients of one that occurs several times are summed, first to
    /// last.
    /// </param>
    /// <param name="gradients">g, rows.Length × width: the gradient of each row given.</param>
    /// <param name="globalNorm">
    /// As in <see cref="Optimizer{T}.Step(Span{T}, ReadOnlySpan{T}, double?)"/>; default null.
    /// </param>
    /// <exception cref="ArgumentException">
    /// A length does not fit, or table and gradients overlap, or the global norm is smaller than that of these
    /// gradients alone; nothing was changed.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// A row is not in the table, or the global norm is negative, NaN or infinite; nothing was changed.
    /// </exception>
    /// <exception cref="InvalidOperationException">
    /// The <see cref="OptimizerBase{T}.Schedule"/> gives a factor that is not a finite number of 0 or
    /// more; nothing was changed.
    /// </exception>
    /// <exception cref="NonFiniteGradientException">
    /// A gradient, summed, is not finite and the policy is <see cref="NonFinitePolicy.Stop"/>; nothing was changed. Its
    /// index is the place in the table.
    /// </exception>
    public void Step(Span<T> table, ReadOnlySpan<int> rows, ReadOnlySpan<T> gradients, double? globalNorm = null)
    {
        shape.RequireTable(table.Length);
        shape.RequireGradients(rows, gradients.Length);
        Require.Apart<T>(table, "table", gradients, "gradients");
        if (globalNorm is { } norm)
            Setting.NotNegative(norm, nameof(globalNorm));
        double η = CheckedRate;
        Begin(table);
        fixed (
            T* θ = table,
                g = gradients
        )
        {
            try
            {
                batch.Gather(rows, g);
                if (Passes(NonFinite == NonFinitePolicy.Allow ? null : Gate.Limit))
                    Move(θ, η, globalNorm, null);
                else
                    Refuse(batch.Segments(), Gate.Limit);
            }
            finally
            {
                batch.Release();
            }
        }
    }

    // η of the step to come; a schedule that gives no rate is refused.
    double CheckedRate => LearningRate * (Schedule?.CheckedFactor(Steps) ?? 1);

    void Begin(Span<T> table)
    {
        if (Steps - resting.Origin >= LargestTouch)
            Flush(table);
    }

    // Sums the gradients of repeated rows; false where one is beyond the limit, if there is any.
    bool Passes(double? limit) =>
        (limit is null && !batch.Repeats) || sweep.Sum(limit is { } most ? T.CreateTruncating(most) : null, Pool);

    // Steps on the rows gathered, whose norm may be known.
    void Move(T* θ, double η, double? globalNorm, VectorNorm? known)
    {
        var gate = Gate;
        double? whole = Clipping is { Kind: ClippingKind.GlobalNorm } ? globalNorm : null;
        double multiplier = gate.ClipsNorm ? gate.Multiplier(known ?? Norm(), whole) : GradientScale;
        Rest rest = Prepare(new StepInfo(Steps + 1, η), multiplier, gate.Bound, out GradientTransform<T> transform);
        sweep.Step(θ, transform, (int)(Steps - resting.Origin), Pool);
        batch.ReleaseAt((int)(++Steps - resting.Origin));
        resting.Add(θ, rest, Steps);
    }

    VectorNorm Norm() => VectorNorm.Of(batch.SumOfSquares()) ?? GradientScan<T>.LargeNorm(batch.Segments());

    // Makes the rule and the transform of one step, and says what they do to rows without gradient.
    Rest Prepare(StepInfo step, double multiplier, double bound, out GradientTransform<T> transform)
    {
        Rule.Prepare(0, Options, step);
        transform = GradientTransform<T>.At<Number<T>>(Options, step.LearningRate, multiplier, bound);
        return Rule.Rest(0, transform);
    }

    private protected override ParameterRange ParameterAt(int place) => new(Name, 0, shape.Length);

    /// <summary>
    /// The Euclidean norm of the gradients of a batch, before scaling, those of repeated rows summed; for others that
    /// are clipped by global norm with them. Infinite or NaN where one is.
    /// </summary>
    /// <param name="rows">The rows that have a gradient.</param>
    /// <param name="gradients">g, rows.Length × width.</param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A row is not in the table.</exception>
    public double GradientNorm(ReadOnlySpan<int> rows, ReadOnlySpan<T> gradients)
    {
        shape.RequireGradients(rows, gradients.Length);
        fixed (T* g = gradients)
        {
            try
            {
                batch.Gather(rows, g);
                Passes(null);
                return Norm().Value;
            }
            finally
            {
                batch.Release();
            }
        }
    }

    // A step in two halves, for who steps other weights along with the table and must not step them apart: first all
    // are looked at, then all are stepped, or none.

    VectorNorm? looked;

    /// <summary>
    /// The first half of a step: gathers the rows, and looks at their gradients. No weight and no state is changed;
    /// <see cref="StepLooked"/> or <see cref="Drop"/> has to follow, with the same rows and gradients.
    /// </summary>
    /// <param name="table">θ, rows × width.</param>
    /// <param name="rows">The rows that have a gradient.</param>
    /// <param name="gradients">g, rows.Length × width.</param>
    /// <param name="always">Whether what is not finite counts under <see cref="NonFinitePolicy.Allow"/> too.</param>
    /// <returns>What is wrong with a gradient; null where nothing is.</returns>
    internal NonFiniteGradientException? Look(
        Span<T> table,
        ReadOnlySpan<int> rows,
        ReadOnlySpan<T> gradients,
        bool always
    )
    {
        shape.RequireTable(table.Length);
        shape.RequireGradients(rows, gradients.Length);
        _ = CheckedRate;
        Begin(table);
        LookedNorm = 0;
        looked = null;
        fixed (T* g = gradients)
        {
            batch.Gather(rows, g);
            double? limit = LookLimit(Gate, always);
            if (!Passes(limit))
                return Offender(batch.Segments(), limit!.Value);
            if (Gate.ClipsNorm)
                looked = Norm();
            if (Clipping is { Kind: ClippingKind.GlobalNorm })
                LookedNorm = looked!.Value.Value;
            return null;
        }
    }

    /// <summary>The second half, on what <see cref="Look"/> looked at.</summary>
    internal void StepLooked(Span<T> table, ReadOnlySpan<T> gradients, double? globalNorm)
    {
        fixed (
            T* θ = table,
                g = gradients
        )
        {
            batch.Point(g);
            Move(θ, CheckedRate, globalNorm, looked);
        }
    }

    /// <summary>In place of the second half: nothing was changed.</summary>
    internal void Drop() => batch.Release();

    /// <summary>
    /// Brings rows, weights and state, to the present step, so that they can be read. It costs those rows that are not
    /// there yet.
    /// </summary>
    /// <param name="table">θ, rows × width; written in the given rows.</param>
    /// <param name="rows">The rows that are about to be read; repeats are welcome.</param>
    /// <exception cref="ArgumentException">The table is of another length.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A row is not in the table; nothing was changed.</exception>
    public void CatchUp(Span<T> table, ReadOnlySpan<int> rows)
    {
        shape.RequireTable(table.Length);
        shape.RequireRows(rows);
        fixed (T* θ = table)
            resting.CatchUp(θ, rows, Steps);
    }

    /// <summary>
    /// Brings all rows to the present step, at the cost of a walk over the table. Before saving, evaluating on all
    /// rows, or reading the state.
    /// </summary>
    /// <param name="table">θ, rows × width.</param>
    /// <exception cref="ArgumentException">The table is of another length.</exception>
    public void Flush(Span<T> table)
    {
        shape.RequireTable(table.Length);
        fixed (T* θ = table)
            resting.Flush(θ, Steps);
    }

    /// <summary>Flushes the table, and copies all that the optimizer remembers. Save the table with it.</summary>
    /// <param name="table">θ, rows × width.</param>
    public OptimizerSnapshot<T> Save(Span<T> table)
    {
        Flush(table);
        return Snapshot();
    }

    /// <summary>Goes on from a copy made by <see cref="Save"/>, or by a dense optimizer of the same settings, with the
    /// table as it was then: bit for bit as if the optimizer that saved it had gone on.</summary>
    /// <param name="snapshot">The copy.</param>
    /// <exception cref="ArgumentException">It is another optimizer's or dialect's, its slots are not those of these
    /// settings and this table, or they hold a number that is not finite (unless
    /// <see cref="OptimizerBase{T}.NonFinite"/> is <see cref="NonFinitePolicy.Allow"/>); nothing was
    /// changed.</exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// Its count of steps, of skipped steps or its rate is negative; nothing was changed.
    /// </exception>
    public void Restore(OptimizerSnapshot<T> snapshot)
    {
        RequireOwn(snapshot);
        RequireSlots(snapshot, shape.Length);
        Slots.Restore(snapshot.Slots);
        Restore(snapshot.Steps, snapshot.SkippedSteps, snapshot.LearningRate);
        resting.AllAt(Steps);
        resting.Record.Restart(Steps);
    }

    // What follows is all that is remembered, as it stands, for a checkpoint in the middle of a run. Unlike Save it
    // brings no row to the present step: a row that is brought on in two goes differs in its last digits from one that
    // is in one, so a checkpoint would change the run.

    /// <summary>Where last touches are counted anew; smaller only in tests.</summary>
    internal long LargestTouch { get; init; } = int.MaxValue - 1;

    /// <summary>Where <see cref="Touches"/> are counted from.</summary>
    internal long Origin => resting.Origin;

    /// <summary>The last touch of each row; between two steps only.</summary>
    internal Span<int> Touches => resting.Touches;

    /// <summary>
    /// What the steps have done to resting rows since each, six numbers a step; empty where all steps do the same.
    /// </summary>
    internal Span<double> RestsOfSteps => MemoryMarshal.Cast<Rest, double>(resting.Record.Steps);

    /// <summary>The same for blocks of steps.</summary>
    internal Span<double> RestsOfBlocks => MemoryMarshal.Cast<Rest, double>(resting.Record.Blocks);

    /// <summary>
    /// Takes the counts of a checkpoint; <see cref="OptimizerBase{T}.State"/>, <see cref="Touches"/>,
    /// <see cref="RestsOfSteps"/> and <see cref="RestsOfBlocks"/> are to be filled after it.
    /// </summary>
    internal void Resume(long steps, long skippedSteps, long origin, double rate)
    {
        Restore(steps, skippedSteps, rate);
        resting.Origin = origin;
        resting.Record.Restart(steps);
    }

    static void RefuseWhatDoesNotRest(OptimizerOptions options, string? obstacle)
    {
        if (obstacle is not null)
            throw new ArgumentException(
                $"{options.Name} cannot be exact on row-sparse gradients. {obstacle}. Use RMSprop, AdaGrad, "
                    + "Adadelta or gradient descent for this table.",
                nameof(options)
            );
        if (options.WeightDecay > 0 && options.WeightDecayForm == WeightDecayForm.Coupled)
        {
            throw new ArgumentException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"A coupled weight decay of {options.WeightDecay} cannot be exact on row-sparse "
                        + $"gradients: it gives every row a gradient, λ·θ, at every step, so that no row rests. "
                ) + "Use WeightDecayForm.Decoupled, or no weight decay for this table.",
                nameof(options)
            );
        }
    }
}
