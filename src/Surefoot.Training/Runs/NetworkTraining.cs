using Surefoot.Optimizers;
using Surefoot.Rules;
using Surefoot.Training.Data;
using Surefoot.Training.Losses;
using Surefoot.Training.Metrics;
using Surefoot.Training.Models;

namespace Surefoot.Training.Runs;

/// <summary>
/// Training in one line, as Keras' fit. <see cref="Trainer{T}"/> does the same with all that it can be told.
/// </summary>
public static class NetworkTraining
{
    /// <summary>
    /// Trains a network with the usual loss of its task, softmax cross-entropy for classes and the mean squared error
    /// for numbers, and writes a line for each epoch to standard error. The network ends with the weights of the epoch
    /// with the lowest validation loss.
    /// </summary>
    /// <param name="network">The network; its weights are where the run starts.</param>
    /// <param name="data">The rows, of the shape that the network takes.</param>
    /// <param name="optimizer">
    /// The optimizer and its settings; RMSprop with its own, a learning rate of 0.001, unless given.
    /// </param>
    /// <param name="epochs">How many times the rows are gone through, at least 1; 20 unless given.</param>
    /// <param name="batchSize">Rows a step, at least 1; 32 unless given.</param>
    /// <param name="seed">The seed of the order of the rows and of dropout; 1 unless given.</param>
    /// <param name="observers">Who is told what happens in place of the console: an empty list for no one.</param>
    /// <param name="cancel">Ends the run after the step in hand.</param>
    /// <returns>What the run reached, and the model to save or to predict with.</returns>
    /// <exception cref="ArgumentException">
    /// There is nothing to train on, or network, data and optimizer do not fit together; the message names both sides.
    /// </exception>
    /// <example>
    /// <code>
    /// FitResult fit = network.Fit(data, new RmsPropOptions(), epochs: 20);
    /// fit.Model.Save("model.safetensors");
    /// </code>
    /// </example>
    public static FitResult Fit(
        this Network<float> network,
        TrainingData data,
        OptimizerOptions? optimizer = null,
        int epochs = 20,
        int batchSize = 32,
        ulong seed = 1,
        IEnumerable<IRunObserver>? observers = null,
        CancellationToken cancel = default
    ) =>
        network.Fit(
            data,
            new TrainerOptions
            {
                Epochs = epochs,
                BatchSize = batchSize,
                Seed = seed,
            },
            optimizer,
            observers: observers,
            cancel: cancel
        );

    /// <summary>The same with the trainer's settings, a loss and metrics of one's own.</summary>
    /// <param name="network">The network; its weights are where the run starts.</param>
    /// <param name="data">The rows, of the shape that the network takes.</param>
    /// <param name="options">How long and how.</param>
    /// <param name="optimizer">The optimizer and its settings; RMSprop with its own unless given.</param>
    /// <param name="loss">What is made small; the usual one of the task unless given.</param>
    /// <param name="metrics">Figures to take beside it; none unless given.</param>
    /// <param name="observers">Who is told what happens in place of the console: an empty list for no one.</param>
    /// <param name="cancel">Ends the run after the step in hand.</param>
    /// <returns>What the run reached, and the model to save or to predict with.</returns>
    /// <exception cref="ArgumentException">
    /// There is nothing to train on, or network, data and optimizer do not fit together; the message names both sides.
    /// </exception>
    public static FitResult Fit(
        this Network<float> network,
        TrainingData data,
        TrainerOptions options,
        OptimizerOptions? optimizer = null,
        Loss<float>? loss = null,
        IReadOnlyList<Metric>? metrics = null,
        IEnumerable<IRunObserver>? observers = null,
        CancellationToken cancel = default
    )
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(data);
        loss ??= TaskLoss.For<float>(data.Preprocessing.Task);
        var moves = new Optimizer<float>(optimizer ?? new RmsPropOptions()) { Layout = network.Layout };
        var trainer = new Trainer<float>(network, loss, moves, options) { Metrics = metrics ?? [] };
        RunResult run = trainer.Train(data, observers ?? [new ConsoleProgress()], cancel);
        return new(
            run,
            new SavedModel(network, data.Preprocessing, loss)
            {
                Metrics = metrics ?? [],
                TrainingClasses = data.KnowsClasses ? data.TrainingClasses : null,
                Threshold = run.Threshold,
            }
        );
    }
}
