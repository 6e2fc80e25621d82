using System.Numerics;
using Surefoot.Clipping;
using Surefoot.Optimizers;
using Surefoot.Sparse;
using Surefoot.Threading;
using Surefoot.Training.Layers;
using Surefoot.Training.Models;

namespace Surefoot.Training.Runs;

/// <summary>
/// What moves a network's row-sparse tables beside its arena: for each table without an optimizer of its own, one of
/// the arena's settings, which follows its rate. Clipping by global norm takes the arena and these tables as one; a
/// table with an optimizer of its own is clipped as that says.
/// </summary>
/// <typeparam name="T">float or double.</typeparam>
sealed class TableOptimizers<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    readonly IReadOnlyList<RowSparseTable<T>> tables;
    readonly RowSparseOptimizer<T>[] followers;
    readonly RowSparseTable<T>[] followed;

    // How long the gradients of the arena, and then of each followed table, are.
    readonly double[] norms;

    public TableOptimizers(Network<T> network, Optimizer<T> arena)
    {
        tables = network.Tables;
        followed = [.. tables.Where(table => table.Optimizer is null)];
        norms = new double[1 + followed.Length];
        foreach (RowSparseTable<T> table in followed)
        {
            table.Optimizer = new RowSparseOptimizer<T>(arena.Options, table.Rows, table.Width)
            {
                Schedule = arena.Schedule,
                Clipping = arena.Clipping,
                NonFinite = arena.NonFinite,
                Name = table.Name,
            };
        }
        followers = [.. followed.Select(table => table.Optimizer!)];
    }

    public void Use(WorkerPool? pool)
    {
        foreach (RowSparseTable<T> table in tables)
            table.Optimizer!.Pool = pool;
    }

    /// <summary>Refuses slopes that a table's step would refuse, before anything is moved by the others.</summary>
    /// <exception cref="NonFiniteGradientException">
    /// A slope is not finite or too large to square, by itself or summed. Its index is its place in the table.
    /// </exception>
    public void RequireFinite(Optimizer<T> arena)
    {
        Follow(arena);
        foreach (RowSparseTable<T> table in tables)
            table.Optimizer!.RequireFinite(table.UsedRows, table.Gradients);
    }

    /// <summary>
    /// Multiplies every table's rate; those that follow the arena get its rate at the next step anyway.
    /// </summary>
    public void Slow(double factor)
    {
        foreach (RowSparseTable<T> table in tables)
            table.Optimizer!.LearningRate *= factor;
    }

    /// <summary>One step of the arena, and of every table at the arena's rate.</summary>
    public void Step(Optimizer<T> arena, Network<T> network)
    {
        if (followers.Length > 0 && arena.Clipping is { Kind: ClippingKind.GlobalNorm })
            ShareNorm(arena, network.Gradients);
        arena.Step(network.Parameters, network.Gradients);
        Follow(arena);
        for (int i = 0; i < tables.Count; i++)
            tables[i].Step();
    }

    void Follow(Optimizer<T> arena)
    {
        foreach (RowSparseOptimizer<T> follower in followers)
            (follower.LearningRate, follower.GradientScale) = (arena.LearningRate, arena.GradientScale);
    }

    // A norm that is not finite does not count: the step of those gradients is refused or skipped.
    void ShareNorm(Optimizer<T> arena, ReadOnlySpan<T> gradients)
    {
        norms[0] = arena.GradientNorm(gradients);
        for (int i = 0; i < followers.Length; i++)
            norms[i + 1] = followers[i].GradientNorm(followed[i].UsedRows, followed[i].Gradients);
        double all = 0;
        foreach (double norm in norms)
            all += double.IsFinite(norm) ? norm * norm : 0;
        arena.OtherGradientNorm = Others(norms[0]);
        for (int i = 0; i < followers.Length; i++)
            followers[i].OtherGradientNorm = Others(norms[i + 1]);

        double Others(double own) => Math.Sqrt(Math.Max(0, all - (double.IsFinite(own) ? own * own : 0)));
    }
}
