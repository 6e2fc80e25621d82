using System.Globalization;
using System.Text;
using Surefoot.Optimizers;
using Surefoot.Randomness;
using Surefoot.Rules;
using Surefoot.Training.Data;
using Surefoot.Training.Data.Images;
using Surefoot.Training.Models;
using Surefoot.Training.Runs;
using Surefoot.Training.Tensors;
using Surefoot.Training.Tests.Formats;

namespace Surefoot.Training.Tests.Runs;

/// <summary>Small data that can be learnt, and networks for it.</summary>
static class Samples
{
    /// <summary>
    /// A table of two numbers; whether their product is above 0 is the class, and 100 + 50·(x + y²) the value.
    /// </summary>
    public static TrainingData Table(ScratchFolder scratch, TaskKind task, int rows = 400)
    {
        var random = new RandomStream(7, 1);
        var text = new StringBuilder("x,y,target\n");
        for (int i = 0; i < rows; i++)
        {
            double x = random.Normal((ulong)(2 * i)),
                y = random.Normal((ulong)((2 * i) + 1));
            string target =
                task == TaskKind.Classification
                    ? (x * y > 0 ? "same" : "other")
                    : (100 + (50 * (x + (y * y)))).ToString(CultureInfo.InvariantCulture);
            text.Append(CultureInfo.InvariantCulture, $"{x},{y},{target}\n");
        }
        string path = scratch.Write($"{task}.csv", Encoding.UTF8.GetBytes(text.ToString()));
        return DataLoader.Load(path, new DataOptions { Target = "target", TestPath = path });
    }

    /// <summary>Images of 6 × 6 with noise; the class is the third of the image that is brighter.</summary>
    public static TrainingData Images(int rows = 150)
    {
        var random = new RandomStream(9, 1);
        var shape = new Shape(1, 6, 6);
        var pixels = new byte[rows * 36];
        var classes = new byte[rows];
        for (int i = 0; i < pixels.Length; i++)
        {
            classes[i / 36] = (byte)(i / 36 % 3);
            pixels[i] = (byte)((random.Uniform((ulong)i) * 120) + (i % 36 / 12 == classes[i / 36] ? 80 : 0));
        }
        IDataset all = new ImageDataset(shape, rows, pixels, Array.ConvertAll(classes, index => (float)index), 255);
        return new TrainingData
        {
            Training = new RowSubset(all, [.. Enumerable.Range(0, rows - 45)]),
            Validation = new RowSubset(all, [.. Enumerable.Range(rows - 45, 45)]),
            Preprocessing = new ImagePreprocessing(shape, 255, [0, 1, 2]),
            Source = "made up",
            Fingerprint = "",
        };
    }

    public static Network<float> Mlp(TrainingData data, double dropout = 0, ulong seed = 1, params int[] hidden) =>
        Network<float>.Build(
            new ModelDescription("mlp", data.Training.InputShape, data.Preprocessing.Outputs)
            {
                Hidden = hidden.Length == 0 ? [16] : hidden,
                Dropout = dropout,
            },
            seed
        );

    public static RunResult Train(
        Network<float> network,
        TrainingData data,
        TrainerOptions options,
        double rate = 0.01,
        IEnumerable<IRunObserver>? observers = null,
        CancellationToken cancel = default
    )
    {
        var optimizer = new Optimizer<float>(new RmsPropOptions { LearningRate = rate });
        return new Trainer<float>(network, TaskLoss.For<float>(data.Preprocessing.Task), optimizer, options).Train(
            data,
            observers ?? [],
            cancel
        );
    }

    public static TrainingData With(TrainingData data, IDataset training) =>
        new()
        {
            Training = training,
            Validation = data.Validation,
            Test = data.Test,
            Preprocessing = data.Preprocessing,
            Source = data.Source,
            Fingerprint = data.Fingerprint,
        };
}
