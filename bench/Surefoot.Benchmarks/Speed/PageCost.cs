using Surefoot.Lab.Server;
using Surefoot.Optimizers;
using Surefoot.Training.Data;
using Surefoot.Training.Models;
using Surefoot.Training.Runs;
using Surefoot.Training.Tensors;

namespace Surefoot.Benchmarks.Speed;

/// <summary>What the page costs a run: the time of a step without it, with it, and with ten clients that stall, trickle or vanish.</summary>
internal static class PageCost
{
    // Odd, for a median; in each round the three take turns, so that what the machine does meanwhile falls on all of them.
    const int Rounds = 9, Epochs = 6, Batch = 128;

    static readonly string[] Names = ["no page", "the page, nobody looking", "the page, ten bad clients"];

    /// <returns>The exit code.</returns>
    public static async Task<int> Run()
    {
        TrainingData data = DataLoader.Load(path: null, new DataOptions());
        string folder = Directory.CreateTempSubdirectory("surefoot-page-").FullName;
        double[][] microseconds = [new double[Rounds], new double[Rounds], new double[Rounds]];
        try
        {
            Train(data, observers: []);
            for (int round = 0; round < Rounds; round++)
            {
                for (int turn = 0; turn < Names.Length; turn++)
                {
                    int way = (round + turn) % Names.Length;
                    microseconds[way][round] = await Measure(way, data, folder);
                }
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        Console.WriteLine($"MLP 64-512-512-10 on the digits, batch {Batch}, {Environment.ProcessorCount} threads; {Rounds} rounds in turns.\n");
        Console.WriteLine("| | µs a step, median | of no page, median of the rounds' ratios | from | to |");
        Console.WriteLine("|---|---|---|---|---|");
        for (int way = 0; way < Names.Length; way++)
        {
            double[] ratios = [.. microseconds[way].Zip(microseconds[0], (one, without) => one / without).Order()];
            Console.WriteLine($"| {Names[way]} | {microseconds[way].Order().ElementAt(Rounds / 2):F1} | {ratios[Rounds / 2]:F3} | {ratios[0]:F3} | {ratios[^1]:F3} |");
        }

        return 0;
    }

    static async Task<double> Measure(int way, TrainingData data, string folder)
    {
        if (way == 0)
            return Train(data, observers: []);
        await using LabServer server = await LabServer.StartAsync(new LabOptions { RunsFolder = folder });
        using BadClients? clients = way == 2 ? await BadClients.Connect(server.Address.Port) : null;
        return Train(data, [server.Follow("bench", new RunControl())]);
    }

    static double Train(TrainingData data, IRunObserver[] observers)
    {
        ModelDescription model = new("mlp", data.Training.InputShape, data.Preprocessing.Outputs) { Hidden = [512, 512] };
        Network<float> network = Network<float>.Build(model, seed: 1);
        Optimizer<float> optimizer = new(new RmsPropOptions()) { Layout = network.Layout };
        Trainer<float> trainer = new(network, TaskLoss.For<float>(data.Preprocessing.Task), optimizer, new TrainerOptions { Epochs = Epochs, BatchSize = Batch, Patience = 0, Threads = Environment.ProcessorCount });
        RunResult result = trainer.Train(data, observers);
        return 1e6 * result.Seconds / result.Steps;
    }
}
