using System.Numerics;
using Surefoot.Clipping;
using Surefoot.Memory;
using Surefoot.Optimizers;
using Surefoot.Rules;
using Surefoot.Sweeps;

namespace Surefoot.Sparse;

/// <content>One step: gather the rows, sum what repeats, look for what is not finite, and only then write.</content>
public sealed unsafe partial class RowSparseOptimizer<T>
{
    Block<T> sums = new(0);
    Intake<T> intake;

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
    /// <exception cref="ArgumentException">
    /// A length does not fit, or table and gradients overlap; nothing was changed.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">A row is not in the table; nothing was changed.</exception>
    /// <exception cref="InvalidOperationException">
    /// The <see cref="Schedule"/> gives a factor that is not a finite number of 0 or more; nothing was changed.
    /// </exception>
    /// <exception cref="NonFiniteGradientException">
    /// A gradient, summed, is not finite and the policy is <see cref="NonFinitePolicy.Stop"/>; nothing was changed. Its
    /// index is the place in the table.
    /// </exception>
    public void Step(Span<T> table, ReadOnlySpan<int> rows, ReadOnlySpan<T> gradients)
    {
        RequireTable(table.Length);
        RequireGradients(rows, gradients.Length);
        Require.Apart<T>(table, "table", gradients, "gradients");
        double η = LearningRate * (Schedule?.CheckedFactor(Steps) ?? 1);
        if (Steps - origin >= LargestTouch)
            Flush(table);
        Gather(rows);
        fixed (
            T* θ = table,
                g = gradients
        )
        {
            var batch = new Batch(θ, g, GradientLimit());
            if ((NonFinite != NonFinitePolicy.Allow || touched.Repeated > 0) && !Run(batch, Work.Sum))
            {
                touched.Release();
                if (NonFinite == NonFinitePolicy.Stop)
                    throw Offender(batch);
                SkippedSteps++;
                return;
            }
            var moment = new Moment(Steps + 1, η);
            PrepareStep(moment, Shortened(batch));
            Run(batch, Work.Step);
            touched.ReleaseAt((int)(Steps + 1 - origin));
            rests.Add(sweep.Rest(0, intake));
            Steps++;
            if (rests.Reach < int.MaxValue)
                RefreshNext(θ);
        }
    }

    // A row that no batch touches must be caught up with before the record of its rest is overwritten: the table is
    // walked once in that time, a few rows at a step (or one row in many steps). Which ones depends on the number of
    // the step alone.
    void RefreshNext(T* θ)
    {
        long turn = Steps % rests.Reach;
        Refresh(θ, (int)(turn * Rows / rests.Reach), (int)((turn + 1) * Rows / rests.Reach));
    }

    /// <summary>
    /// The Euclidean norm of the gradients of a batch, before scaling, those of repeated rows summed; for others that
    /// are clipped with them. Infinite or NaN where one is.
    /// </summary>
    /// <param name="rows">The rows that have a gradient.</param>
    /// <param name="gradients">g, rows.Length × width.</param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A row is not in the table.</exception>
    public double GradientNorm(ReadOnlySpan<int> rows, ReadOnlySpan<T> gradients)
    {
        RequireGradients(rows, gradients.Length);
        Gather(rows);
        fixed (T* g = gradients)
        {
            var batch = new Batch(null, g, T.PositiveInfinity);
            if (touched.Repeated > 0)
                Run(batch, Work.Sum);
            double sum = SumOfSquares(batch),
                norm = Math.Sqrt(sum);
            if (!double.IsFinite(sum))
            {
                var (size, divided) = Large(batch, atLeast: 0);
                norm = size * Math.Sqrt(divided);
            }
            touched.Release();
            return norm;
        }
    }

    void Gather(ReadOnlySpan<int> rows)
    {
        touched.Gather(rows);
        if (sums.Length < touched.Repeated * Width)
            sums = new Block<T>(touched.Repeated * Width);
    }

    double SumOfSquares(in Batch batch)
    {
        double sum = 0;
        foreach (ref readonly var row in touched.Rows)
            sum += GradientScan<T>.SumOfSquares(Gradient(row, batch), Width);
        return sum;
    }

    // What gradients are multiplied by, scaling included, as in the dense optimizer.
    double Shortened(in Batch batch)
    {
        if (Clipping is not { Kind: ClippingKind.Norm or ClippingKind.GlobalNorm } clipping)
            return GradientScale;
        double others = clipping.Kind == ClippingKind.GlobalNorm ? OtherGradientNorm : 0;
        if (clipping.Factor(SumOfSquares(batch), others, GradientScale) is { } factor)
            return factor;
        var (size, divided) = Large(batch, others);
        return clipping.FactorOfLarge(size, divided, others, GradientScale);
    }

    // The largest magnitude, and the sum of the squares of all divided by it; 1 where it is no finite number.
    (double Size, double Divided) Large(in Batch batch, double atLeast)
    {
        double size = atLeast,
            divided = 0;
        foreach (ref readonly var row in touched.Rows)
            size = Math.Max(size, GradientScan<T>.Largest(Gradient(row, batch), Width));
        if (!double.IsFinite(size))
            return (size, 1);
        foreach (ref readonly var row in touched.Rows)
            divided += GradientScan<T>.SumOfSquares(Gradient(row, batch), Width, size);
        return (size, divided);
    }

    void PrepareStep(Moment moment, double scale)
    {
        sweep.Prepare(0, Options, moment);
        double bound = Clipping is { Kind: ClippingKind.Value } byValue ? byValue.Limit : double.PositiveInfinity;
        intake = Intake<T>.At<Number<T>>(Options, moment.LearningRate, scale, bound);
    }

    Rest RestAt(Moment moment)
    {
        PrepareStep(moment, 1);
        return sweep.Rest(0, intake);
    }

    // The largest gradient, before scaling, whose square the rule can hold.
    T GradientLimit()
    {
        if (NonFinite == NonFinitePolicy.Allow)
            return T.PositiveInfinity;
        return T.CreateTruncating(
            GradientClipping.LargestGradient(
                Clipping,
                Options.GradientLimit(LargestNumber),
                GradientScale,
                LargestNumber
            )
        );
    }

    static double LargestNumber => sizeof(T) == sizeof(float) ? float.MaxValue : double.MaxValue;

    NonFiniteGradientException Offender(in Batch batch)
    {
        foreach (ref readonly var row in touched.Rows)
        {
            int column = (int)GradientScan<T>.FirstBeyond(Gradient(row, batch), Width, batch.Limit);
            if (column >= 0)
                return new NonFiniteGradientException(
                    Name,
                    (row.Number * Width) + column,
                    Steps + 1,
                    double.CreateTruncating(Gradient(row, batch)[column])
                );
        }
        throw new InvalidOperationException("The gradients changed while they were being checked.");
    }
}
