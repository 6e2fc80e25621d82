using System.Globalization;
using Google.Protobuf;
using Surefoot.Training.Formats.TensorBoard;
using Surefoot.Training.Runs.Watching;

namespace Surefoot.Training.Runs;

/// <summary>
/// Writes a run's curves as a TensorBoard event file: `tensorboard --logdir runs` draws them. The horizontal axis is
/// the step. An observer, so it cannot slow or end the run.
/// </summary>
public sealed class TensorBoardFile : IRunObserver, IWarningObserver
{
    // What TensorBoard expects a file to begin with.
    const string Version = "brain.Event:2";

    readonly string path;
    readonly AppendedFile file;
    readonly TimeProvider clock;
    string measure = "measure";

    /// <summary>A file in a folder, made at the first event.</summary>
    /// <param name="folder">The folder, such as a run's.</param>
    /// <param name="clock">The clock for the moments that the format asks for; default the system's.</param>
    public TensorBoardFile(string folder, TimeProvider? clock = null)
    {
        this.clock = clock ?? TimeProvider.System;
        // TensorBoard looks for this part of the name; of several files of a run it reads them in the order of their
        // names.
        path = Path.Combine(
            folder,
            string.Create(
                CultureInfo.InvariantCulture,
                $"events.out.tfevents.{this.clock.GetUtcNow().ToUnixTimeSeconds():D10}.surefoot"
            )
        );
        file = new AppendedFile(path, stream => stream.Length);
    }

    /// <inheritdoc/>
    Action<string>? IWarningObserver.Warn
    {
        set => file.Warn = value;
    }

    /// <summary>The file.</summary>
    public string FullPath => Path.GetFullPath(path);

    /// <inheritdoc/>
    public void RunStarted(RunStarted e)
    {
        measure = e.IsClassification ? "accuracy" : "rmse";
        Add(new EventProto { FileVersion = Version });
    }

    /// <inheritdoc/>
    public void EpochDone(EpochDone e) =>
        Add(
            e.Step,
            ("loss/train", e.TrainLoss),
            ("loss/validation", e.ValidationLoss),
            ($"{measure}/validation", e.ValidationMeasure),
            ("learning_rate", e.LearningRate),
            ("samples_per_second", e.SamplesPerSecond)
        );

    /// <inheritdoc/>
    public void Watched(WatchedInterval e) =>
        Add(
            e.Step,
            [
                ("loss/batch", e.Loss),
                .. e.Layers.SelectMany(layer =>
                    ((string, double)[])
                        [
                            ($"gradient_norm/{layer.Name}", layer.GradientNorm),
                            ($"weight_norm/{layer.Name}", layer.WeightNorm),
                            ($"update_ratio/{layer.Name}", layer.UpdateRatio),
                            ($"effective_rate_low/{layer.Name}", layer.Rates.Q05),
                            ($"effective_rate_median/{layer.Name}", layer.Rates.Q50),
                            ($"effective_rate_high/{layer.Name}", layer.Rates.Q95),
                            ($"dead_units/{layer.Name}", layer.Dead ?? double.NaN),
                        ]
                ),
            ]
        );

    /// <inheritdoc/>
    /// <remarks>
    /// The mark of a new session, at which TensorBoard forgets the points of this step and later ones.
    /// </remarks>
    public void Resumed(RunResumed e) =>
        Add(
            new EventProto
            {
                Step = e.Step + 1,
                SessionLog = new SessionLogProto { Status = SessionLogProto.Types.Status.Start },
            }
        );

    /// <inheritdoc/>
    public void RunEnded(RunEnded e)
    {
        file.Write();
        if (e.Result.Test is { } test)
            Add(e.Result.Steps, ("loss/test", test.Loss), ($"{measure}/test", test.Measure));
    }

    // TensorBoard draws a point that is not finite as a mark at the edge; what was never measured is left out.
    void Add(long step, params ReadOnlySpan<(string Tag, double Value)> scalars)
    {
        var summary = new SummaryProto();
        foreach ((string tag, double value) in scalars)
            if (!double.IsNaN(value))
                summary.Value.Add(new ScalarProto { Tag = tag, SimpleValue = (float)value });
        Add(new EventProto { Step = step, Summary = summary });
    }

    void Add(EventProto one)
    {
        one.WallTime = clock.GetUtcNow().ToUnixTimeMilliseconds() / 1000.0;
        file.Add(RecordStream.Frame(one.ToByteArray()));
    }
}
