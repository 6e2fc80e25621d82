using BenchmarkDotNet.Attributes;
using Surefoot.Optimizers;
using Surefoot.Randomness;
using Surefoot.Rules;
using Surefoot.Sparse;

namespace Surefoot.Benchmarks;

/// <summary>
/// One step of a table of 1,000,000 × 64 floats with a batch of 128 × 30 indices, beside the dense step over the same
/// table. Read the ratio.
/// </summary>
[MemoryDiagnoser]
public class SparseBenchmarks
{
    const int Rows = 1_000_000,
        Width = 64,
        BatchLength = 128 * 30,
        Batches = 64;

    readonly float[] table = GC.AllocateArray<float>(Rows * Width, pinned: true);
    readonly float[] gradients = new float[BatchLength * Width];
    readonly int[][] batches = new int[Batches][];
    RowSparseOptimizer<float> sparse = null!;
    Optimizer<float> dense = null!;
    float[] denseGradients = [];
    int step;

    /// <summary>Which settings.</summary>
    [Params("plain", "centered", "momentum", "adagrad", "sgd")]
    public string Variant { get; set; } = "plain";

    /// <summary>
    /// Whether some rows are far more frequent than others, as words are, so that a third of the indices repeat.
    /// </summary>
    [Params(false, true)]
    public bool Frequent { get; set; }

    OptimizerOptions Options =>
        Variant switch
        {
            "plain" => new RmsPropOptions(),
            "centered" => new RmsPropOptions { Centered = true },
            "momentum" => new RmsPropOptions { Momentum = 0.9 },
            "adagrad" => new AdaGradOptions(),
            _ => new SgdOptions(),
        };

    /// <summary>The table and 64 batches.</summary>
    [GlobalSetup(Target = nameof(Sparse))]
    public void PrepareSparse()
    {
        for (int b = 0; b < Batches; b++)
        {
            var random = new RandomStream(1, 1, (ulong)b);
            batches[b] =
            [
                .. Enumerable
                    .Range(0, BatchLength)
                    .Select(i => Frequent ? Zipf(random.Uniform((ulong)i)) : random.Below((ulong)i, Rows)),
            ];
        }
        var noise = new RandomStream(1, 2);
        for (int i = 0; i < gradients.Length; i++)
            gradients[i] = (float)noise.Uniform((ulong)i) - 0.5f;
        sparse = new RowSparseOptimizer<float>(Options, Rows, Width);
        for (int i = 0; i < 2 * Batches; i++)
            Sparse();
    }

    /// <summary>The table with a gradient for all of it.</summary>
    [GlobalSetup(Target = nameof(Dense))]
    public void PrepareDense()
    {
        denseGradients = GC.AllocateArray<float>(Rows * Width, pinned: true);
        denseGradients.AsSpan().Fill(1e-3f);
        dense = new Optimizer<float>(Options);
        Dense();
    }

    /// <summary>The step of the whole table.</summary>
    [Benchmark(Baseline = true)]
    public void Dense() => dense.Step(table, denseGradients);

    /// <summary>The step of the rows of a batch.</summary>
    [Benchmark]
    public void Sparse() => sparse.Step(table, batches[step++ % Batches], gradients);

    // A row of rank r with a probability like 1/r, the ranks spread over the table.
    static int Zipf(double uniform) => (int)((long)(Math.Pow(Rows, uniform) - 1) * 7919 % Rows);
}
