#:project ../src/Surefoot.Training/Surefoot.Training.csproj
#:property PublishAot=false

// Long short-term memory on the adding problem (Hochreiter and Schmidhuber 1997): of a long sequence of numbers two are
// marked, one in each half, and their sum is wanted. Saying 1 always leaves a mean squared error of 0.167. dotnet run
// lstm.cs -- [length [steps]] The network that it saves is used again by: dotnet run lstm.cs -- --load lstm.safetensors
// [length]
using Surefoot.Clipping;
using Surefoot.Optimizers;
using Surefoot.Randomness;
using Surefoot.Rules;
using Surefoot.Threading;
using Surefoot.Training.Autodiff;
using Surefoot.Training.Layers;
using Surefoot.Training.Losses;
using Surefoot.Training.Models;
using Surefoot.Training.Runs;
using Surefoot.Training.Tensors;

bool load = args is ["--load", _, ..];
string[] rest = load ? args[2..] : args;
int length = rest.Length > 0 ? int.Parse(rest[0]) : 100,
    steps = rest.Length > 1 ? int.Parse(rest[1]) : 4000;
const int Batch = 64,
    Units = 64;

var targets = new float[Batch];
var loss = new MeanSquared<float>();
using var pool = new WorkerPool(Environment.ProcessorCount);
using var tape = new Tape<float>(pool);
Network<float> network = load ? NetworkFile.Load(args[1]) : Train();

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
Console.WriteLine($"mean squared error {sum / Batches:R} on {Batch * Batches} new sequences of {length} numbers");

Network<float> Train()
{
    var made = new Network<float>(
        new Sequential<float>(new Lstm<float>(features: 2, Units), new Dense<float>(Units, 1)),
        new Shape(length, 2),
        seed: 1
    );
    var optimizer = new Optimizer<float>(new RmsPropOptions { LearningRate = 2e-3, Decay = 0.95 })
    {
        Layout = made.Layout,
        Clipping = GradientClipping.ByGlobalNorm(1),
    };
    double recent = 0.2;
    for (int step = 1; step <= steps; step++)
    {
        tape.Rewind();
        Tensor<float> x = tape.Input(new Shape(Batch, length, 2));
        Draw(x.Value, new RandomStream(seed: 1, stream: 1, (ulong)step));
        made.ZeroGradients();
        Tensor<float> error = loss.Apply(tape, made.Forward(tape, x), targets);
        tape.Backward(error);
        optimizer.Step(made.Parameters, made.Gradients);
        recent += 0.02 * (error.Value[0] - recent);
        if (step % 250 == 0)
            Console.WriteLine($"step {step, 5}: mean squared error {recent:F4}");
    }
    NetworkFile.Save("lstm.safetensors", made);
    return made;
}

// A number in [0, 1) and a mark at each time step.
void Draw(Span<float> inputs, RandomStream random)
{
    ulong place = 0;
    for (int i = 0; i < Batch; i++)
    {
        Span<float> sequence = inputs.Slice(i * length * 2, length * 2);
        for (int time = 0; time < length; time++)
            (sequence[2 * time], sequence[(2 * time) + 1]) = ((float)random.Uniform(place++), 0);
        int half = length / 2,
            first = (int)(random.Uniform(place++) * half),
            second = half + (int)(random.Uniform(place++) * (length - half));
        sequence[(2 * first) + 1] = sequence[(2 * second) + 1] = 1;
        targets[i] = sequence[2 * first] + sequence[2 * second];
    }
}
