#:project ../src/Surefoot.Training/Surefoot.Training.csproj
#:property PublishAot=false

// A small character model: learns from a text file, and writes some of its own. dotnet run gpt.cs -- FILE [rmsprop|adam
// [RATE [SEED [STEPS]]]] The network that it saves is used again by: dotnet run gpt.cs -- --load gpt.safetensors FILE,
// with the same file, which says what characters there are.
using System.Diagnostics;
using System.Globalization;
using Surefoot.Clipping;
using Surefoot.Optimizers;
using Surefoot.Randomness;
using Surefoot.Rules;
using Surefoot.Schedules;
using Surefoot.Threading;
using Surefoot.Training.Autodiff;
using Surefoot.Training.Layers;
using Surefoot.Training.Losses;
using Surefoot.Training.Models;
using Surefoot.Training.Runs;
using Surefoot.Training.Tensors;

bool load = args is ["--load", _, ..];
string[] rest = load ? args[2..] : args;
if (rest.Length == 0)
{
    Console.Error.WriteLine(
        "Name a text file of some 100 kB or more: dotnet run gpt.cs -- FILE [rmsprop|adam [RATE [SEED [STEPS]]]]"
    );
    return 2;
}
string rule = rest.Length > 1 ? rest[1] : "rmsprop";
double rate = rest.Length > 2 ? double.Parse(rest[2], CultureInfo.InvariantCulture) : 1e-3;
ulong seed = rest.Length > 3 ? ulong.Parse(rest[3]) : 1;
int steps = rest.Length > 4 ? int.Parse(rest[4]) : 2000;
const int Batch = 32,
    Context = 64,
    Width = 64,
    Heads = 4,
    Blocks = 2,
    MostCharacters = 255;

// The commonest characters, in order; all others count as one more.
string text = File.ReadAllText(rest[0]);
char[] known =
[
    .. text.GroupBy(c => c)
        .OrderByDescending(group => group.Count())
        .ThenBy(group => group.Key)
        .Take(MostCharacters)
        .Select(group => group.Key)
        .Order(),
];
int characters = known.Length + 1;
int[] numbers = [.. text.Select(c => Array.BinarySearch(known, c) is >= 0 and var at ? at : known.Length)];
int learned = numbers.Length - (numbers.Length / 10);
if (numbers.Length / 10 <= 2 * Context)
{
    Console.Error.WriteLine($"{rest[0]} has {numbers.Length} characters; at least {20 * (Context + 1)} are needed.");
    return 2;
}

var loss = new SoftmaxCrossEntropy<float>();
using var pool = new WorkerPool(Environment.ProcessorCount);
using var tape = new Tape<float>(pool);
var next = new float[Batch * Context];
Network<float> network = load ? NetworkFile.Load(args[1]) : Train();

// Windows of the last tenth, which no step has seen.
(tape.Training, tape.Recording) = (false, false);
double sum = 0;
const int Batches = 20;
for (int i = 0; i < Batches; i++)
{
    var random = new RandomStream(seed: 1, stream: 2, (ulong)i);
    sum += Loss(network, row => learned + random.Below((ulong)row, numbers.Length - learned - Context)).Value[0];
}
Console.WriteLine($"{sum / Batches:R} nats a character on the last tenth of the text");
Console.WriteLine(Written(400));
return 0;

Network<float> Train()
{
    // A character is a 1 among zeros, so that the first layer picks its row.
    var made = new Network<float>(
        new Sequential<float>([
            new Dense<float>(characters, Width, initializer: Initializer.Normal(0.02)),
            new PositionEmbedding<float>(Context, Width),
            .. Enumerable.Range(0, Blocks).Select(_ => new TransformerBlock<float>(Width, Heads, causal: true)),
            new LayerNormalization<float>(Width),
            new Dense<float>(Width, characters),
        ]),
        new Shape(Context, characters),
        seed
    );
    OptimizerOptions options =
        rule == "adam" ? new AdamOptions { LearningRate = rate } : new RmsPropOptions { LearningRate = rate };
    var optimizer = new Optimizer<float>(options)
    {
        Layout = made.Layout,
        Pool = pool,
        Clipping = GradientClipping.ByGlobalNorm(1),
        Schedule = new WarmupSchedule((steps / 20) + 1, new CosineSchedule(steps)),
    };
    Console.WriteLine(
        string.Create(
            CultureInfo.InvariantCulture,
            $"{numbers.Length:#,0} characters of {characters} kinds, {made.ParameterCount:#,0} parameters, "
                + $"{options.Name}, rate {rate}, seed {seed}"
        )
    );
    var watch = Stopwatch.StartNew();
    double recent = Math.Log(characters);
    tape.Training = true;
    for (int step = 1; step <= steps; step++)
    {
        var random = new RandomStream(seed, stream: 1, (ulong)step);
        made.ZeroGradients();
        Tensor<float> error = Loss(made, row => random.Below((ulong)row, learned - Context));
        tape.Backward(error);
        optimizer.Step(made.Parameters, made.Gradients);
        recent += 0.05 * (error.Value[0] - recent);
        if (step % 100 == 0 || step == steps)
            Console.WriteLine($"step {step, 5}: {recent:F3} nats a character, {watch.Elapsed.TotalSeconds:F0} s");
    }
    NetworkFile.Save("gpt.safetensors", made);
    return made;
}

// How well the network foretells each next character of windows of the text.
Tensor<float> Loss(Network<float> of, Func<int, int> start)
{
    tape.Rewind();
    Tensor<float> x = tape.Input(new Shape(Batch, Context, characters));
    x.Value.Clear();
    for (int row = 0; row < Batch; row++)
    {
        int first = start(row);
        for (int i = 0; i < Context; i++)
        {
            x.Value[(((row * Context) + i) * characters) + numbers[first + i]] = 1;
            next[(row * Context) + i] = numbers[first + i + 1];
        }
    }
    return loss.Apply(tape, of.Forward(tape, x).Reshape(-1, characters), next);
}

// Each character is drawn with the probability that the network gives it, after the last ones.
string Written(int length)
{
    var random = new RandomStream(seed, stream: 3);
    List<int> made = [.. numbers[learned..(learned + Context)]];
    for (int i = 0; i < length; i++)
    {
        tape.Rewind();
        Tensor<float> x = tape.Input(new Shape(1, Context, characters));
        x.Value.Clear();
        for (int place = 0; place < Context; place++)
            x.Value[(place * characters) + made[made.Count - Context + place]] = 1;
        ReadOnlySpan<float> shares = network.Forward(tape, x)[.., (Context - 1)..].Softmax().Value;
        double left = random.Uniform((ulong)i);
        int character = 0;
        while (character < characters - 1 && (left -= shares[character]) >= 0)
            character++;
        made.Add(character);
    }
    return string.Concat(made.Skip(Context).Select(number => number < known.Length ? known[number] : '\uFFFD'));
}
