using System.Numerics;
using Surefoot.Optimizers;
using Surefoot.Sweeps;

namespace Surefoot.Sparse;

/// <content>A look at the gradients of a batch before a step: for who moves other weights along with the table, and
/// must not move them alone.</content>
public sealed unsafe partial class RowSparseOptimizer<T>
{
    /// <summary>
    /// Refuses what a step would refuse or skip, with the limit that it has; where <see cref="NonFinitePolicy.Allow"/>
    /// is set, what is not finite. Changes nothing.
    /// </summary>
    /// <param name="rows">The rows that have a gradient.</param>
    /// <param name="gradients">g, rows.Length × width.</param>
    /// <exception cref="NonFiniteGradientException">
    /// A gradient, summed, is not finite or too large to square. Its index is the place in the table.
    /// </exception>
    internal void RequireFinite(ReadOnlySpan<int> rows, ReadOnlySpan<T> gradients)
    {
        RequireGradients(rows, gradients.Length);
        Gather(rows);
        try
        {
            fixed (T* g = gradients)
            {
                var batch = new Batch(
                    null,
                    g,
                    NonFinite == NonFinitePolicy.Allow ? T.CreateTruncating(LargestNumber) : GradientLimit()
                );
                if (touched.Repeated > 0)
                    Run(batch, Work.Sum);
                foreach (ref readonly var row in touched.Rows)
                {
                    if (!GradientScan<T>.AllWithin(Gradient(row, batch), Width, batch.Limit))
                        throw Offender(batch);
                }
            }
        }
        finally
        {
            touched.Release();
        }
    }
}
