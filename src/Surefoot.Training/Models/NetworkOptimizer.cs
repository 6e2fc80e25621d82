using System.Numerics;
using Surefoot.Clipping;
using Surefoot.Optimizers;
using Surefoot.Sparse;
using Surefoot.Threading;
using Surefoot.Training.Layers;

namespace Surefoot.Training.Models;

/// <summary>
/// What steps a network: one optimizer its arena, and one each its row-sparse tables, where it has any. A table without
/// an optimizer of its own gets one of the arena's settings, which follows the arena's rate and gradient scale.
/// Clipping by global norm takes the arena and those tables as one; a table with an optimizer of its own is clipped as
/// that says.
/// </summary>
/// <example>
/// <code>
/// var arena = new Optimizer&lt;float&gt;(new RmsPropOptions()) { Layout = network.Layout };
/// var optimizer = new NetworkOptimizer&lt;float&gt;(network, arena);
/// network.ZeroGradients();
/// tape.Backward(loss.Apply(tape, network.Forward(tape, x), targets));
/// optimizer.Step();
/// </code>
/// </example>
/// <typeparam name="T">float or double.</typeparam>
public sealed class NetworkOptimizer<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    readonly RowSparseTable<T>[] followers;

    // How long the gradients of the arena, and then of each follower, are.
    readonly double[] norms;

    /// <summary>Gives each table that has none an optimizer.</summary>
    /// <param name="network">The network.</param>
    /// <param name="arena">What steps its arena, with its <see cref="Network{T}.Layout"/> where that is needed.</param>
    /// <exception cref="ArgumentException">
    /// The arena's optimizer cannot be exact on row-sparse tables, and the network has one without an optimizer.
    /// </exception>
    public NetworkOptimizer(Network<T> network, Optimizer<T> arena)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(arena);
        (Network, Arena) = (network, arena);
        foreach (RowSparseTable<T> table in network.Tables)
        {
            if (table.Optimizer is null)
                table.Follow(
                    arena,
                    new RowSparseOptimizer<T>(arena.Options, table.Rows, table.Width)
                    {
                        Schedule = arena.Schedule,
                        Clipping = arena.Clipping,
                        NonFinite = arena.NonFinite,
                        Name = table.Name,
                    }
                );
        }
        followers = [.. network.Tables.Where(table => table.Followed == arena)];
        norms = new double[1 + followers.Length];
    }

    /// <summary>The network.</summary>
    public Network<T> Network { get; }

    /// <summary>What steps its arena, and whose rate and gradient scale the tables follow.</summary>
    public Optimizer<T> Arena { get; }

    /// <summary>
    /// The threads that share a step of the arena or of a table; null for the caller's alone. The bits of the result do
    /// not depend on it.
    /// </summary>
    public WorkerPool? Pool
    {
        get => Arena.Pool;
        set
        {
            Arena.Pool = value;
            foreach (RowSparseTable<T> table in Network.Tables)
                table.Optimizer!.Pool = value;
        }
    }

    /// <summary>
    /// One step of the arena and of every table, on the gradients gathered since
    /// <see cref="Network{T}.ZeroGradients"/>.
    /// </summary>
    /// <remarks>
    /// All take it or none: the gradients of all are looked at before anything is written. Under
    /// <see cref="NonFinitePolicy.Skip"/> each counts the step as skipped, whichever of them has the gradient that is
    /// not finite.
    /// </remarks>
    /// <exception cref="NonFiniteGradientException">
    /// A gradient is not finite and the policy of what steps it is <see cref="NonFinitePolicy.Stop"/>; nothing was
    /// changed.
    /// </exception>
    public void Step()
    {
        Follow();
        if (Network.Tables.Count == 0 && !(RefusesAlways && Arena.NonFinite != NonFinitePolicy.Stop))
        {
            Arena.Step(Network.Parameters, Network.Gradients);
            return;
        }
        try
        {
            if (!MayStep())
                return;
            double? norm = GlobalNorm();
            Arena.StepLooked(Network.Parameters, Network.Gradients, norm);
            foreach (RowSparseTable<T> table in Network.AllTables)
                table.Optimizer!.StepLooked(table.Weight.Value, table.Gradients, table.Followed == Arena ? norm : null);
        }
        finally
        {
            foreach (RowSparseTable<T> table in Network.AllTables)
                table.Optimizer!.Drop();
        }
    }

    /// <summary>
    /// Whether a gradient that is not finite is refused whatever the policies are: for who leaves such steps out by
    /// itself, and counts them.
    /// </summary>
    internal bool RefusesAlways { get; set; }

    // The one decision for all: false where the step is skipped.
    bool MayStep()
    {
        bool skips = Refused(Arena, Arena.Look(Network.Parameters, Network.Gradients, RefusesAlways));
        foreach (RowSparseTable<T> table in Network.AllTables)
        {
            var optimizer = table.Optimizer!;
            skips |= Refused(
                optimizer,
                optimizer.Look(table.Weight.Value, table.UsedRows, table.Gradients, RefusesAlways)
            );
        }
        if (!skips)
            return true;
        Arena.Skip();
        foreach (RowSparseTable<T> table in Network.AllTables)
            table.Optimizer!.Skip();
        return false;
    }

    bool Refused(OptimizerBase<T> optimizer, NonFiniteGradientException? wrong) =>
        wrong is not null && (optimizer.NonFinite == NonFinitePolicy.Skip && !RefusesAlways ? true : throw wrong);

    /// <summary>Multiplies every learning rate, that of tables with an optimizer of their own too.</summary>
    internal void ScaleRates(double factor)
    {
        Arena.LearningRate *= factor;
        foreach (RowSparseTable<T> table in Network.AllTables)
            table.Optimizer!.LearningRate *= factor;
    }

    void Follow()
    {
        foreach (RowSparseTable<T> table in followers)
        {
            table.Optimizer!.LearningRate = Arena.LearningRate;
            table.Optimizer.GradientScale = Arena.GradientScale;
        }
    }

    // The norm of all gradients that are clipped together, once they were looked at; null where the arena's are all of
    // them. A norm that is not finite, which is met where nobody looks, does not count.
    double? GlobalNorm()
    {
        if (followers.Length == 0 || Arena.Clipping is not { Kind: ClippingKind.GlobalNorm })
            return null;
        norms[0] = Arena.LookedNorm;
        for (int i = 0; i < followers.Length; i++)
            norms[i + 1] = followers[i].Optimizer!.LookedNorm;
        double largest = 0,
            sum = 0;
        foreach (double norm in norms)
            largest = double.IsFinite(norm) ? Math.Max(largest, norm) : largest;
        foreach (double norm in norms)
            sum += double.IsFinite(norm) && norm > 0 ? norm / largest * (norm / largest) : 0;
        return Math.Min(largest * Math.Sqrt(sum), double.MaxValue);
    }
}
