using Surefoot.Training.Runs;

namespace Surefoot.Cli.Tests.Reports;

/// <summary>Records of runs as the trainer would leave them, for looking at reports without training.</summary>
static class SampleRuns
{
    public static RunRecord Digits(string className = "", int epochs = 24)
    {
        string[] classes = [.. Enumerable.Range(0, 10).Select(i => className + i)];
        int[,] confusion = new int[10, 10];
        for (int i = 0; i < 10; i++)
            (confusion[i, i], confusion[i, (i * 7 + 3) % 10]) = (172 + i % 5, i % 4);
        RunRecord run = Empty("digits-rmsprop-1", "classification", classes);
        int best = Math.Max(1, epochs - 5);
        Evaluation validation = new()
        {
            Rows = 573,
            Loss = 0.0431,
            Accuracy = 0.9912,
        };
        return run with
        {
            Epochs =
            [
                .. Enumerable
                    .Range(1, epochs)
                    .Select(epoch => new EpochDone(
                        epoch,
                        30,
                        epoch * 102,
                        1.9 * Math.Exp(-0.32 * epoch) + 0.0012,
                        0.9 * Math.Exp(-0.3 * epoch) + 0.041 + 0.004 * Math.Sin(epoch * 2.1),
                        0.992 - 0.12 * Math.Exp(-0.4 * epoch) + 0.001 * Math.Sin(epoch * 1.7),
                        epoch <= best,
                        1e-3,
                        0.12,
                        epoch * 0.31,
                        21000
                    )),
            ],
            Result = new RunResult
            {
                Outcome = RunOutcome.StoppedEarly,
                Epochs = epochs,
                BestEpoch = best,
                Steps = epochs * 102,
                Parameters = 18_346,
                TrainLoss = 0.0021,
                Validation = validation,
                Test = new Evaluation
                {
                    Rows = 1797,
                    Loss = 0.06,
                    Accuracy = 0.9844,
                    Confusion = confusion,
                },
                Seconds = 7.44,
                SamplesPerSecond = 20_987,
            },
        };
    }

    public static RunRecord Regression() =>
        Empty("prices", "regression", []) with
        {
            TargetName = "price",
            Epochs =
            [
                .. Enumerable
                    .Range(1, 8)
                    .Select(epoch => new EpochDone(
                        epoch,
                        8,
                        epoch * 40,
                        2.0 / epoch,
                        2.2 / epoch,
                        51_000.0 / epoch,
                        IsBest: true,
                        1e-3,
                        0.4,
                        epoch,
                        900
                    )),
            ],
            Result = new RunResult
            {
                Outcome = RunOutcome.Completed,
                Epochs = 8,
                BestEpoch = 8,
                Steps = 320,
                Parameters = 641,
                TrainLoss = 0.25,
                Validation = new Evaluation
                {
                    Rows = 60,
                    Loss = 0.27,
                    Rmse = 6375.25,
                },
                Seconds = 132,
                SamplesPerSecond = 900,
            },
        };

    public static RunRecord Empty(string name, string task, string[] classes) =>
        new()
        {
            Name = name,
            Arguments = ["train", "--hidden", "128,64", "--out", "runs/my run"],
            Texts =
            [
                new("model", "conv 8, 16; dense 64"),
                new("optimizer", "rmsprop"),
                new("learning rate", "0.001"),
                new("decay", "0.99"),
                new("epsilon", "1e-08, outside the root"),
                new("batch size", "32"),
                new("seed", "1"),
            ],
            Seed = 1,
            Task = task,
            Model = "conv",
            Optimizer = "rmsprop",
            Classes = classes,
            Data = new DataRecord
            {
                Source = "digits",
                Fingerprint = string.Concat(Enumerable.Repeat("0123456789abcdef", 4)),
                TrainingRows = 3250,
                ValidationRows = 573,
                TestRows = 1797,
                Notes = ["Handwritten digits of UCI, built in."],
            },
            Environment = new RunEnvironment
            {
                Surefoot = "0.1.0",
                Runtime = ".NET 10.0.1",
                System = "Debian GNU/Linux 12",
                Processor = "A processor with a long name @ 2.60GHz",
                Cores = 2,
                VectorBits = 256,
            },
            Started = new DateTimeOffset(2026, 11, 22, 10, 0, 0, TimeSpan.Zero),
        };
}
