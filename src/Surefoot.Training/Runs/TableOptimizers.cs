using System.Numerics;
using Surefoot.Optimizers;
using Surefoot.Sparse;
using Surefoot.Threading;
using Surefoot.Training.Layers;
using Surefoot.Training.Models;

namespace Surefoot.Training.Runs;

/// <summary>
/// What moves a network's row-sparse tables beside its arena: for each table without an optimizer of its own, one of the arena's settings, which follows its rate.
/// Clipping by a norm takes each table's own.
/// </summary>
/// <typeparam name="T">float or double.</typeparam>
sealed class TableOptimizers<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    readonly IReadOnlyList<RowSparseTable<T>> tables;
    readonly RowSparseOptimizer<T>[] followers;

    public TableOptimizers(Network<T> network, Optimizer<T> arena)
    {
        tables = network.Tables;
        var made = new List<RowSparseOptimizer<T>>();
        foreach (RowSparseTable<T> table in tables)
        {
            if (table.Optimizer is not null) continue;
            table.Optimizer = new RowSparseOptimizer<T>(arena.Options, table.Rows, table.Width)
            {
                Schedule = arena.Schedule, Clipping = arena.Clipping, NonFinite = arena.NonFinite, Name = table.Name,
            };
            made.Add(table.Optimizer);
        }
        followers = [.. made];
    }

    public void Use(WorkerPool? pool)
    {
        foreach (RowSparseTable<T> table in tables) table.Optimizer!.Pool = pool;
    }

    /// <summary>Refuses slopes that are not finite before anything is moved by the others.</summary>
    /// <param name="step">The step that they are for, counted from 1.</param>
    /// <exception cref="NonFiniteGradientException">A slope is not finite. Its index is its place in the table.</exception>
    public void RequireFinite(long step)
    {
        foreach (RowSparseTable<T> table in tables)
        {
            for (int i = 0; i < table.Gradients.Length; i++)
            {
                if (!T.IsFinite(table.Gradients[i]))
                    throw new NonFiniteGradientException(table.Name, (table.UsedRows[i / table.Width] * table.Width) + (i % table.Width), step, double.CreateTruncating(table.Gradients[i]));
            }
        }
    }

    /// <summary>Multiplies every table's rate; those that follow the arena get its rate at the next step anyway.</summary>
    public void Slow(double factor)
    {
        foreach (RowSparseTable<T> table in tables) table.Optimizer!.LearningRate *= factor;
    }

    /// <summary>One step of every table, at the arena's rate.</summary>
    public void Step(Optimizer<T> arena)
    {
        foreach (RowSparseOptimizer<T> follower in followers) (follower.LearningRate, follower.GradientScale) = (arena.LearningRate, arena.GradientScale);
        for (int i = 0; i < tables.Count; i++) tables[i].Step();
    }
}
