using Surefoot.Clipping;
using Surefoot.Optimizers;
using Surefoot.Randomness;
using Surefoot.Rules;
using Surefoot.Threading;
using Surefoot.Training.Autodiff;
using Surefoot.Training.Data;
using Surefoot.Training.Losses;
using Surefoot.Training.Models;
using Surefoot.Training.Runs;

namespace Surefoot.Training.Comparing;

/// <summary>
/// Sweeps the learning rate up by one factor from step to step, and looks at the loss of each batch (Smith 2017,
/// "Cyclical learning rates for training neural networks"). The network ends as it began, bit for bit, whatever happens
/// on the way.
/// </summary>
/// <param name="network">The network; its weights are where the sweep starts.</param>
/// <param name="loss">What is made small.</param>
/// <param name="optimizer">The optimizer's settings; its rate is not used.</param>
public sealed class RateFinder(Network<float> network, Loss<float> loss, OptimizerOptions optimizer)
{
    // The streams of the order of the rows and of dropout: "FIND" and "FDRP" in ASCII.
    const uint OrderStream = 0x46494E44,
        DropoutStream = 0x46445250;

    /// <summary>A smoothed loss this many times the lowest so far ends the sweep.</summary>
    const double Blowup = 4;

    /// <summary>How gradients are clipped; null for not at all.</summary>
    public GradientClipping? Clipping { get; init; }

    /// <summary>Sweeps.</summary>
    /// <param name="rows">
    /// The rows to train on, with targets; gone through again where the sweep is longer than they are.
    /// </param>
    /// <param name="options">How far and how finely.</param>
    /// <param name="progress">Is told after each step how many are done; null for nobody.</param>
    /// <param name="cancel">
    /// Ends it with an <see cref="OperationCanceledException"/>; the network is as it was then, too.
    /// </param>
    /// <exception cref="ArgumentException">
    /// An option is out of range; there are no rows, or they have no targets; or the network has row-sparse tables that
    /// an optimizer moves already.
    /// </exception>
    public RateSweep Sweep(
        IDataset rows,
        RateSweepOptions options,
        IProgress<int>? progress = null,
        CancellationToken cancel = default
    )
    {
        options.Validate();
        if (rows.Count == 0 || !rows.HasTargets)
            throw new ArgumentException("A sweep needs rows with targets.", nameof(rows));
        if (network.Tables.FirstOrDefault(table => table.Optimizer is not null) is { } moved)
            throw new ArgumentException(
                $"An optimizer moves the table {moved.Name} already, and its state would not be as it was; "
                    + "sweep before training.",
                nameof(rows)
            );
        float[] weights = network.Parameters.ToArray(),
            state = network.State.ToArray(),
            gradients = network.Gradients.ToArray();
        float[][] tables = [.. network.Tables.Select(table => table.Weight.Value.ToArray())];
        try
        {
            return Walk(rows, options, progress, cancel);
        }
        finally
        {
            weights.CopyTo(network.Parameters);
            state.CopyTo(network.State);
            gradients.CopyTo(network.Gradients);
            for (int i = 0; i < tables.Length; i++)
            {
                network.Tables[i].Optimizer = null;
                network.Tables[i].ClearGradients();
                tables[i].CopyTo(network.Tables[i].Weight.Value);
            }
        }
    }

    RateSweep Walk(IDataset rows, RateSweepOptions options, IProgress<int>? progress, CancellationToken cancel)
    {
        using WorkerPool pool = new(options.Threads);
        using Tape<float> tape = new(pool) { Training = true };
        // Its rate is set before each step, and must be above 0 to begin with where groups keep a ratio to it.
        Optimizer<float> moving = new(optimizer with { LearningRate = options.From })
        {
            Layout = network.Layout,
            Clipping = Clipping,
        };
        TrainingStep<float> training = new(new NetworkOptimizer<float>(network, moving) { Pool = pool }, loss, tape);
        List<double> rates = [],
            losses = [],
            smoothed = [];
        double factor = Math.Pow(options.To / options.From, 1.0 / (options.Steps - 1)),
            average = 0,
            lowest = double.PositiveInfinity;
        bool diverged = false;
        ShuffledBatches batches = new(rows, options.BatchSize, options.Seed, OrderStream);
        for (int step = 0; step < options.Steps && !diverged; step++)
        {
            cancel.ThrowIfCancellationRequested();
            moving.LearningRate = options.From * Math.Pow(factor, step);
            tape.Random = new RandomStream(options.Seed, DropoutStream, (ulong)step);
            double now = training.Forward(batches);
            diverged = !double.IsFinite(now);
            if (diverged)
                break;
            rates.Add(moving.LearningRate);
            losses.Add(now);
            smoothed.Add(RateSuggestion.Smooth(ref average, now, step + 1));
            lowest = Math.Min(lowest, smoothed[^1]);
            training.Backward();
            diverged = smoothed[^1] > Blowup * lowest || !Stepped(training);
            progress?.Report(step + 1);
        }

        (double at, double? suggestion, string reason) = RateSuggestion.Of(rates, smoothed);
        return new RateSweep
        {
            Rates = rates,
            Losses = losses,
            Smoothed = smoothed,
            Diverged = diverged,
            Lowest = at,
            Suggestion = suggestion,
            Reason = reason,
        };
    }

    static bool Stepped(TrainingStep<float> training)
    {
        try
        {
            training.Step();
            return true;
        }
        catch (NonFiniteGradientException)
        {
            return false;
        }
    }
}
