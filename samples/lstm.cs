#:project ../src/Surefoot.Training/Surefoot.Training.csproj
#:property PublishAot=false

// Long short-term memory on the adding problem (Hochreiter and Schmidhuber 1997): of a long sequence of numbers two are marked, one in each half, and their sum is wanted.
// Saying 1 always leaves a mean squared error of 0.167. dotnet run lstm.cs [length [steps]]
using Surefoot.Clipping;
using Surefoot.Optimizers;
using Surefoot.Randomness;
using Surefoot.Threading;
using Surefoot.Training.Autodiff;
using Surefoot.Training.Layers;
using Surefoot.Training.Losses;
using Surefoot.Training.Models;
using Surefoot.Training.Tensors;

int length = args.Length > 0 ? int.Parse(args[0]) : 100, steps = args.Length > 1 ? int.Parse(args[1]) : 4000;
const int Batch = 64, Units = 64;

var layers = new Sequential<float>(
    new Lstm<float>(features: 2, Units, name: "lstm1"),
    new Dense<float>(Units, 1, name: "dense1"));

var network = new Network<float>(layers, new Shape(length, 2), seed: 1);
var optimizer = new Optimizer<float>(new RmsPropOptions { LearningRate = 2e-3, Decay = 0.95 }) { Layout = network.Layout, Clipping = GradientClipping.ByGlobalNorm(1) };
var loss = new MeanSquared<float>();
using var pool = new WorkerPool(Environment.ProcessorCount);
using var tape = new Tape<float>(pool);
var targets = new float[Batch];
double recent = 0.2;

for (int step = 1; step <= steps; step++)
{
    tape.Rewind();
    Tensor<float> x = tape.Input(new Shape(Batch, length, 2));
    Draw(x.Value, new RandomStream(seed: 1, stream: 1, (ulong)step));
    network.ZeroGradients();
    Tensor<float> error = loss.Apply(tape, network.Forward(tape, x), targets);
    tape.Backward(error);
    optimizer.Step(network.Parameters, network.Gradients);
    recent += 0.02 * (error.Value[0] - recent);
    if (step % 250 == 0) Console.WriteLine($"step {step,5}: mean squared error {recent:F4}");
}

// Sequences that no step has seen.
tape.Recording = false;
double sum = 0;
const int Batches = 50;
for (int i = 0; i < Batches; i++)
{
    tape.Rewind();
    Tensor<float> x = tape.Input(new Shape(Batch, length, 2));
    Draw(x.Value, new RandomStream(seed: 1, stream: 2, (ulong)i));
    sum += loss.Apply(tape, network.Forward(tape, x), targets).Value[0];
}
Console.WriteLine($"mean squared error {sum / Batches:F5} on {Batch * Batches} new sequences of {length} numbers");

// A number in [0, 1) and a mark at each time step.
void Draw(Span<float> inputs, RandomStream random)
{
    ulong place = 0;
    for (int i = 0; i < Batch; i++)
    {
        Span<float> sequence = inputs.Slice(i * length * 2, length * 2);
        for (int time = 0; time < length; time++) (sequence[2 * time], sequence[(2 * time) + 1]) = ((float)random.Uniform(place++), 0);
        int half = length / 2, first = (int)(random.Uniform(place++) * half), second = half + (int)(random.Uniform(place++) * (length - half));
        sequence[(2 * first) + 1] = sequence[(2 * second) + 1] = 1;
        targets[i] = sequence[2 * first] + sequence[2 * second];
    }
}
