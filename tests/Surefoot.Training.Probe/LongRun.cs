using System.Diagnostics;
using Surefoot.Optimizers;
using Surefoot.Rules;
using Surefoot.Threading;
using Surefoot.Training.Autodiff;
using Surefoot.Training.Losses;
using Surefoot.Training.Models;
using Surefoot.Training.Tensors;

namespace Surefoot.Training.Probe;

/// <summary>
/// Many steps of RMSprop on a dense network of 784-128-10, with what the process holds at each tenth of the way.
/// </summary>
public static class LongRun
{
    const int Batch = 128;

    /// <summary>
    /// Eleven lines: "step, tab, bytes that the steps of this tenth allocated, tab, bytes of the managed heap, tab, KiB
    /// resident".
    /// </summary>
    public static void Report(TextWriter output, int steps)
    {
        var model = new ModelDescription("mlp", new Shape(784), 10);
        using var pool = new WorkerPool(2);
        using var tape = new Tape<float>(pool) { Training = true };
        var network = Network<float>.Build(model, 1);
        var loss = new SoftmaxCrossEntropy<float>();
        var optimizer = new Optimizer<float>(new RmsPropOptions { LearningRate = 1e-6 })
        {
            Layout = network.Layout,
            Pool = pool,
        };
        float[] targets = ModelCase.Targets(model.Outputs, Batch);
        for (int step = 0; step < 100; step++)
            Step();
        using var self = Process.GetCurrentProcess();
        var (allocated, heap, resident) = (new long[11], new long[11], new long[11]);
        for (int tenth = 0; tenth <= 10; tenth++)
        {
            // Looking at the process allocates, so the steps are counted by themselves.
            long before = GC.GetTotalAllocatedBytes(precise: true);
            for (int step = 0; tenth > 0 && step < steps / 10; step++)
                Step();
            allocated[tenth] = GC.GetTotalAllocatedBytes(precise: true) - before;
            heap[tenth] = GC.GetTotalMemory(forceFullCollection: false);
            self.Refresh();
            resident[tenth] = self.WorkingSet64 / 1024;
        }
        for (int tenth = 0; tenth <= 10; tenth++)
            output.WriteLine($"{(long)steps * tenth / 10}\t{allocated[tenth]}\t{heap[tenth]}\t{resident[tenth]}");

        void Step()
        {
            tape.Rewind();
            Tensor<float> x = tape.Input(model.Input.Batch(Batch));
            ModelCase.Fill(model, x.Value, 0);
            network.ZeroGradients();
            tape.Backward(loss.Apply(tape, network.Forward(tape, x), targets));
            optimizer.Step(network.Parameters, network.Gradients);
        }
    }
}
