using Surefoot.Optimizers;
using Surefoot.Training.Data;
using Surefoot.Training.Models;
using Surefoot.Training.Runs;

namespace Surefoot.Training.Comparing;

/// <summary>
/// Compares optimizers on one task, as fairly as a small budget allows: for each the same search for a learning rate,
/// by the validation rows and on a seed that is not scored; then for each the same seeds, so the same starting weights
/// and the same batches.
/// </summary>
/// <param name="network">Makes the network with the starting weights of a seed.</param>
/// <param name="data">The rows; validation rows are needed, since they choose the rates.</param>
/// <param name="options">What is the same for all.</param>
public sealed class Comparison(Func<ulong, Network<float>> network, TrainingData data, ComparisonOptions options)
{
    int epochsDone,
        epochsInAll;

    /// <summary>Runs the comparison.</summary>
    /// <param name="contenders">The optimizers, one at least, of different names.</param>
    /// <param name="progress">Is told after each epoch; null for nobody.</param>
    /// <param name="cancel">Ends it with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="ArgumentException">
    /// There is none, two have the same name, or the data have no validation rows.
    /// </exception>
    public ComparisonResult Run(
        IReadOnlyList<Contender> contenders,
        IProgress<ComparisonProgress>? progress = null,
        CancellationToken cancel = default
    )
    {
        if (contenders.Count == 0 || contenders.DistinctBy(contender => contender.Name).Count() < contenders.Count)
            throw new ArgumentException(
                "A comparison needs an optimizer at least, and no name twice.",
                nameof(contenders)
            );
        if (data.Validation.Count == 0)
            throw new ArgumentException(
                "There are no validation rows to choose learning rates by.",
                nameof(contenders)
            );
        bool classification = data.Preprocessing.Task == TaskKind.Classification;
        int search = options.Trials > 1 ? options.Trials * options.TrialEpochs : 0;
        (epochsDone, epochsInAll) = (0, contenders.Count * (search + (options.Seeds.Count * options.Training.Epochs)));

        List<ComparedOptimizer> compared = [];
        foreach (Contender contender in contenders)
        {
            IReadOnlyList<RateTrial> trials = options.Trials > 1 ? Search(contender, progress, cancel) : [];
            double rate = trials.Count > 0 ? RateSearch.Best(trials).Rate : contender.Options.LearningRate;
            ComparedRun[] runs =
            [
                .. options.Seeds.Select(
                    (seed, i) =>
                        Train(
                            contender,
                            rate,
                            data,
                            seed,
                            options.Training.Epochs,
                            $"seed {i + 1} of {options.Seeds.Count}",
                            progress,
                            cancel
                        )
                ),
            ];
            compared.Add(new ComparedOptimizer(contender.Name, rate, trials, runs, classification));
        }

        return new ComparisonResult
        {
            Optimizers = compared,
            IsClassification = classification,
            Target = options.Target ?? Weakest(compared, classification),
            TargetIsGiven = options.Target is not null,
            Trials = options.Trials,
            TrialEpochs = options.TrialEpochs,
            Epochs = options.Training.Epochs,
            Seeds = options.Seeds,
            SearchSeed = options.SearchSeed,
        };
    }

    List<RateTrial> Search(Contender contender, IProgress<ComparisonProgress>? progress, CancellationToken cancel)
    {
        // A trial looks at no test row.
        TrainingData watched = new()
        {
            Training = data.Training,
            Validation = data.Validation,
            Preprocessing = data.Preprocessing,
            Source = data.Source,
            Fingerprint = data.Fingerprint,
        };
        return RateSearch.Run(
            contender.Options.LearningRate,
            options.Trials,
            (rate, trial) =>
                Train(
                    contender,
                    rate,
                    watched,
                    options.SearchSeed,
                    options.TrialEpochs,
                    $"rate {trial} of {options.Trials}",
                    progress,
                    cancel
                ).Result.ValidationLoss
        );
    }

    ComparedRun Train(
        Contender contender,
        double rate,
        TrainingData rows,
        ulong seed,
        int epochs,
        string run,
        IProgress<ComparisonProgress>? progress,
        CancellationToken cancel
    )
    {
        int before = epochsDone;
        Network<float> trained = network(seed);
        Optimizer<float> optimizer = new(contender.Options with { LearningRate = rate })
        {
            Layout = trained.Layout,
            Clipping = options.Clipping,
            Schedule = options.Schedule?.Invoke(epochs),
        };
        TrainerOptions training = options.Training with { Epochs = epochs, Seed = seed, Patience = 0, KeepBest = true };
        Trainer<float> trainer = new(trained, TaskLoss.For<float>(data.Preprocessing.Task), optimizer, training);
        EpochRecorder recorder = new(epoch =>
            progress?.Report(
                new ComparisonProgress(
                    contender.Name,
                    run,
                    rate,
                    epoch.Epoch,
                    epochs,
                    epoch.ValidationLoss,
                    before + epoch.Epoch,
                    epochsInAll
                )
            )
        );
        RunResult result = trainer.Train(rows, [recorder], cancel);
        if (result.Outcome == RunOutcome.Interrupted)
            throw new OperationCanceledException(cancel);
        epochsDone = before + epochs;
        return new ComparedRun(seed, recorder.Epochs, result);
    }

    static double Weakest(List<ComparedOptimizer> compared, bool classification)
    {
        double[] best = [.. compared.Select(optimizer => optimizer.Best.Mean).Where(double.IsFinite)];
        return best.Length == 0 ? double.NaN
            : classification ? best.Min()
            : best.Max();
    }

    sealed class EpochRecorder(Action<EpochDone> told) : IRunObserver
    {
        public List<EpochDone> Epochs { get; } = [];

        public void EpochDone(EpochDone e)
        {
            Epochs.Add(e);
            told(e);
        }
    }
}
