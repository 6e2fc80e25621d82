using Surefoot.Training.Comparing;
using Surefoot.Training.Runs;

namespace Surefoot.Cli.Tests.Reports;

/// <summary>A comparison as the command would leave it, for looking at its report without training.</summary>
static class SampleComparisons
{
    public static ComparisonRecord Digits()
    {
        RunRecord run = SampleRuns.Digits();
        string[] names = ["rmsprop", "adam", "adagrad", "momentum", "sgd"];
        return new ComparisonRecord
        {
            Name = "compare-1",
            Arguments = ["compare", "--seeds", "3", "--target-accuracy", "0.97"],
            Settings = run.Texts,
            Model = run.Model,
            Data = run.Data,
            Environment = run.Environment,
            Started = run.Started,
            Seconds = 61.5,
            Result = new ComparisonResult
            {
                Optimizers =
                [
                    .. names.Select(
                        (name, i) =>
                            new ComparedOptimizer(
                                name,
                                0.001 * (i + 1),
                                Trials(i),
                                [.. Enumerable.Range(1, 3).Select(seed => Run(run, seed, i))],
                                IsClassification: true
                            )
                    ),
                ],
                IsClassification = true,
                Target = 0.97,
                TargetIsGiven = true,
                Trials = 5,
                TrialEpochs = 5,
                Epochs = run.Epochs.Count,
                Seeds = [1, 2, 3],
                SearchSeed = 4,
            },
        };
    }

    static RateTrial[] Trials(int optimizer) =>
        [
            .. Enumerable
                .Range(0, 5)
                .Select(i => new RateTrial(0.0003 * Math.Pow(3, i + optimizer), 0.05 + (0.03 * Math.Abs(i - 2)))),
        ];

    static ComparedRun Run(RunRecord run, int seed, int optimizer) =>
        new(
            (ulong)seed,
            [
                .. run.Epochs.Select(epoch =>
                    epoch with
                    {
                        TrainLoss = epoch.TrainLoss * (1 + (0.1 * optimizer)),
                        ValidationLoss =
                            epoch.ValidationLoss * (1 + (0.05 * optimizer) + (0.02 * Math.Sin(seed * epoch.Epoch))),
                        ValidationMeasure =
                            epoch.ValidationMeasure - (0.004 * optimizer) + (0.002 * Math.Sin(seed + epoch.Epoch)),
                    }
                ),
            ],
            run.Result! with
            {
                Outcome = RunOutcome.Completed,
            }
        );
}
