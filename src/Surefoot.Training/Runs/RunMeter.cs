using System.Diagnostics.Metrics;
using Surefoot.Training.Runs.Watching;

namespace Surefoot.Training.Runs;

/// <summary>
/// A run as metrics of .NET: a <see cref="Meter"/> called "Surefoot.Training", whose instruments are named and measured
/// as OpenTelemetry asks. `dotnet-counters monitor --counters Surefoot.Training` shows them, and any exporter of
/// OpenTelemetry takes them on. Nothing is sent anywhere unless such a listener asks.
/// </summary>
/// <remarks>
/// surefoot.training.steps {step}, surefoot.training.epochs {epoch}, surefoot.training.duration s,
/// surefoot.training.throughput {row}/s, surefoot.training.loss, surefoot.validation.loss, surefoot.validation.accuracy
/// or surefoot.validation.rmse, surefoot.training.learning_rate; for each layer, as the attribute surefoot.layer:
/// surefoot.layer.gradient.norm, surefoot.layer.weight.norm, surefoot.layer.update.ratio,
/// surefoot.layer.effective_rate, surefoot.layer.dead_units; surefoot.training.diagnoses {diagnosis} with the attribute
/// surefoot.diagnosis. What has no unit is a plain number, unit 1.
/// </remarks>
public sealed class RunMeter : IRunObserver, IDisposable
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "Surefoot.Training";

    readonly Meter meter = new(MeterName, typeof(RunMeter).Assembly.GetName().Version?.ToString(3));
    readonly Counter<long> steps,
        epochs,
        diagnoses;
    readonly Gauge<double> duration,
        throughput,
        loss,
        validationLoss,
        accuracy,
        rmse,
        learningRate,
        gradientNorm,
        weightNorm,
        updateRatio,
        effectiveRate,
        deadUnits;
    long stepsTold;
    bool classification;

    /// <summary>The instruments; they hold nothing until a run reports to them.</summary>
    public RunMeter()
    {
        steps = meter.CreateCounter<long>("surefoot.training.steps", "{step}", "Batches trained on.");
        epochs = meter.CreateCounter<long>("surefoot.training.epochs", "{epoch}", "Epochs trained to their end.");
        diagnoses = meter.CreateCounter<long>(
            "surefoot.training.diagnoses",
            "{diagnosis}",
            "What was found in the training curve."
        );
        duration = meter.CreateGauge<double>("surefoot.training.duration", "s", "Time since the run started.");
        throughput = meter.CreateGauge<double>(
            "surefoot.training.throughput",
            "{row}/s",
            "Training rows a second in this epoch."
        );
        loss = meter.CreateGauge<double>(
            "surefoot.training.loss",
            "1",
            "The mean loss over the rows of this epoch so far."
        );
        learningRate = meter.CreateGauge<double>(
            "surefoot.training.learning_rate",
            "1",
            "The learning rate after the schedule."
        );
        validationLoss = meter.CreateGauge<double>(
            "surefoot.validation.loss",
            "1",
            "The mean loss over the validation rows."
        );
        accuracy = meter.CreateGauge<double>(
            "surefoot.validation.accuracy",
            "1",
            "The share of validation rows that are right."
        );
        rmse = meter.CreateGauge<double>(
            "surefoot.validation.rmse",
            "1",
            "The root mean squared error on the validation rows, in the target's own units."
        );
        gradientNorm = meter.CreateGauge<double>(
            "surefoot.layer.gradient.norm",
            "1",
            "The Euclidean norm of a layer's gradient."
        );
        weightNorm = meter.CreateGauge<double>(
            "surefoot.layer.weight.norm",
            "1",
            "The Euclidean norm of a layer's weights."
        );
        updateRatio = meter.CreateGauge<double>(
            "surefoot.layer.update.ratio",
            "1",
            "How far a step moved a layer's weights, as a share of their norm."
        );
        effectiveRate = meter.CreateGauge<double>(
            "surefoot.layer.effective_rate",
            "1",
            "The median effective rate of a layer's weights."
        );
        deadUnits = meter.CreateGauge<double>(
            "surefoot.layer.dead_units",
            "1",
            "The share of a layer's rectified units that were 0 for a whole batch."
        );
    }

    /// <inheritdoc/>
    public void RunStarted(RunStarted e) => (classification, stepsTold) = (e.IsClassification, 0);

    /// <inheritdoc/>
    public void StepDone(in StepDone e)
    {
        Count(e.Step);
        loss.Record(e.Loss);
        duration.Record(e.Seconds);
        throughput.Record(e.SamplesPerSecond);
    }

    /// <inheritdoc/>
    public void EpochDone(EpochDone e)
    {
        Count(e.Step);
        epochs.Add(1);
        loss.Record(e.TrainLoss);
        duration.Record(e.Seconds);
        throughput.Record(e.SamplesPerSecond);
        learningRate.Record(e.LearningRate);
        if (double.IsNaN(e.ValidationLoss))
            return;
        validationLoss.Record(e.ValidationLoss);
        (classification ? accuracy : rmse).Record(e.ValidationMeasure);
    }

    /// <inheritdoc/>
    public void Watched(WatchedInterval e)
    {
        learningRate.Record(e.LearningRate);
        foreach (LayerHealth layer in e.Layers)
        {
            var name = new KeyValuePair<string, object?>("surefoot.layer", layer.Name);
            gradientNorm.Record(layer.GradientNorm, name);
            weightNorm.Record(layer.WeightNorm, name);
            updateRatio.Record(layer.UpdateRatio, name);
            effectiveRate.Record(layer.Rates.Q50, name);
            if (layer.Dead is { } share)
                deadUnits.Record(share, name);
        }
    }

    /// <inheritdoc/>
    public void Diagnosed(Diagnosis e) =>
        diagnoses.Add(
            1,
            new KeyValuePair<string, object?>("surefoot.diagnosis", e.Name),
            new KeyValuePair<string, object?>("surefoot.layer", e.Layer)
        );

    void Count(long step)
    {
        steps.Add(step - stepsTold);
        stepsTold = step;
    }

    /// <summary>Takes the meter away from its listeners.</summary>
    public void Dispose() => meter.Dispose();
}
