#:project ../src/Surefoot.Training/Surefoot.Training.csproj
#:property PublishAot=false

// A small residual network on handwritten digits, or on a folder of images in IDX files: dotnet run resnet.cs --
// [folder [epochs]] The model that it saves is used again by: dotnet run resnet.cs -- --load resnet.safetensors
// [folder]
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
        classes = data.Preprocessing.Classes.Count;

    var layers = new Sequential<float>(
        new ChannelsLast<float>(),
        new Convolution2d<float>(channels, 16, kernel: 3, padding: 1, initializer: Initializer.He),
        new BatchNormalization<float>(16),
        new Relu<float>(),
        Block("block1", 16, 16),
        new Relu<float>(),
        Block("block2", 16, 16),
        new Relu<float>(),
        Block("block3", 16, 32),
        new Relu<float>(),
        Block("block4", 32, 32),
        new Relu<float>(),
        Block("block5", 32, 64),
        new Relu<float>(),
        Block("block6", 64, 64),
        new Relu<float>(),
        new GlobalAveragePool<float>(),
        new Dense<float>(64, classes)
    );

    var network = new Network<float>(layers, image, seed: 1);
    FitResult fit = network.Fit(data, new RmsPropOptions(), epochs: rest.Length > 1 ? int.Parse(rest[1]) : 8);
    Console.WriteLine(
        $"best epoch {fit.Run.BestEpoch}: accuracy {fit.Run.Validation!.Measure:F4} on "
            + $"{data.Validation.Count} images held back"
    );
    if (fit.Run.Test is { } test)
        Console.WriteLine($"accuracy {test.Measure:F4} on {test.Rows} test images");
    fit.Model.Save("resnet.safetensors");
    return fit.Model;
}

// Two convolutions with a path around them; where the channels double, the image is halved, and the path takes a
// convolution of one pixel.
static Residual<float> Block(string name, int inputs, int outputs)
{
    int stride = inputs == outputs ? 1 : 2;
    var inner = new Sequential<float>(
        new Convolution2d<float>(inputs, outputs, kernel: 3, stride, padding: 1, initializer: Initializer.He),
        new BatchNormalization<float>(outputs),
        new Relu<float>(),
        new Convolution2d<float>(outputs, outputs, kernel: 3, padding: 1, initializer: Initializer.He),
        new BatchNormalization<float>(outputs)
    );
    return new Residual<float>(
        inner,
        stride == 1 ? null : new Convolution2d<float>(inputs, outputs, kernel: 1, stride),
        name
    );
}
