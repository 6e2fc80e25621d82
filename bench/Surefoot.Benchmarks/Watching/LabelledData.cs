using Surefoot.Randomness;
using Surefoot.Training.Data;
using Surefoot.Training.Tensors;

namespace Surefoot.Benchmarks.Watching;

/// <summary>Rows to train on, and rows that neither the run nor its watcher ever sees, for the label.</summary>
/// <param name="Rows">What the run is given.</param>
/// <param name="Held">256 rows that it is not.</param>
sealed record LabelledData(TrainingData Rows, IDataset Held)
{
    const int HeldRows = 256;

    /// <summary>The data of a name; generated ones are drawn from the seed.</summary>
    /// <param name="name">One of the names in the runs' list.</param>
    /// <param name="rows">How many rows to train on and to validate with, together.</param>
    /// <param name="seed">What they are drawn from, and divided by.</param>
    /// <param name="shared">The folder with MNIST and the occupancy table.</param>
    public static LabelledData Load(string name, int rows, ulong seed, string shared) =>
        name switch
        {
            "digits" => Part(name, null, new DataOptions(), rows, seed),
            "mnist" => Part(name, Path.Combine(shared, "mnist"), new DataOptions(), rows, seed),
            "occupancy" => Part(
                name,
                Path.Combine(shared, "occupancy", "datatraining.txt"),
                new DataOptions { Target = "Occupancy" },
                rows,
                seed
            ),
            "blobs" => Classes(12, 6, rows, seed, (x, random) => Blob(x, random, seed)),
            "noisy-blobs" => Classes(12, 6, rows, seed, (x, random) => Wrong(Blob(x, random, seed), 6, random)),
            "rings" => Classes(8, 4, rows, seed, Ring),
            "noisy-rings" => Classes(8, 4, rows, seed, (x, random) => Wrong(Ring(x, random), 4, random)),
            "parity" => Classes(16, 2, rows, seed, Parity),
            "checker" => Classes(20, 2, rows, seed, Parity),
            "coins" => Classes(12, 4, rows, seed, (x, random) => random.Below(4)),
            "dice" => Numbers(10, rows, seed, x => 0),
            "majority" => Classes(20 * 4, 2, rows, seed, Majority, new Shape(20, 4)),
            "first" => Classes(24 * 3, 3, rows, seed, First, new Shape(24, 3)),
            "waves" => Numbers(6, rows, seed, x => (float)(Math.Sin(2 * x[0]) + (x[1] * x[2]))),
            "friedman" => Numbers(
                10,
                rows,
                seed,
                x => (float)((10 * Math.Sin(x[0] * x[1])) + (5 * x[2] * x[2]) + (3 * x[3]) + (2 * x[4]))
            ),
            _ => throw new ArgumentException($"There are no data called {name}.", nameof(name)),
        };

    // Files are read once; which of their rows a run has is drawn from its seed.
    static readonly Dictionary<string, TrainingData> Files = [];

    static LabelledData Part(string name, string? path, DataOptions options, int rows, ulong seed)
    {
        if (!Files.TryGetValue(name, out TrainingData? data))
            Files[name] = data = DataLoader.Load(path, options);
        int[] order = new int[data.Training.Count];
        new RandomStream(seed, 0x524F5753).Permute(order);
        int training = rows * 85 / 100;
        return new(
            With(
                data,
                new RowSubset(data.Training, order[..training]),
                new RowSubset(data.Training, order[training..rows])
            ),
            new RowSubset(data.Training, order[rows..(rows + HeldRows)])
        );
    }

    static TrainingData With(TrainingData data, IDataset training, IDataset validation) =>
        new()
        {
            Training = training,
            Validation = validation,
            Preprocessing = data.Preprocessing,
            Source = data.Source,
            Fingerprint = data.Fingerprint,
        };

    static LabelledData Classes(
        int width,
        int classes,
        int rows,
        ulong seed,
        Func<float[], Draw, int> target,
        Shape? shape = null
    )
    {
        var inputs = new float[(rows + HeldRows) * width];
        int[] targets = [.. Enumerable.Range(0, rows + HeldRows).Select(row => Row(inputs, row, width, seed, target))];
        Shape input = shape ?? new Shape(width);
        TrainingData data = ArrayData.Classification(
            input,
            inputs[..(rows * width)],
            targets.AsSpan(0, rows),
            [.. Enumerable.Range(0, classes).Select(i => $"{i}")],
            new DataOptions { Seed = seed },
            standardize: false
        );
        return new(
            data,
            new MatrixDataset(input, inputs[(rows * width)..], [.. targets[rows..].Select(value => (float)value)])
        );
    }

    static LabelledData Numbers(int width, int rows, ulong seed, Func<float[], float> target)
    {
        var inputs = new float[(rows + HeldRows) * width];
        float[] values =
        [
            .. Enumerable
                .Range(0, rows + HeldRows)
                .Select(row =>
                    Row(inputs, row, width, seed, (x, random) => target(x) + (0.3f * (float)random.Normal()))
                ),
        ];
        TrainingData data = ArrayData.Regression(
            new Shape(width),
            inputs[..(rows * width)],
            values.AsSpan(0, rows),
            new DataOptions { Seed = seed },
            standardize: false
        );
        return new(
            data,
            new MatrixDataset(
                new Shape(width),
                inputs[(rows * width)..],
                [
                    .. values[rows..]
                        .Select(value =>
                            (float)((value - data.Preprocessing.TargetMean) / data.Preprocessing.TargetScale)
                        ),
                ]
            )
        );
    }

    static TTarget Row<TTarget>(float[] inputs, int row, int width, ulong seed, Func<float[], Draw, TTarget> target)
    {
        var random = new Draw(new RandomStream(seed, 0x57415443, (ulong)row));
        float[] x = [.. Enumerable.Range(0, width).Select(_ => (float)random.Normal())];
        TTarget value = target(x, random);
        x.CopyTo(inputs.AsSpan(row * width));
        return value;
    }

    static int Blob(float[] x, Draw random, ulong seed)
    {
        int kind = random.Below(6);
        var centres = new RandomStream(seed, 0x424C4F42);
        for (int i = 0; i < x.Length; i++)
            x[i] += 0.8f * (float)centres.Normal((ulong)((kind * x.Length) + i));
        return kind;
    }

    static int Ring(float[] x, Draw random) =>
        (x[0] * x[0]) + (x[1] * x[1]) < 1.39f ? (x[2] > 0 ? 0 : 1) : (x[0] * x[1] > 0 ? 2 : 3);

    static int Wrong(int kind, int kinds, Draw random) => random.Uniform() < 0.3 ? random.Below(kinds) : kind;

    static int Parity(float[] x, Draw random)
    {
        for (int i = 0; i < x.Length; i++)
            x[i] = x[i] > 0 ? 1 : -1;
        return x.Aggregate(1f, (product, bit) => product * bit) > 0 ? 1 : 0;
    }

    static int Majority(float[] x, Draw random) => Enumerable.Range(0, 20).Sum(t => x[4 * t]) > 0 ? 1 : 0;

    static int First(float[] x, Draw random) =>
        x[0] > 0.43f ? 0
        : x[0] < -0.43f ? 1
        : 2;

    /// <summary>Numbers one after another from a stream.</summary>
    sealed class Draw(RandomStream stream)
    {
        ulong next;

        public double Normal() => stream.Normal(next++);

        public double Uniform() => stream.Uniform(next++);

        public int Below(int bound) => stream.Below(next++, bound);
    }
}
