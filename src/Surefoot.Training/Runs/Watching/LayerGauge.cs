using System.Numerics;
using System.Numerics.Tensors;
using Surefoot.Optimizers;
using Surefoot.Sweeps;

namespace Surefoot.Training.Runs.Watching;

/// <summary>
/// Measures one layer around a step of the optimizer. Norms are over all of the layer; how far it moved is taken from
/// at most 16,384 of its weights, and its rates from 256, both spread evenly, so that a look at a large layer needs
/// little memory. Allocates nothing once made.
/// </summary>
/// <typeparam name="T">float or double.</typeparam>
sealed unsafe class LayerGauge<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    // How far the weights moved: so many pieces of so many weights, which tell it to about a hundredth.
    const int MovedPieces = 64,
        MovedLength = 256;

    // The rates: many short pieces, since neighbours share an input and with it much of their rate.
    const int RatePieces = 32,
        RateLength = 8;

    readonly LayerRange layer;
    readonly Pieces moved,
        rated;
    readonly T[] before,
        rates;

    public LayerGauge(LayerRange layer)
    {
        this.layer = layer;
        moved = new Pieces(layer, MovedPieces, MovedLength);
        rated = new Pieces(layer, RatePieces, RateLength);
        before = new T[moved.Total];
        rates = new T[rated.Total];
    }

    /// <summary>Before the optimizer's step: how steep the loss is, and where the weights are.</summary>
    /// <param name="weights">The whole arena.</param>
    /// <param name="gradients">The whole arena's gradients.</param>
    /// <param name="scale">What the gradients are to be divided by.</param>
    public double Before(ReadOnlySpan<T> weights, ReadOnlySpan<T> gradients, double scale)
    {
        for (int i = 0; i < moved.Count; i++)
            moved.Of(weights, i).CopyTo(moved.Part<T>(before, i));
        return Math.Sqrt(Squares(gradients.Slice(layer.Offset, layer.Length))) / scale;
    }

    /// <summary>After it: how large the weights are, how far they went, and at which rates.</summary>
    /// <param name="weights">The whole arena.</param>
    /// <param name="optimizer">What moved them.</param>
    /// <param name="figures">Where the figures go.</param>
    public void After(ReadOnlySpan<T> weights, Optimizer<T> optimizer, ref LayerFigures figures)
    {
        double size = 0;
        for (int i = 0; i < moved.Count; i++)
        {
            ReadOnlySpan<T> now = moved.Of(weights, i);
            Span<T> then = moved.Part<T>(before, i);
            TensorPrimitives.Subtract(now, then, then);
            size += Squares(now);
        }
        figures.UpdateRatio = size > 0 ? Math.Sqrt(Squares(before) / size) : 0;
        figures.WeightNorm = Math.Sqrt(Squares(weights.Slice(layer.Offset, layer.Length)));
        figures.Rates = optimizer.Steps > 0 ? Rates(optimizer) : RateQuantiles.None;
    }

    RateQuantiles Rates(Optimizer<T> optimizer)
    {
        for (int i = 0; i < rated.Count; i++)
            optimizer.EffectiveRates(rated.Part<T>(rates, i), rated.Start(i));
        rates.AsSpan().Sort();
        return new(Quantile(0.05), Quantile(0.25), Quantile(0.5), Quantile(0.75), Quantile(0.95));
    }

    double Quantile(double share) => double.CreateTruncating(rates[(int)(share * (rates.Length - 1))]);

    static double Squares(ReadOnlySpan<T> numbers)
    {
        fixed (T* first = numbers)
            return GradientScan<T>.SumOfSquares(first, numbers.Length);
    }

    /// <summary>Pieces of one length spread evenly over a layer; all of it as one piece where it is short.</summary>
    readonly struct Pieces
    {
        readonly LayerRange layer;
        readonly int length;

        public Pieces(LayerRange layer, int count, int length)
        {
            this.layer = layer;
            bool whole = layer.Length <= count * length;
            (Count, this.length) = whole ? (1, layer.Length) : (count, length);
        }

        public int Count { get; }

        public int Total => Count * length;

        public int Start(int piece) =>
            layer.Offset + (Count == 1 ? 0 : (int)((long)(layer.Length - length) * piece / (Count - 1)));

        public ReadOnlySpan<TNumber> Of<TNumber>(ReadOnlySpan<TNumber> arena, int piece) =>
            arena.Slice(Start(piece), length);

        public Span<TNumber> Part<TNumber>(TNumber[] scratch, int piece) => scratch.AsSpan(piece * length, length);
    }
}
