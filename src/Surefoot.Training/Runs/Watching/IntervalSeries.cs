using Surefoot.Training.Formats;

namespace Surefoot.Training.Runs.Watching;

/// <summary>
/// The intervals of a run of any length in bounded memory: when there are 512, each two neighbours become one, and from
/// then on an interval has twice the steps. Where an interval ends is a function of the step's number alone.
/// </summary>
/// <param name="layers">The layers that are watched.</param>
sealed class IntervalSeries(LayerRange[] layers)
{
    /// <summary>How many intervals are kept at most.</summary>
    public const int Most = 512;

    /// <summary>
    /// How many steps an interval has before any became one; the first end with steps 1, 2, 4, 8 and 16. A look costs
    /// about a tenth of a step.
    /// </summary>
    public const int FirstStride = 16;

    readonly Interval[] intervals = new Interval[Most];
    readonly LayerFigures[] figures = new LayerFigures[Most * layers.Length];

    // The step that the interval in hand ends with.
    long due = 1;

    public int Count { get; private set; }

    /// <summary>How many intervals there were before any became one.</summary>
    public int Number { get; private set; }

    public long Stride { get; private set; } = FirstStride;

    /// <summary>
    /// Whether an interval ends with a step, or should have ended before and waited for a step of the optimizer.
    /// </summary>
    public bool EndsWith(long step) => step >= due;

    /// <summary>Adds an interval.</summary>
    /// <returns>Where the figures of its layers go, in the order of the layers.</returns>
    public Span<LayerFigures> Add(in Interval interval)
    {
        if (Count == Most)
            Halve();
        intervals[Count] = interval;
        Number++;
        due = After(interval.Step);
        return figures.AsSpan(Count++ * layers.Length, layers.Length);
    }

    /// <summary>An interval as an object.</summary>
    public WatchedInterval this[int index] =>
        intervals[index].Of(Number - Count + index + 1, layers, figures.AsSpan(index * layers.Length, layers.Length));

    /// <summary>All intervals as numbers, and all figures of their layers, for a checkpoint.</summary>
    public (double[] Intervals, double[] Layers) Numbers =>
        (
            [
                .. intervals
                    .Take(Count)
                    .SelectMany(one => (double[])[one.Epoch, one.Step, one.Steps, one.Loss, one.LearningRate]),
            ],
            [.. figures.Take(Count * layers.Length).SelectMany(one => one.Numbers)]
        );

    /// <summary>Takes over what <see cref="Numbers"/> gave.</summary>
    /// <exception cref="ModelFileException">They are no intervals of these layers.</exception>
    public void Restore(double[] intervals, double[] figures, int number, long stride, JsonFields json)
    {
        int count = intervals.Length / Interval.Length;
        if (
            count > Most
            || count > number
            || intervals.Length % Interval.Length != 0
            || figures.Length != count * layers.Length * LayerFigures.Length
        )
            throw json.Wrong(
                "interval",
                $"does not fit {intervals.Length} numbers of intervals and {figures.Length} of {layers.Length} layers"
            );
        for (int i = 0; i < count; i++)
            this.intervals[i] = Interval.Of(intervals.AsSpan(i * Interval.Length));
        for (int i = 0; i < count * layers.Length; i++)
            this.figures[i] = LayerFigures.Of(figures.AsSpan(i * LayerFigures.Length));
        (Count, Number, Stride) = (count, number, stride);
        due = count == 0 ? 1 : After(this.intervals[count - 1].Step);
    }

    long After(long step) => step < FirstStride ? 2 * step : ((step / Stride) + 1) * Stride;

    void Halve()
    {
        for (int i = 0; i < Most / 2; i++)
        {
            Interval first = intervals[2 * i],
                second = intervals[(2 * i) + 1];
            double steps = first.Steps + second.Steps;
            intervals[i] = second with
            {
                Steps = first.Steps + second.Steps,
                Loss = (first.Loss * (first.Steps / steps)) + (second.Loss * (second.Steps / steps)),
            };
            figures.AsSpan(((2 * i) + 1) * layers.Length, layers.Length).CopyTo(figures.AsSpan(i * layers.Length));
        }
        Count = Most / 2;
        Stride *= 2;
    }
}
