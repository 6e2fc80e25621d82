using System.Globalization;
using System.Text;
using Surefoot.Optimizers;
using Surefoot.Randomness;
using Surefoot.Rules;
using Surefoot.Training.Data;
using Surefoot.Training.Models;
using Surefoot.Training.Runs;
using Surefoot.Training.Tests.Formats;

namespace Surefoot.Training.Tests.Explaining;

/// <summary>
/// A table of which is known what the target hangs on: a number, one of three kinds, and another number together with
/// whether it is missing. The other three columns, one of each sort, are noise.
/// </summary>
sealed class MadeTable
{
    internal static readonly string[] PutIn = ["size", "kind", "gap"],
        Noise = ["chance", "letter", "hole"];

    const int TrainingRows = 800,
        TestRows = 500;

    MadeTable(TrainingData data, SavedModel model) => (Data, Model) = (data, model);

    internal TrainingData Data { get; }

    internal SavedModel Model { get; }

    /// <summary>The rows that the network has not learned from.</summary>
    internal IDataset Test => Data.Test!;

    /// <summary>A table by a seed, and a network that was trained on it.</summary>
    internal static MadeTable Trained(TaskKind task, ulong seed)
    {
        using var scratch = new ScratchFolder();
        TrainingData data = DataLoader.Load(
            scratch.Write("made.csv", Text(task, seed, 0, TrainingRows)),
            new DataOptions
            {
                Target = "target",
                TestPath = scratch.Write("test.csv", Text(task, seed, TrainingRows, TestRows)),
                Seed = seed,
            }
        );
        var network = Network<float>.Build(
            new ModelDescription("mlp", data.Preprocessing.InputShape, data.Preprocessing.Outputs) { Hidden = [24] },
            seed
        );
        var loss = TaskLoss.For<float>(task);
        new Trainer<float>(
            network,
            loss,
            new Optimizer<float>(new RmsPropOptions { LearningRate = 0.003 }),
            new TrainerOptions
            {
                Epochs = 30,
                Patience = 6,
                Seed = seed,
                Threads = 1,
            }
        ).Train(data, []);
        return new(data, new SavedModel(network, data.Preprocessing, loss));
    }

    static byte[] Text(TaskKind task, ulong seed, int first, int rows)
    {
        // A stream for each column: nothing that is drawn for one tells of another.
        RandomStream[] random = [.. Enumerable.Range(1, 9).Select(column => new RandomStream(seed, 77, (ulong)column))];
        var text = new StringBuilder("size,chance,kind,letter,gap,hole,target\n");
        for (int row = first; row < first + rows; row++)
        {
            ulong i = (ulong)row;
            double size = random[0].Normal(i),
                gap = random[1].Normal(i);
            int kind = random[2].Below(i, 3);
            bool missing = random[3].Uniform(i) < 0.3;
            double made = (1.5 * size) + (kind - 1.0) + (missing ? -1.5 : gap) + (0.5 * random[4].Normal(i));
            string target =
                task == TaskKind.Regression ? Number(50 + (10 * made))
                : made > 0 ? "yes"
                : "no";
            string hole = random[5].Uniform(i) < 0.3 ? "" : Number(random[6].Normal(i));
            text.Append(
                CultureInfo.InvariantCulture,
                $"{Number(size)},{Number(random[7].Normal(i))},{"abc"[kind]},{"xyz"[random[8].Below(i, 3)]},"
                    + $"{(missing ? "" : Number(gap))},{hole},{target}\n"
            );
        }
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    static string Number(double value) => value.ToString("F4", CultureInfo.InvariantCulture);
}
