using System.Globalization;
using Surefoot.Lab.Server;
using Surefoot.Optimizers;
using Surefoot.Rules;
using Surefoot.Training.Data;
using Surefoot.Training.Models;
using Surefoot.Training.Runs;

namespace Surefoot.Benchmarks.Speed;

/// <summary>
/// What the page costs a run: the time of a step without it, with nobody looking, with ten clients that stall, trickle
/// or vanish, and with a window open on the run. The ways take turns, and each is set against the run without a page of
/// its own round; how far two runs without a page lie apart says what is noise.
/// </summary>
internal static class PageCost
{
    // Odd, for a median. What .NET compiles late, it compiles in the first rounds, which do not count.
    const int Rounds = 25,
        Warmups = 2,
        Epochs = 20,
        Batch = 128;

    // The threads that train; what the others do is the page's.
    static readonly string[] Training = ["bench training", "Surefoot worker"];

    static readonly (string Name, string? Clients)[] Ways =
    [
        ("no page", null),
        ("no page, again", null),
        ("the page, nobody looking", "nobody"),
        ("the page, ten bad clients", "bad"),
        ("the page, a window open on the run", "window"),
    ];

    /// <param name="args">
    /// "clients" for the clients' process; otherwise how many threads train, one a processor by default.
    /// </param>
    /// <returns>The exit code.</returns>
    public static async Task<int> Run(string[] args)
    {
        if (args is ["clients"])
            return await PageClients.Run();
        int threads = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : Environment.ProcessorCount;
        TrainingData data = DataLoader.Load(path: null, new DataOptions());
        double[][] microseconds = [.. Ways.Select(_ => new double[Rounds])],
            others = [.. Ways.Select(_ => new double[Rounds])];
        using PageClients clients = new();
        for (int round = -Warmups; round < Rounds; round++)
        {
            for (int turn = 0; turn < Ways.Length; turn++)
            {
                int way = (round + Warmups + turn) % Ways.Length;
                (double step, double other) = await Measure(Ways[way].Clients, clients, data, threads);
                if (round >= 0)
                    (microseconds[way][round], others[way][round]) = (step, other);
            }
        }

        Tell(threads, microseconds, others);
        return 0;
    }

    static void Tell(int threads, double[][] microseconds, double[][] others)
    {
        Console.WriteLine(
            $"MLP 64-512-512-10 on the digits, batch {Batch}, {threads} threads, {Environment.ProcessorCount} "
                + $"processors; {Rounds} rounds in turns.\n"
        );
        Console.WriteLine(
            "| | µs a step, median | of no page, median of the rounds' ratios | middle half | all | other "
                + "threads, % of a processor |"
        );
        Console.WriteLine("|---|---|---|---|---|---|");
        for (int way = 0; way < Ways.Length; way++)
        {
            double[] ratios = [.. microseconds[way].Zip(microseconds[0], (one, without) => one / without).Order()];
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"| {Ways[way].Name} | {Median(microseconds[way]):F1} | {Median(ratios):F3} | "
                        + $"{ratios[Rounds / 4]:F3}–{ratios[^(1 + (Rounds / 4))]:F3} | "
                        + $"{ratios[0]:F3}–{ratios[^1]:F3} | {100 * Median(others[way]):F2} |"
                )
            );
        }
    }

    static double Median(double[] numbers) => numbers.Order().ElementAt(numbers.Length / 2);

    static async Task<(double Step, double Others)> Measure(
        string? who,
        PageClients clients,
        TrainingData data,
        int threads
    )
    {
        string root = Directory.CreateTempSubdirectory("surefoot-page-").FullName;
        try
        {
            RunFolder folder = RunFolder.Create(Path.Combine(root, "bench"));
            folder.Write(Record(data));
            if (who is null)
                return OnOwnThread(() => Train(data, threads, [folder.Metrics]));
            using RunLock held = folder.Lock();
            await using LabServer server = await LabServer.StartAsync(new LabOptions { RunsFolder = root });
            IRunObserver page = server.Follow("bench", new RunControl());
            clients.Come(who, server.Address.Port);
            try
            {
                return OnOwnThread(() => Train(data, threads, [folder.Metrics, page]));
            }
            finally
            {
                clients.Come("nobody", 0);
            }
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }

    // As in the command: training holds none of the threads that serve.
    static T OnOwnThread<T>(Func<T> work)
    {
        T? result = default;
        Thread thread = new(() => result = work()) { Name = Training[0] };
        thread.Start();
        thread.Join();
        return result!;
    }

    static (double Step, double Others) Train(TrainingData data, int threads, IRunObserver[] observers)
    {
        ModelDescription model = new("mlp", data.Training.InputShape, data.Preprocessing.Outputs)
        {
            Hidden = [512, 512],
        };
        Network<float> network = Network<float>.Build(model, seed: 1);
        Optimizer<float> optimizer = new(new RmsPropOptions()) { Layout = network.Layout };
        Trainer<float> trainer = new(
            network,
            TaskLoss.For<float>(data.Preprocessing.Task),
            optimizer,
            new TrainerOptions
            {
                Epochs = Epochs,
                BatchSize = Batch,
                Patience = 0,
                Threads = threads,
            }
        );
        double before = ThreadTimes.Seconds(Training);
        RunResult result = trainer.Train(data, observers);
        return (1e6 * result.Seconds / result.Steps, (ThreadTimes.Seconds(Training) - before) / result.Seconds);
    }

    static RunRecord Record(TrainingData data) =>
        new()
        {
            Name = "bench",
            Seed = 1,
            Task = "classification",
            Model = "mlp",
            Optimizer = "rmsprop",
            Classes = data.Preprocessing.Classes,
            Data = DataRecord.Of(data),
            Environment = RunEnvironment.Current,
            Started = DateTimeOffset.UnixEpoch,
        };
}
