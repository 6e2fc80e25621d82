using Surefoot.Optimizers;
using Surefoot.Rules;
using Surefoot.Training.Autodiff;
using Surefoot.Training.Configuration;
using Surefoot.Training.Data;
using Surefoot.Training.Losses;
using Surefoot.Training.Models;
using Surefoot.Training.Runs;
using Surefoot.Training.Runs.Watching;
using Surefoot.Training.Tensors;

namespace Surefoot.Training.Probe;

/// <summary>
/// How many bytes a run of the trainer allocates while it steps, its watcher at work: one epoch of so many steps that
/// the watcher's memory fills and is halved. Where somebody observes, only the run's own thread is counted, since the
/// observers' may allocate, and what a step allocates that an interval ends with stands beside: its event is an object.
/// </summary>
public static class WatchedRun
{
    // Of these rows 85 % are trained on: 10,200 steps.
    const int Rows = 24_000,
        Batch = 2,
        Part = 1_000,
        Parts = 10;

    /// <summary>
    /// A line for every part of a run: "bytes of the steps without an event, tab, how many such steps there were, tab,
    /// threads, tab, whether it is observed, tab, bytes of the steps with an event, tab, how many, tab,
    /// events of the whole run".
    /// </summary>
    public static void Report(TextWriter output)
    {
        var lines = new List<string>();
        foreach ((int threads, bool observed) in ((int, bool)[])[(1, false), (2, false), (1, true)])
            lines.AddRange(Measure(threads, observed));
        foreach (string line in lines)
            output.WriteLine(line);
    }

    static IEnumerable<string> Measure(int threads, bool observed)
    {
        var model = new ModelDescription("mlp", new Shape(13), 3) { Hidden = [33, 7] };
        float[] inputs = new float[Rows * model.Input.Length];
        ModelCase.Fill<float>(model, inputs, 0);
        TrainingData data = ArrayData.Classification(
            model.Input,
            inputs,
            Array.ConvertAll(ModelCase.Targets(model.Outputs, Rows), target => (int)target),
            ["a", "b", "c"],
            standardize: false
        );
        var network = Network<float>.Build(model, 5);
        var optimizer = new Optimizer<float>(new RmsPropOptions { LearningRate = 1e-4 }) { Layout = network.Layout };
        var counter = new Counter(new SoftmaxCrossEntropy<float>(), observed);
        var intervals = new Intervals();
        var options = new TrainerOptions
        {
            Epochs = 1,
            BatchSize = Batch,
            Threads = threads,
            KeepBest = false,
        };
        new Trainer<float>(network, counter, optimizer, options).Train(data, observed ? [intervals] : []);
        return counter.Allocated.Chunk(Part).Select((bytes, part) => Line(part, bytes));

        string Line(int part, long[] bytes)
        {
            // The first step is step 1.
            ILookup<bool, long> byEvent = bytes
                .Index()
                .ToLookup(step => intervals.Steps.Contains((part * Part) + step.Index + 1), step => step.Item);
            return $"{byEvent[false].Sum()}\t{byEvent[false].Count()}\t{threads}\t{observed}"
                + $"\t{byEvent[true].Sum()}\t{byEvent[true].Count()}\t{intervals.Steps.Count}";
        }
    }

    /// <summary>A loss that looks, in every step, at what was allocated since the last look.</summary>
    sealed class Counter(Loss<float> inner, bool ownThread) : Loss<float>
    {
        readonly long[] allocated = new long[Part * Parts];
        long before;
        int steps;

        public override string Kind => inner.Kind;

        public IEnumerable<long> Allocated => allocated;

        public override Tensor<float> Apply(Tape<float> tape, Tensor<float> output, ReadOnlySpan<float> targets)
        {
            if (tape.Training)
            {
                // From the loss of a step to that of the next: the event of its interval, if it has one, is among it.
                if (steps > 0 && steps <= allocated.Length)
                    allocated[steps - 1] = Bytes() - before;
                steps++;
                before = Bytes();
            }
            return inner.Apply(tape, output, targets);
        }

        protected override void AddSettings(Config config) { }

        long Bytes() => ownThread ? GC.GetAllocatedBytesForCurrentThread() : GC.GetTotalAllocatedBytes(precise: true);
    }

    sealed class Intervals : IRunObserver
    {
        public HashSet<long> Steps { get; } = [];

        public void Watched(WatchedInterval e) => Steps.Add(e.Step);
    }
}
