using System.Globalization;
using Surefoot.Optimizers;
using Surefoot.Randomness;
using Surefoot.Rules;
using Surefoot.Training.Data;
using Surefoot.Training.Losses;
using Surefoot.Training.Models;
using Surefoot.Training.Runs;
using Surefoot.Training.Runs.Checkpoints;

namespace Surefoot.Benchmarks.Checkpoints;

/// <summary>
/// How long training stands still for a checkpoint, beside how long a step takes: `checkpoints [FOLDER]`.
/// </summary>
static class CheckpointCost
{
    const int Inputs = 256,
        Classes = 10,
        Rows = 1200,
        Batch = 32;

    public static int Run(string[] arguments)
    {
        string folder = Path.Combine(
            arguments is [var given] ? given : Path.GetTempPath(),
            $"surefoot-checkpoints-{Environment.ProcessId}"
        );
        Console.WriteLine("| parameters | file | checkpoint | step | share at every 1,000 steps |");
        Console.WriteLine("|---|---|---|---|---|");
        foreach (int hidden in (int[])[16, 256, 1024, 3072])
            Measure(Path.Combine(folder, $"{hidden}"), hidden);
        Directory.Delete(folder, recursive: true);
        return 0;
    }

    static void Measure(string folder, int hidden)
    {
        TrainingData data = Data();
        var network = Network<float>.Build(
            new ModelDescription("mlp", data.Training.InputShape, Classes) { Hidden = [hidden, hidden] },
            1
        );
        var options = new TrainerOptions
        {
            Epochs = 2,
            BatchSize = Batch,
            Checkpoints = new CheckpointOptions(folder) { Every = 4 },
        };
        var noted = new Noted();
        RunResult result = new Trainer<float>(
            network,
            new SoftmaxCrossEntropy<float>(),
            new Optimizer<float>(new RmsPropOptions()),
            options
        ).Train(data, [noted]);
        double[] seconds = [.. noted.Seconds.Order()];
        double checkpoint = seconds[seconds.Length / 2],
            step = (result.Seconds - seconds.Sum()) / result.Steps;
        long bytes = new FileInfo(Directory.GetFiles(folder)[0]).Length;
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"| {network.ParameterCount:#,0} | {bytes / 1e6:0.00} MB | {checkpoint * 1e3:0.0} ms | "
                    + $"{step * 1e3:0.00} ms | {checkpoint / (checkpoint + (1000 * step)):0.00 %} |"
            )
        );
    }

    static TrainingData Data()
    {
        var random = new RandomStream(1, 5);
        var values = new float[Rows * Inputs];
        for (int i = 0; i < values.Length; i++)
            values[i] = (float)random.Uniform((ulong)i);
        return ArrayData.Classification(
            new(Inputs),
            values,
            [.. Enumerable.Range(0, Rows).Select(row => row % Classes)],
            [.. Enumerable.Range(0, Classes).Select(kind => $"{kind}")],
            standardize: false
        );
    }

    sealed class Noted : IRunObserver
    {
        public List<double> Seconds { get; } = [];

        public void CheckpointWritten(CheckpointWritten e) => Seconds.Add(e.Seconds);
    }
}
