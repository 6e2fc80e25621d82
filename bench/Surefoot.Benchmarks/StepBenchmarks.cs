using BenchmarkDotNet.Attributes;
using Surefoot.Memory;
using Surefoot.Optimizers;
using Surefoot.Rules;

namespace Surefoot.Benchmarks;

/// <summary>One step of each rule, with an allocation column.</summary>
[MemoryDiagnoser]
public class StepBenchmarks
{
    Block<float> weights = new(0),
        gradients = new(0);
    Optimizer<float> optimizer = new RmsProp();

    /// <summary>How many weights.</summary>
    [Params(100, 10_000, 1_000_000)]
    public int Parameters { get; set; }

    /// <summary>Which rule.</summary>
    [ParamsSource(nameof(Rules))]
    public string Rule { get; set; } = "";

    /// <summary>The rules by name.</summary>
    public static IEnumerable<string> Rules => Options.Keys;

    static Dictionary<string, OptimizerOptions> Options =>
        new()
        {
            ["rmsprop"] = new RmsPropOptions(),
            ["rmsprop, momentum"] = new RmsPropOptions { Momentum = 0.9 },
            ["rmsprop, centered"] = new RmsPropOptions { Centered = true },
            ["rmsprop, both"] = new RmsPropOptions { Centered = true, Momentum = 0.9 },
            ["adagrad"] = new AdaGradOptions(),
            ["adam"] = new AdamOptions(),
            ["amsgrad"] = new AdamOptions { AmsGrad = true },
            ["sgd"] = new SgdOptions(),
            ["momentum"] = new SgdOptions { Momentum = 0.9 },
        };

    /// <summary>Makes the weights and takes a first step.</summary>
    [GlobalSetup]
    public void Setup()
    {
        (weights, gradients) = (new(Parameters), new(Parameters));
        for (int i = 0; i < Parameters; i++)
            gradients.Span[i] = MathF.Sin(i);
        optimizer = new Optimizer<float>(Options[Rule] with { LearningRate = 1e-6 })
        {
            NonFinite = NonFinitePolicy.Allow,
        };
        Step();
    }

    /// <summary>One step.</summary>
    [Benchmark]
    public void Step() => optimizer.Step(weights.Span, gradients.Span);
}
