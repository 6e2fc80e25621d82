#:project ../src/Surefoot.Training/Surefoot.Training.csproj
#:property PublishAot=false

// The network "2c2d" of DeepOBS on handwritten digits, or on a folder of images in IDX files: dotnet run 2c2d.cs --
// [folder [epochs]] The model that it saves is used again by: dotnet run 2c2d.cs -- --load 2c2d.safetensors [folder]
using Surefoot.Optimizers;
using Surefoot.Rules;
using Surefoot.Training.Data;
using Surefoot.Training.Layers;
using Surefoot.Training.Models;
using Surefoot.Training.Runs;
using Surefoot.Training.Tensors;

bool load = args is ["--load", _, ..];
string[] rest = load ? args[2..] : args;
TrainingData data = DataLoader.Load(rest is [not "digits", ..] ? rest[0] : null, new DataOptions());
SavedModel model = load ? SavedModel.Load(args[1]) : Train();

// Saved and loaded, here or in another process, it says the same to the last bit.
Predictions predictions = model.Predict(data.Validation);
for (int row = 0; row < 5; row++)
    Console.WriteLine(
        $"validation row {row}: {predictions.ClassName(row)}, "
            + $"{predictions.Probability(row, predictions.ClassIndex(row)):R}"
    );

SavedModel Train()
{
    Shape image = data.Training.InputShape;
    int channels = image[0],
        height = image[1],
        width = image[2],
        classes = data.Preprocessing.Classes.Count;

    // Two convolutions, each followed by a pooling that halves the image, and two dense layers.
    var layers = new Sequential<float>(
        new ChannelsLast<float>(),
        new Convolution2d<float>(channels, 32, kernel: 5, padding: 2, activation: Activation.Relu),
        new MaxPool2d<float>(3, stride: 2, ceiling: true),
        new Convolution2d<float>(32, 64, kernel: 5, padding: 2, activation: Activation.Relu),
        new MaxPool2d<float>(3, stride: 2, ceiling: true),
        new Flatten<float>(),
        new Dense<float>(64 * Pooled(Pooled(height)) * Pooled(Pooled(width)), 1024, Activation.Relu),
        new Dense<float>(1024, classes)
    );

    var network = new Network<float>(layers, image, seed: 1);
    FitResult fit = network.Fit(data, new RmsPropOptions(), epochs: rest.Length > 1 ? int.Parse(rest[1]) : 8);
    Console.WriteLine(
        $"best epoch {fit.Run.BestEpoch}: accuracy {fit.Run.Validation!.Measure:F4} on "
            + $"{data.Validation.Count} images held back"
    );
    if (fit.Run.Test is { } test)
        Console.WriteLine($"accuracy {test.Measure:F4} on {test.Rows} test images");
    fit.Model.Save("2c2d.safetensors");
    return fit.Model;
}

static int Pooled(int size) => ((size - 2) / 2) + 1;
