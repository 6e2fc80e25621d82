using System.Numerics;
using Surefoot.Training.Autodiff;
using Surefoot.Training.Data;
using Surefoot.Training.Losses;
using Surefoot.Training.Metrics;
using Surefoot.Training.Models;
using Surefoot.Training.Runs.Figures;
using Surefoot.Training.Tensors;

namespace Surefoot.Training.Runs;

/// <summary>
/// Runs a network over rows without training it. The sums are taken row by row in double, each row's loss by itself, so
/// that the figures have the same bits whatever the batches.
/// </summary>
/// <typeparam name="T">float or double.</typeparam>
/// <param name="network">The network.</param>
/// <param name="loss">The loss it is trained on.</param>
/// <param name="preprocessing">What the targets mean.</param>
/// <param name="batchSize">Rows computed at once; no result depends on it.</param>
/// <param name="metrics">Figures beside the loss and the accuracy or the RMSE; null for none.</param>
sealed class Evaluator<T>(
    Network<T> network,
    Loss<T> loss,
    Preprocessing preprocessing,
    int batchSize = Evaluator<T>.DefaultBatch,
    IReadOnlyList<Metric>? metrics = null
)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Enough rows to keep the matrix product busy, few enough to stay small in memory.</summary>
    public const int DefaultBatch = 256;

    // Of very wide rows fewer are computed at once: 256 of a million numbers would take a gigabyte.
    const int MostNumbers = 1 << 23;

    /// <summary>What is done with the outputs of a row.</summary>
    public delegate void RowAction(int row, ReadOnlySpan<T> output, ReadOnlySpan<float> target);

    /// <summary>How well the network does.</summary>
    /// <param name="tape">The tape to compute on; it is rewound.</param>
    /// <param name="data">The rows, with targets.</param>
    /// <param name="cancel">Ends it between two batches.</param>
    /// <param name="whole">
    /// Whether to take the figures with their intervals and the baselines too, as at the end of a run.
    /// </param>
    /// <param name="trainingClasses">How many training rows each class has; null where that is not known.</param>
    /// <param name="threshold">From which probability on a class is predicted; null to take the likeliest.</param>
    /// <returns>Null where there are no rows.</returns>
    public Evaluation? Evaluate(
        Tape<T> tape,
        IDataset data,
        CancellationToken cancel = default,
        bool whole = false,
        IReadOnlyList<long>? trainingClasses = null,
        DecisionThreshold? threshold = null
    )
    {
        if (data.Count == 0)
            return null;
        var windows = data as WindowedDataset;
        IFigures figures =
            preprocessing.Task == TaskKind.Classification
                ? new ClassFigures(
                    preprocessing.Classes,
                    trainingClasses,
                    data.Count,
                    windows is not null,
                    whole,
                    threshold
                )
                : new NumberFigures(preprocessing.TargetScale, windows is not null, windows is { HasSeason: true });
        double[] outputs = new double[preprocessing.Outputs];
        double sum = 0,
            weight = 0;
        // A row by itself has the mean loss of itself, whatever its class's weight: that counts in the mean over rows.
        IReadOnlyList<double>? weights = loss.ClassWeights;
        MetricTally[] tallies = [.. (metrics ?? []).Select(metric => metric.Begin())];
        double[] inUnits = new double[tallies.Length == 0 ? 0 : preprocessing.Outputs];
        ForEachRow(
            tape,
            data,
            (row, output, target) =>
            {
                double counts = weights?[(int)target[0]] ?? 1;
                sum += counts * RowLoss(tape, output, target);
                weight += counts;
                for (int i = 0; i < outputs.Length; i++)
                    outputs[i] = double.CreateTruncating(output[i]);
                WindowedDataset? past = whole ? windows : null;
                figures.Add(
                    outputs,
                    target[0],
                    past?.LastKnown(row) ?? double.NaN,
                    past?.LastSeason(row) ?? double.NaN
                );
                if (tallies.Length > 0)
                    Take(tallies, outputs, target[0], inUnits);
            },
            cancel
        );
        return figures.Result(weight > 0 ? sum / weight : 0) with
        {
            Figures = whole ? figures.Figures() : [],
            Baselines = whole ? figures.Baselines() : [],
            Metrics = tallies.Select((one, i) => KeyValuePair.Create(metrics![i].Kind, one.Value)).ToArray(),
        };
    }

    // Scores of classes as they are, a number in its own units.
    void Take(MetricTally[] tallies, ReadOnlySpan<double> output, double target, double[] inUnits)
    {
        bool classes = preprocessing.Task == TaskKind.Classification;
        for (int i = 0; i < inUnits.Length; i++)
            inUnits[i] = classes ? output[i] : InUnits(output[i]);
        foreach (MetricTally one in tallies)
            one.Add(inUnits, classes ? target : InUnits(target));
    }

    double InUnits(double standardised) => (standardised * preprocessing.TargetScale) + preprocessing.TargetMean;

    /// <summary>Computes the outputs of every row, in order.</summary>
    /// <param name="tape">The tape to compute on; it is rewound.</param>
    /// <param name="data">The rows, with or without targets.</param>
    /// <param name="action">Is given each row's outputs, and its target where the data have any.</param>
    /// <param name="cancel">Ends it between two batches.</param>
    public void ForEachRow(Tape<T> tape, IDataset data, RowAction action, CancellationToken cancel = default)
    {
        int size = Math.Min(Math.Min(batchSize, data.Count), Math.Max(1, MostNumbers / data.InputShape.Length));
        using var reader = new BatchReader<T>(data, size, tape.Pool.Threads);
        reader.Start();
        (bool training, bool recording) = (tape.Training, tape.Recording);
        (tape.Training, tape.Recording) = (false, false);
        try
        {
            for (int start = 0; start < data.Count; start += size)
            {
                cancel.ThrowIfCancellationRequested();
                tape.Rewind();
                Tensor<T> output = network.Forward(tape, reader.Load(tape));
                int count = output.Shape[0],
                    width = output.Shape.Length / count;
                for (int i = 0; i < count; i++)
                    action(
                        start + i,
                        output.Value.Slice(i * width, width),
                        data.HasTargets ? reader.Targets.Slice(i, 1) : []
                    );
            }
        }
        finally
        {
            (tape.Training, tape.Recording) = (training, recording);
        }
    }

    double RowLoss(Tape<T> tape, ReadOnlySpan<T> output, ReadOnlySpan<float> target)
    {
        Tensor<T> row = tape.Input(new Shape(1, output.Length));
        output.CopyTo(row.Value);
        return double.CreateTruncating(loss.Apply(tape, row, target).Value[0]);
    }
}
