using System.Numerics;
using Surefoot.Randomness;
using Surefoot.Threading;
using Surefoot.Training.Autodiff;
using Surefoot.Training.Losses;
using Surefoot.Training.Models;

namespace Surefoot.Training.Probe;

/// <summary>A model with made-up data: what the laws over all models run on.</summary>
public static class ModelCase
{
    /// <summary>Every kind of model, in shapes that hold 1 and odd sizes.</summary>
    public static IReadOnlyList<ModelDescription> All { get; } =
    [
        new("mlp", new(13), 3) { Hidden = [33, 7], Dropout = 0.3 },
        new("mlp", new(784), 10) { Hidden = [128] },
        new("mlp", new(5), 2) { Hidden = [] },
        new("conv", new(1, 8, 8), 10) { Hidden = [32], Dropout = 0.25 },
        new("conv", new(3, 15, 17), 4) { Hidden = [] },
        new("2c2d", new(2, 9, 10), 3) { Dropout = 0.25 },
        new("resnet", new(3, 9, 8), 3),
        new("lstm", new(7, 3), 3) { Hidden = [17, 5], Dropout = 0.25 },
        new("text", new(9), 3)
        {
            Hidden = [17, 8],
            Vocabulary = 25,
            Dropout = 0.25,
        },
        new("forecast", new(7, 3), 3) { Hidden = [17, 5], Dropout = 0.25 },
    ];

    /// <summary>Their numbers, for tests that take one.</summary>
    public static IEnumerable<object[]> Numbers =>
        Enumerable.Range(0, All.Count).Select(number => new object[] { number });

    /// <summary>Numbers in [0, 1), or words and empty places for text.</summary>
    public static void Fill<T>(ModelDescription model, Span<T> x, int firstRow)
        where T : unmanaged, IFloatingPointIeee754<T> => Fill(model.Input.Length, model.Vocabulary, x, firstRow);

    /// <summary>The same for what a network reads: words where it looks them up in a table.</summary>
    public static void Fill<T>(Network<T> network, Span<T> x, int firstRow)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Fill(network.InputShape.Length, network.Tables.FirstOrDefault()?.Rows ?? 0, x, firstRow);

    static void Fill<T>(int row, int words, Span<T> x, int firstRow)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var random = new RandomStream(17, 2);
        for (int i = 0; i < x.Length; i++)
        {
            double draw = random.Uniform((ulong)((firstRow * row) + i));
            x[i] = T.CreateTruncating(words > 0 ? Math.Floor(draw * (words + 3)) - 3 : draw);
        }
    }

    /// <summary>One training step by plain descent, on <paramref name="rows"/> rows.</summary>
    public static T Step<T>(
        Network<T> network,
        Tape<T> tape,
        Loss<T> loss,
        int step,
        int rows,
        ReadOnlySpan<float> targets
    )
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        tape.Rewind();
        (tape.Training, tape.Recording) = (true, true);
        tape.Random = new RandomStream(3, 4, (ulong)step);
        var x = tape.Input(network.InputShape.Batch(rows));
        Fill(network, x.Value, step * rows);
        network.ZeroGradients();
        var value = loss.Apply(tape, network.Forward(tape, x), targets[..rows]);
        tape.Backward(value);
        Span<T> parameters = network.Parameters,
            gradients = network.Gradients;
        T rate = T.CreateTruncating(0.05);
        for (int i = 0; i < parameters.Length; i++)
            parameters[i] -= rate * gradients[i];
        for (int i = 0; i < network.Tables.Count; i++)
        {
            var table = network.Tables[i];
            table.Optimizer ??= new(new Surefoot.Rules.SgdOptions { LearningRate = 0.05 }, table.Rows, table.Width);
            table.Optimizer.Pool = tape.Pool;
            table.Step();
        }
        return value.Value[0];
    }

    /// <summary>Classes that take turns.</summary>
    public static float[] Targets(int classes, int rows) =>
        [.. Enumerable.Range(0, rows).Select(i => (float)(i * 7 % classes))];

    /// <summary>The parameters after some steps, the last on a short batch.</summary>
    public static T[] Trained<T>(ModelDescription model, int threads, int steps = 4)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        using var pool = new WorkerPool(threads);
        using var tape = new Tape<T>(pool);
        var network = Network<T>.Build(model, 5);
        float[] targets = Targets(model.Outputs, 33);
        for (int step = 0; step < steps; step++)
            Step(network, tape, new SoftmaxCrossEntropy<T>(), step, step == steps - 1 ? 5 : 33, targets);
        return [.. network.Parameters, .. network.Tables.SelectMany(table => table.Weight.Value.ToArray())];
    }
}
