using System.CommandLine;
using Surefoot.Cli.Settings;
using Surefoot.Training.Data;

namespace Surefoot.Cli.Commands;

/// <summary>The words that `surefoot train` understands, in the order in which its help lists them.</summary>
sealed class TrainArguments
{
    readonly Argument<string?> data = new("DATA")
    {
        Arity = ArgumentArity.ZeroOrOne,
        Description = "A CSV file; a NumPy file (.npz with x and y, or .npy); SVMLight rows; lines of a label, a tab and a text; a folder of IDX images (train-images-idx3-ubyte[.gz] …), of CIFAR-10's batches, or of PNG images in a folder a class. Without it, the built-in handwritten digits.",
    };

    readonly Option<string?> target = Text("--target", "COLUMN", "The column to predict. Default: the last one.");
    readonly Option<string?> test = Text("--test", "FILE", "Rows that judge the result and choose nothing, in the format of DATA.");
    readonly Option<string?> task = Text("--task", "TASK", "classification or regression. Default: chosen from the target.");
    readonly Option<string?> model = Text("--model", "KIND", "mlp (dense layers); for images conv (sized to them), 2c2d (of DeepOBS) or resnet (small); for sequences lstm. Default: by the data.");
    readonly Option<string?> hidden = Text("--hidden", "N,N", "Widths of the hidden dense layers, for lstm of the recurrent ones. Default: 128,64; behind convolutions 128; for lstm 128.");
    readonly Option<string?> dropout = Text("--dropout", "X", "The share of values that dropout sets to 0 while training. Default: 0.5 in conv for classes, else 0.");
    readonly Option<string?> optimizer = Text("--optimizer", "NAME", "rmsprop, adagrad, adam, sgd or momentum. Default: rmsprop.");
    readonly Option<string?> learningRate = Text("--learning-rate", "X", "How far a step goes. Default: 0.001 for rmsprop and adam, 0.01 for adagrad, sgd and momentum.");
    readonly Option<string?> decay = Text("--decay", "X", "rmsprop: the share of the mean square that a step keeps. Default: 0.99.");
    readonly Option<string?> momentum = Text("--momentum", "X", "rmsprop, sgd, momentum: the share of the momentum that a step keeps. Default: 0; for momentum 0.9.");
    readonly Option<bool> centered = Flag("--centered", "rmsprop: divides by the standard deviation of the gradients, not by their root mean square.");
    readonly Option<bool> nesterov = Flag("--nesterov", "rmsprop, sgd, momentum: momentum that looks ahead. Needs --momentum.");
    readonly Option<string?> preset = Text("--preset", "NAME", "rmsprop: the dialect to start from: pytorch, keras, tf1, optax, hinton, graves or dqn; other options change it.");
    readonly Option<string?> epsilon = Text("--epsilon", "X", "rmsprop, adagrad, adam: what keeps the divisor from 0. Default for rmsprop: 1e-8.");
    readonly Option<string?> weightDecay = Text("--weight-decay", "X", "How strongly weights are pulled to 0. Default: 0.");
    readonly Option<string?> schedule = Text("--schedule", "NAME", "How the rate changes: constant, step:EPOCHS[:FACTOR], exponential:FACTOR, polynomial[:POWER], cosine[:EPOCHS], onecycle, inverse-sqrt[:EPOCHS] or plateau[:FACTOR[:EPOCHS]]. Default: constant.");
    readonly Option<string?> warmup = Text("--warmup", "STEPS", "Steps over which the rate rises in a straight line before the schedule begins.");
    readonly Option<string?> clipNorm = Text("--clip-norm", "X", "Shorten the gradient of all weights together to this length.");
    readonly Option<string?> clipValue = Text("--clip-value", "X", "Hold each single gradient within this bound.");
    readonly Option<string?> average = Text("--average", "X", "Average the weights, keeping this share at each step (such as 0.999), and use the average.");
    readonly Option<string?> accumulate = Text("--accumulate", "N", "Average the gradients of this many batches before each step. Default: 1.");
    readonly Option<string?> epochs = Text("--epochs", "N", "How many times to go through the training rows, at most. Default: 10 to 40, fewer the more rows there are.");
    readonly Option<string?> batchSize = Text("--batch-size", "N", "Rows that each step averages over. Default: 32; from 10,000 training rows on 64.");
    readonly Option<string?> validation = Text("--validation", "SHARE", "The share of the training rows held back to watch the run. Default: 0.15.");
    readonly Option<string?> window = Text("--window", "ROWS", "Tables: an example is this many rows one after another, in the order of the file; the last rows validate.");
    readonly Option<string?> ahead = Text("--ahead", "ROWS", "With --window: how many rows after the window's last the target stands. Default: 0.");
    readonly Option<string?> augment = Text("--augment", "LIST", "Random changes of the training rows: flip (mirror images), crop:PIXELS (shift them), noise:DEVIATION, with commas between.");
    readonly Option<string?> patience = Text("--patience", "N", "Stop after this many epochs without a better validation loss; 0 never stops early. Default: 8.");
    readonly Option<string?> seed = Text("--seed", "N", "The seed of every random choice. Default: 1.");
    readonly Option<string?> threads = Text("--threads", "N", "Threads that compute; the result does not depend on it. Default: one a processor.");
    readonly Option<string?> outFolder = Text("--out", "DIR", "The folder of the run: made where it is missing, refused where it holds a run. Default: a new one under runs.");
    readonly Option<bool> json = Flag("--json", "Print one JSON object as the last line of stdout.");

    /// <summary>Gives the words to a command.</summary>
    public void AddTo(Command command)
    {
        command.Arguments.Add(data);
        foreach (Option option in (Option[])
            [target, test, task, model, hidden, dropout, optimizer, learningRate, decay, momentum, centered, nesterov, preset, epsilon,
             weightDecay, schedule, warmup, clipNorm, clipValue, average, accumulate, epochs, batchSize, validation, window, ahead, augment, patience, seed, threads, outFolder, json])
        {
            command.Options.Add(option);
        }
    }

    /// <summary>Reads and checks every value.</summary>
    /// <exception cref="UsageException">A value does not fit.</exception>
    public TrainRequest Read(ParseResult parsed) => new()
    {
        Arguments = [.. parsed.Tokens.Select(token => token.Value)],
        DataPath = parsed.GetValue(data),
        Target = parsed.GetValue(target),
        TestPath = parsed.GetValue(test),
        Task = Values.Word("--task", parsed.GetValue(task), ["classification", "regression"]),
        Model = Values.Word("--model", parsed.GetValue(model), NetworkSettings.Kinds),
        Hidden = Values.Widths("--hidden", parsed.GetValue(hidden), "128,64"),
        Dropout = Values.Share("--dropout", parsed.GetValue(dropout), "0.2"),
        Optimizer = OptimizerSettings.From(new OptimizerWords(
            parsed.GetValue(optimizer), parsed.GetValue(learningRate), parsed.GetValue(decay), parsed.GetValue(momentum), parsed.GetValue(centered),
            parsed.GetValue(preset), parsed.GetValue(epsilon), parsed.GetValue(weightDecay), parsed.GetValue(nesterov))),
        Schedule = ScheduleSettings.From(parsed.GetValue(schedule)),
        Warmup = Values.Whole("--warmup", parsed.GetValue(warmup), 1, 1_000_000_000, "500"),
        Clipping = ClippingSettings.From(parsed.GetValue(clipNorm), parsed.GetValue(clipValue)),
        Average = Values.Part("--average", parsed.GetValue(average), "0.999"),
        Accumulate = Values.Whole("--accumulate", parsed.GetValue(accumulate), 1, 1_000_000, "4"),
        Epochs = Values.Whole("--epochs", parsed.GetValue(epochs), 1, 1_000_000, "20"),
        BatchSize = Values.Whole("--batch-size", parsed.GetValue(batchSize), 1, 1_000_000, "64"),
        ValidationShare = Values.Part("--validation", parsed.GetValue(validation), "0.15"),
        Window = Values.Whole("--window", parsed.GetValue(window), 1, DataOptions.LongestWindow, "24") ?? 0,
        Ahead = Values.Whole("--ahead", parsed.GetValue(ahead), 0, DataOptions.LongestWindow, "1") ?? 0,
        Transforms = TransformSettings.From(parsed.GetValue(augment)),
        Patience = Values.Whole("--patience", parsed.GetValue(patience), 0, int.MaxValue, "5"),
        Seed = Values.Seed("--seed", parsed.GetValue(seed), "1") ?? 1,
        Threads = Values.Whole("--threads", parsed.GetValue(threads), 1, 256, "2"),
        Out = parsed.GetValue(outFolder),
        Json = parsed.GetValue(json),
    };

    static Option<string?> Text(string name, string value, string description) =>
        new(name) { HelpName = value, Description = description, Arity = ArgumentArity.ExactlyOne };

    static Option<bool> Flag(string name, string description) => new(name) { Description = description, Arity = ArgumentArity.Zero };
}
