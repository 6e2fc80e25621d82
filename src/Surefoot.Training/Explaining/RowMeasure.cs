using System.Numerics.Tensors;
using Surefoot.Training.Data;

namespace Surefoot.Training.Explaining;

/// <summary>
/// A measure that is made from the mean of something over the rows, so that each row's own part in it is known. The
/// mean is one that should be low.
/// </summary>
/// <param name="name">As an evaluation's figures call it.</param>
/// <param name="task">What it is for.</param>
abstract class RowMeasure(string name, TaskKind task)
{
    internal string Name => name;

    /// <summary>What is averaged over the rows.</summary>
    internal abstract double Of(ReadOnlySpan<float> output, float target);

    /// <summary>The measure, from the mean.</summary>
    internal virtual double Value(double mean) => mean;

    /// <summary>How bad a mean is, in the measure's units: where it is worse by 1, so is the measure.</summary>
    internal virtual double Badness(double mean) => mean;

    /// <summary>The slope of <see cref="Badness"/>.</summary>
    internal virtual double Slope(double mean) => 1;

    /// <summary>
    /// What the targets' own spread adds to a row's part in a difference of two means; 0 where it is not divided by.
    /// </summary>
    internal virtual double OfTarget(float target, double difference) => 0;

    /// <summary>The measure of a name; the usual one of the task where it is null.</summary>
    /// <exception cref="ArgumentException">There is none of this name for the task.</exception>
    internal static RowMeasure Find(string? name, Runs.SavedModel model, float[] targets)
    {
        var data = model.Preprocessing;
        RowMeasure[] all =
        [
            new LogLoss(),
            new Error(model.Threshold),
            new RootMeanSquare(data.TargetScale),
            new MeanAbsolute(data.TargetScale),
            new Determination(targets),
        ];
        all = Array.FindAll(all, one => one.Task == data.Task);
        return name is null
            ? all[0]
            : Array.Find(all, one => one.Name == name)
                ?? throw new ArgumentException(
                    $"The importance of columns is not measured by {NoteText.Shown(name)} here. "
                        + $"There are {NoteText.List([.. all.Select(one => one.Name)])}.",
                    nameof(name)
                );
    }

    TaskKind Task => task;

    sealed class LogLoss() : RowMeasure("logLoss", TaskKind.Classification)
    {
        internal override double Of(ReadOnlySpan<float> output, float target)
        {
            double largest = TensorPrimitives.Max(output),
                sum = 0;
            foreach (float score in output)
                sum += Math.Exp(score - largest);
            return Math.Log(sum) - (output[(int)target] - largest);
        }
    }

    sealed class Error(Metrics.DecisionThreshold? threshold) : RowMeasure("accuracy", TaskKind.Classification)
    {
        internal override double Of(ReadOnlySpan<float> output, float target) =>
            Metrics.DecisionThreshold.Decide(threshold, output) == (int)target ? 0 : 1;

        internal override double Value(double mean) => 1 - mean;
    }

    sealed class RootMeanSquare(double scale) : RowMeasure("rmse", TaskKind.Regression)
    {
        internal override double Of(ReadOnlySpan<float> output, float target) => Squared(scale, output, target);

        internal override double Value(double mean) => Math.Sqrt(mean);

        internal override double Badness(double mean) => Math.Sqrt(mean);

        // Where no row has an error, none has a part in it.
        internal override double Slope(double mean) => mean == 0 ? 0 : 0.5 / Math.Sqrt(mean);
    }

    sealed class MeanAbsolute(double scale) : RowMeasure("mae", TaskKind.Regression)
    {
        internal override double Of(ReadOnlySpan<float> output, float target) =>
            scale * Math.Abs((double)output[0] - target);
    }

    /// <summary>R² = 1 − the mean squared error ÷ the targets' mean squared distance from their mean.</summary>
    sealed class Determination : RowMeasure
    {
        readonly double middle,
            spread;

        internal Determination(float[] targets)
            : base("r2", TaskKind.Regression)
        {
            foreach (float target in targets)
                middle += target / targets.Length;
            foreach (float target in targets)
                spread += (target - middle) * (target - middle) / targets.Length;
        }

        internal override double Of(ReadOnlySpan<float> output, float target) => Squared(1, output, target);

        internal override double Value(double mean) => 1 - (mean / spread);

        internal override double Badness(double mean) => mean / spread;

        internal override double Slope(double mean) => 1 / spread;

        internal override double OfTarget(float target, double difference) =>
            -difference / spread * (target - middle) * (target - middle) / spread;
    }

    static double Squared(double scale, ReadOnlySpan<float> output, float target)
    {
        double error = scale * ((double)output[0] - target);
        return error * error;
    }
}
