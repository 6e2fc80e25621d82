#:project ../src/Surefoot.Training/Surefoot.Training.csproj
#:property PublishAot=false

// A small residual network on handwritten digits, or on a folder of images in IDX files: dotnet run resnet.cs [folder [epochs]]
using Surefoot.Optimizers;
using Surefoot.Training.Data;
using Surefoot.Training.Layers;
using Surefoot.Training.Models;
using Surefoot.Training.Runs;
using Surefoot.Training.Tensors;

TrainingData data = DataLoader.Load(args.Length > 0 ? args[0] : null, new DataOptions());
Shape image = data.Training.InputShape;
int channels = image[0], classes = data.Preprocessing.Classes.Count;

var layers = new Sequential<float>(
    new ChannelsLast<float>(),
    new Convolution2d<float>(channels, 16, kernel: 3, padding: 1, start: Start.He, name: "conv1"),
    new BatchNormalisation<float>(16, name: "norm1"),
    new Relu<float>(),
    Block("block1", 16, 16), new Relu<float>(),
    Block("block2", 16, 16), new Relu<float>(),
    Block("block3", 16, 32), new Relu<float>(),
    Block("block4", 32, 32), new Relu<float>(),
    Block("block5", 32, 64), new Relu<float>(),
    Block("block6", 64, 64), new Relu<float>(),
    new GlobalAveragePool<float>(),
    new Dense<float>(64, classes, name: "dense1"));

// Two convolutions with a path around them; where the channels double, the image is halved, and the path takes a convolution of one pixel.
static Residual<float> Block(string name, int inputs, int outputs)
{
    int stride = inputs == outputs ? 1 : 2;
    var inner = new Sequential<float>(
        new Convolution2d<float>(inputs, outputs, kernel: 3, stride, padding: 1, start: Start.He, name: $"{name}.conv1"),
        new BatchNormalisation<float>(outputs, name: $"{name}.norm1"),
        new Relu<float>(),
        new Convolution2d<float>(outputs, outputs, kernel: 3, padding: 1, start: Start.He, name: $"{name}.conv2"),
        new BatchNormalisation<float>(outputs, name: $"{name}.norm2"));
    return new Residual<float>(inner, stride == 1 ? null : new Convolution2d<float>(inputs, outputs, kernel: 1, stride, name: $"{name}.shortcut"), name: name);
}

var network = new Network<float>(layers, image, seed: 1);
var optimizer = new Optimizer<float>(new RmsPropOptions { LearningRate = 1e-3 }) { Layout = network.Layout };
var trainer = new Trainer<float>(network, TaskLoss.For<float>(data.Preprocessing.Task), optimizer, new TrainerOptions { Epochs = args.Length > 1 ? int.Parse(args[1]) : 8 });

RunResult result = trainer.Train(data, [new Progress()]);
Console.WriteLine($"best epoch {result.BestEpoch}: accuracy {result.Validation!.Measure:F4} on {data.Validation.Count} images held back");
if (result.Test is { } test) Console.WriteLine($"accuracy {test.Measure:F4} on {test.Rows} test images");

sealed class Progress : IRunObserver
{
    public void EpochDone(EpochDone e) => Console.WriteLine($"epoch {e.Epoch,2}: loss {e.TrainLoss:F4}, held back {e.ValidationLoss:F4}, accuracy {e.ValidationMeasure:F4}, {e.SamplesPerSecond:F0} images/s");
}
