using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Surefoot.Clipping;
using Surefoot.Optimizers;
using Surefoot.Randomness;
using Surefoot.Rules;
using Surefoot.Threading;
using Surefoot.Training.Autodiff;
using Surefoot.Training.Layers;
using Surefoot.Training.Losses;
using Surefoot.Training.Models;
using Surefoot.Training.Tensors;

namespace Surefoot.Training.Probe;

/// <summary>
/// The model of samples/gpt.cs, smaller, on a text that says the same thing over and over with another number.
/// </summary>
public sealed class CharacterModel : IDisposable
{
    const int Batch = 8,
        Context = 24,
        Width = 24;

    readonly string text = string.Concat(
        Enumerable.Range(100, 200).Select(i => $"step {i} is small, and step {i + 1} is smaller. ")
    );
    readonly char[] known;
    readonly WorkerPool pool;
    readonly Tape<float> tape;
    readonly Network<float> network;
    readonly Optimizer<float> optimizer;
    readonly SoftmaxCrossEntropy<float> loss = new();
    readonly float[] next = new float[Batch * Context];

    /// <summary>The model at its start.</summary>
    /// <param name="threads">Threads that compute.</param>
    public CharacterModel(int threads)
    {
        known = [.. text.Distinct().Order()];
        var layers = new Sequential<float>(
            new Dense<float>(known.Length, Width, name: "characters"),
            new PositionEmbedding<float>(Context, Width, name: "positions"),
            new TransformerBlock<float>(Width, 3, causal: true, dropout: 0.1, name: "block1"),
            new LayerNormalization<float>(Width, name: "norm"),
            new Dense<float>(Width, known.Length, name: "next")
        );
        network = new(layers, new Shape(Context, known.Length), seed: 1);
        pool = new(threads);
        tape = new(pool) { Training = true };
        optimizer = new(new RmsPropOptions { LearningRate = 3e-3 })
        {
            Layout = network.Layout,
            Pool = pool,
            Clipping = GradientClipping.ByGlobalNorm(1),
        };
    }

    /// <summary>One training step.</summary>
    /// <returns>The mean loss of a character, in nats.</returns>
    public float Step(int step)
    {
        tape.Rewind();
        tape.Random = new RandomStream(3, 4, (ulong)step);
        var random = new RandomStream(1, 2, (ulong)step);
        Tensor<float> x = tape.Input(new Shape(Batch, Context, known.Length));
        x.Value.Clear();
        for (int i = 0; i < Batch * Context; i++)
        {
            int at = random.Below((ulong)(i / Context), text.Length - Context) + (i % Context);
            x.Value[(i * known.Length) + Array.BinarySearch(known, text[at])] = 1;
            next[i] = Array.BinarySearch(known, text[at + 1]);
        }
        network.ZeroGradients();
        Tensor<float> error = loss.Apply(tape, network.Forward(tape, x).Reshape(-1, known.Length), next);
        tape.Backward(error);
        optimizer.Step(network.Parameters, network.Gradients);
        return error.Value[0];
    }

    /// <summary>
    /// "bytes that 20 steps allocated, tab, the loss after all steps, tab, the SHA-256 of the weights" for 1, 2 and 3
    /// threads.
    /// </summary>
    public static void Report(TextWriter output)
    {
        var lines = new List<string>();
        for (int threads = 1; threads <= 3; threads++)
        {
            using var model = new CharacterModel(threads);
            int step = 0;
            for (; step < 5; step++)
                model.Step(step);
            GC.Collect();
            GC.WaitForPendingFinalizers();
            // What the runtime makes once falls into one round; a step that allocates does so in every one.
            (long least, float loss) = (long.MaxValue, 0);
            for (int round = 0; round < 3; round++)
            {
                long before = GC.GetTotalAllocatedBytes(precise: true);
                for (int i = 0; i < 20; i++)
                    loss = model.Step(step++);
                least = Math.Min(least, GC.GetTotalAllocatedBytes(precise: true) - before);
            }
            lines.Add(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{least}\t{loss:R}\t" + $"{Hash(model.network.Parameters)}"
                )
            );
        }
        foreach (string line in lines)
            output.WriteLine(line);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        tape.Dispose();
        pool.Dispose();
    }

    static string Hash(ReadOnlySpan<float> weights) =>
        Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes(weights)));
}
