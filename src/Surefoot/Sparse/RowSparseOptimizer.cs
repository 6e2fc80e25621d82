using System.Globalization;
using System.Numerics;
using Surefoot.Clipping;
using Surefoot.Memory;
using Surefoot.Optimizers;
using Surefoot.Rules;
using Surefoot.Schedules;
using Surefoot.Sweeps;
using Surefoot.Threading;

namespace Surefoot.Sparse;

/// <summary>
/// An optimizer for a table of which each batch uses some rows, such as an embedding. It makes the steps of the dense
/// algorithm, in which every row takes part in every step, at the cost of the rows that have a gradient: what the
/// others would have gone through is made up for when they are next used.
/// </summary>
/// <remarks>
/// <para>Rows are stale until caught up with. Call <see cref="CatchUp"/> before rows are read where
/// <see cref="MovesRestingRows"/>, and <see cref="Flush"/> before the whole table or the <see cref="State"/> is read.
/// Keras reaches the same weights by walking the whole table at every step; TensorFlow's sparse RMSprop leaves out what
/// rows go through at rest, which is another algorithm; PyTorch has none.</para>
/// <para>RMSprop, AdaGrad and gradient descent in all their variants, weight decay decoupled. Not Adam, and not coupled
/// weight decay: there a row without gradient does not rest. The state is made at construction; a step allocates
/// nothing once it has seen its largest batch. One thread at a time.</para>
/// </remarks>
/// <typeparam name="T">float or double.</typeparam>
public sealed unsafe partial class RowSparseOptimizer<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    // A record of a changing rest reaches this far at least; for large tables, a step for every 16 rows.
    const int ShortestReach = 4096,
        RowsPerStep = 16;

    readonly RuleSweep<T> sweep;
    readonly Block<T>?[] slots = new Block<T>?[3];
    readonly RestRecord rests;
    readonly int[] touches;
    readonly TouchedRows touched;

    // Last touches are counted from here.
    long origin;

    /// <summary>An optimizer for one table.</summary>
    /// <param name="options">The settings; RMSprop, AdaGrad or gradient descent.</param>
    /// <param name="rows">How many rows the table has, 1 or more.</param>
    /// <param name="width">How many weights a row has, 1 or more.</param>
    /// <exception cref="ArgumentException">
    /// The table is too large for one span, two settings do not go together, or rows without gradient would not rest.
    /// </exception>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is neither float nor double.</exception>
    public RowSparseOptimizer(OptimizerOptions options, int rows, int width)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        if ((long)rows * width > Array.MaxLength)
            throw new ArgumentException(
                $"A table of {rows} × {width} has more than {Array.MaxLength} weights; split it into several.",
                nameof(rows)
            );
        options.Validate();
        sweep = options.CreateSweep<T>();
        RefuseWhatDoesNotRest(options, sweep.RestObstacle);
        (Options, Rows, Width, LearningRate) = (options, rows, width, options.LearningRate);
        ahead = (int)Math.Clamp(BytesAhead / ((long)width * sizeof(T)), 1, MostRowsAhead);
        touches = new int[rows];
        touched = new TouchedRows(touches);
        for (int i = 0; i < slots.Length; i++)
        {
            if (sweep.SlotName(i) is not { } name)
                continue;
            slots[i] = new Block<T>(rows * width);
            slots[i]!.Span.Fill(T.CreateTruncating(options.InitialValue(name)));
        }

        // Where two steps that share neither number nor rate do the same to a resting row, all do.
        Rest one = RestAt(new Moment(1, 0.5)),
            other = RestAt(new Moment(2, 0.25));
        MovesRestingRows = one.MovesWeights || other.MovesWeights;
        rests = one == other ? new SteadyRest(one) : new ChangingRest(Math.Max(ShortestReach, rows / RowsPerStep));
    }

    /// <summary>The settings.</summary>
    public OptimizerOptions Options { get; }

    /// <summary>How many rows the table has.</summary>
    public int Rows { get; }

    /// <summary>How many weights a row has.</summary>
    public int Width { get; }

    /// <summary>How many steps were taken; skipped ones do not count.</summary>
    public long Steps { get; private set; }

    /// <summary>How many steps were skipped under <see cref="NonFinitePolicy.Skip"/>.</summary>
    public long SkippedSteps { get; private set; }

    /// <summary>
    /// η before the schedule; starts as the options' and may be set between any two steps. Rows that rest move at the
    /// rate that each step had.
    /// </summary>
    public double LearningRate
    {
        get;
        set => field = Setting.NotNegative(value);
    }

    /// <summary>η of the step to come, after the schedule.</summary>
    public double EffectiveLearningRate => LearningRate * (Schedule?.Factor(Steps) ?? 1);

    /// <summary>How the learning rate changes with the steps; null for a constant rate.</summary>
    public Schedule? Schedule { get; init; }

    /// <summary>How gradients are clipped, after repeated rows were summed; null for not at all. By norm: the table's;
    /// by global norm: the table's and that of the others (<see cref="OtherGradientNorm"/>).</summary>
    public GradientClipping? Clipping { get; init; }

    /// <summary>
    /// The norm of gradients that other optimizers step, to be clipped by global norm with this table's; see
    /// <see cref="Optimizer{T}.OtherGradientNorm"/>. Default 0.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative, NaN or infinite.</exception>
    public double OtherGradientNorm
    {
        get;
        set => field = Setting.NotNegative(value);
    }

    /// <summary>What gradients are multiplied by before anything else. Default 1.</summary>
    public double GradientScale
    {
        get;
        set => field = Setting.Positive(value);
    } = 1;

    /// <summary>
    /// What to do about gradients that are not finite numbers, or sums of them that are not. Default
    /// <see cref="NonFinitePolicy.Stop"/>.
    /// </summary>
    public NonFinitePolicy NonFinite { get; init; }

    /// <summary>What errors call the table. Default "the table".</summary>
    public string Name { get; init; } = "the table";

    /// <summary>
    /// The threads that share a step; null for the caller's alone. The bits of the result do not depend on it.
    /// </summary>
    public WorkerPool? Pool { get; set; }

    /// <summary>
    /// Whether rows without gradient move: by momentum or decoupled weight decay. Where they do not, weights may be
    /// read at any time, and <see cref="CatchUp"/> and <see cref="Flush"/> matter only to who reads the state.
    /// </summary>
    public bool MovesRestingRows { get; }

    /// <summary>
    /// The named arrays that the rule keeps, rows × width each. A row's state is that of its last touch until
    /// <see cref="CatchUp"/> or <see cref="Flush"/> brings it to the present step.
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

    static void RefuseWhatDoesNotRest(OptimizerOptions options, string? obstacle)
    {
        if (obstacle is not null)
            throw new ArgumentException(
                $"{options.Name} cannot be exact on row-sparse gradients. {obstacle}. Use RMSprop, AdaGrad or "
                    + "gradient descent for this table.",
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
