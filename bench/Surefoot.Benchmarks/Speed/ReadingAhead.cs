using System.Globalization;
using System.Text;
using Surefoot.Optimizers;
using Surefoot.Randomness;
using Surefoot.Rules;
using Surefoot.Training.Data;
using Surefoot.Training.Data.Transforms;
using Surefoot.Training.Models;
using Surefoot.Training.Runs;
using Surefoot.Training.Tensors;

namespace Surefoot.Benchmarks.Speed;

/// <summary>
/// What reading ahead on another thread is worth where rows are slow to read: whole epochs with it and without, in
/// turn.
/// </summary>
internal static class ReadingAhead
{
    const int Rounds = 7,
        Threads = 2;

    public static int Run()
    {
        using var folder = new TemporaryTable(rows: 20_000, columns: 40);
        Console.WriteLine(
            $"Rows trained a second with {Threads} threads, medians of {Rounds} epochs in turn; the ratio is "
                + "the median of the pairs.\n"
        );
        Console.WriteLine("| rows | read in turn | read ahead | ratio |");
        Console.WriteLine("|---|---|---|---|");
        Compare("a table of 40 numbers, streamed", DataLoader.Load(folder.Path, new() { Stream = true }));
        Compare("images of 3×32×32 in memory, flipped, cropped and with noise", Images(2_000));
        return 0;
    }

    static void Compare(string name, TrainingData data)
    {
        double[] inTurn = new double[Rounds],
            ahead = new double[Rounds];
        // The first round compiles the code and is not counted.
        for (int round = -1; round < Rounds; round++)
        {
            double slow = RowsASecond(data, new InTurn(data.Training)),
                fast = RowsASecond(data, data.Training);
            if (round >= 0)
                (inTurn[round], ahead[round]) = (slow, fast);
        }
        double[] ratios = [.. ahead.Zip(inTurn, (a, b) => a / b).Order()];
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"| {name} | {Median(inTurn):N0} | {Median(ahead):N0} | {ratios[Rounds / 2]:F2} |"
            )
        );
    }

    static double RowsASecond(TrainingData data, IDataset training)
    {
        var network = Network<float>.Build(
            new("mlp", training.InputShape, data.Preprocessing.Outputs) { Hidden = [128, 64] },
            1
        );
        var trainer = new Trainer<float>(
            network,
            TaskLoss.For<float>(data.Preprocessing.Task),
            new Optimizer<float>(new RmsPropOptions()),
            new TrainerOptions
            {
                Epochs = 1,
                BatchSize = 64,
                Threads = Threads,
            }
        );
        return trainer
            .Train(
                new()
                {
                    Training = training,
                    Validation = data.Validation,
                    Preprocessing = data.Preprocessing,
                    Source = "",
                    Fingerprint = "",
                },
                []
            )
            .SamplesPerSecond;
    }

    static TrainingData Images(int rows)
    {
        var shape = new Shape(3, 32, 32);
        var random = new RandomStream(1, 1);
        float[] pixels = [.. Enumerable.Range(0, rows * shape.Length).Select(i => (float)random.Uniform((ulong)i))];
        TrainingData plain = ArrayData.Classification(
            shape,
            pixels,
            [.. Enumerable.Range(0, rows).Select(i => i % 10)],
            [.. "0123456789".Select(digit => digit.ToString())],
            standardize: false
        );
        return new()
        {
            Training = new TransformedDataset(plain.Training, [new Flip(), new Crop(4), new Noise(0.1)], seed: 1),
            Validation = plain.Validation,
            Preprocessing = plain.Preprocessing,
            Source = "",
            Fingerprint = "",
        };
    }

    static double Median(double[] values) => values.Order().ElementAt(values.Length / 2);

    /// <summary>The same rows, without a word that they are slow.</summary>
    sealed class InTurn(IDataset rows) : IDataset
    {
        public int Count => rows.Count;

        public Shape InputShape => rows.InputShape;

        public bool HasTargets => rows.HasTargets;

        public void Read(ReadOnlySpan<int> chosen, Span<float> inputs, Span<float> targets)
        {
            if (rows is TransformedDataset changed)
                changed.Read(chosen, 1, inputs, targets);
            else
                rows.Read(chosen, inputs, targets);
        }
    }

    /// <summary>A made-up table in a folder that is gone afterwards.</summary>
    sealed class TemporaryTable : IDisposable
    {
        readonly string folder = Directory.CreateTempSubdirectory("surefoot-bench-").FullName;

        public TemporaryTable(int rows, int columns)
        {
            var random = new RandomStream(1, 2);
            using var file = new StreamWriter(Path, append: false, Encoding.UTF8);
            file.Write(string.Concat(Enumerable.Range(0, columns).Select(i => $"x{i},")) + "kind\n");
            for (int row = 0; row < rows; row++)
            {
                for (int i = 0; i < columns; i++)
                    file.Write(
                        string.Create(
                            CultureInfo.InvariantCulture,
                            $"{random.Normal(((ulong)row * (ulong)columns) + (ulong)i):F5},"
                        )
                    );
                file.Write(random.Uniform((ulong)row) < 0.5 ? "a\n" : "b\n");
            }
        }

        public string Path => System.IO.Path.Combine(folder, "table.csv");

        public void Dispose() => Directory.Delete(folder, recursive: true);
    }
}
