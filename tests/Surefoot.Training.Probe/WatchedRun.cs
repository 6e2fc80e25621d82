using Surefoot.Optimizers;
using Surefoot.Training.Autodiff;
using Surefoot.Training.Configuration;
using Surefoot.Training.Data;
using Surefoot.Training.Losses;
using Surefoot.Training.Models;
using Surefoot.Training.Runs;
using Surefoot.Training.Tensors;
using Surefoot.Training.Watching;

namespace Surefoot.Training.Probe;

/// <summary>
/// How many bytes a run of the trainer allocates while it steps, its watcher at work: one epoch of so many steps that
/// the watcher's memory fills and is halved. Where somebody observes, an interval becomes an object on the observers'
/// thread, so there only the run's own thread is counted; else the whole process is.
/// </summary>
public static class WatchedRun
{
    // Of these rows 85 % are trained on: 10,200 steps.
    const int Rows = 24_000,
        Batch = 2,
        Part = 1_000,
        Parts = 10;

    /// <summary>
    /// A line for every part of a run: "bytes, tab, steps up to its end, tab, threads, tab, whether it is observed,
    /// tab, intervals that were told of".
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
        return counter.Allocated.Select(
            (bytes, part) => $"{bytes}\t{(part + 1) * Part}\t{threads}\t{observed}\t{intervals.Count}"
        );
    }

    /// <summary>A loss that looks, at every thousandth step, at what was allocated since the last look.</summary>
    sealed class Counter(Loss<float> inner, bool ownThread) : Loss<float>
    {
        readonly long[] allocated = new long[Parts];
        long before;
        int steps;

        public override string Kind => inner.Kind;

        public IEnumerable<long> Allocated => allocated;

        public override Tensor<float> Apply(Tape<float> tape, Tensor<float> output, ReadOnlySpan<float> targets)
        {
            if (tape.Training && steps++ % Part == 0)
            {
                long now = Bytes();
                if (steps > 1)
                    allocated[(steps / Part) - 1] = now - before;
                before = Bytes();
            }
            return inner.Apply(tape, output, targets);
        }

        protected override void AddSettings(Config config) { }

        long Bytes() => ownThread ? GC.GetAllocatedBytesForCurrentThread() : GC.GetTotalAllocatedBytes(precise: true);
    }

    sealed class Intervals : IRunObserver
    {
        public int Count { get; private set; }

        public void Watched(WatchedInterval e) => Count++;
    }
}
