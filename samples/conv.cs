#:project ../src/Surefoot.Training/Surefoot.Training.csproj
#:property PublishAot=false

// A small convolutional network on handwritten digits, or on a folder of images in IDX files: dotnet run conv.cs [folder [epochs]]
using Surefoot.Optimizers;
using Surefoot.Training.Data;
using Surefoot.Training.Layers;
using Surefoot.Training.Models;
using Surefoot.Training.Runs;
using Surefoot.Training.Tensors;

TrainingData data = DataLoader.Load(args.Length > 0 ? args[0] : null, new DataOptions());
Shape image = data.Training.InputShape;
int channels = image[0], height = image[1], width = image[2], classes = data.Preprocessing.Classes.Count;

// Each pooling halves the image; dense layers follow.
var layers = new Sequential<float>(
    new ChannelsLast<float>(),
    new Convolution2d<float>(channels, 32, kernel: 3, padding: 1, activation: Activation.Relu, name: "conv1"),
    new Convolution2d<float>(32, 32, kernel: 3, padding: 1, activation: Activation.Relu, name: "conv2"),
    new MaxPool2d<float>(2, ceiling: true),
    new Convolution2d<float>(32, 64, kernel: 3, padding: 1, activation: Activation.Relu, name: "conv3"),
    new MaxPool2d<float>(2, ceiling: true),
    new Flatten<float>(),
    new Dropout<float>(0.5),
    new Dense<float>(64 * ((height + 3) / 4) * ((width + 3) / 4), 128, Activation.Relu, name: "dense1"),
    new Dropout<float>(0.5),
    new Dense<float>(128, classes, name: "dense2"));

var network = new Network<float>(layers, image, seed: 1);
var optimizer = new Optimizer<float>(new RmsPropOptions { LearningRate = 1e-3 }) { Layout = network.Layout };
var trainer = new Trainer<float>(network, TaskLoss.For<float>(data.Preprocessing.Task), optimizer, new TrainerOptions { Epochs = args.Length > 1 ? int.Parse(args[1]) : 12 });

RunResult result = trainer.Train(data, [new Progress()]);
Console.WriteLine($"best epoch {result.BestEpoch}: accuracy {result.Validation!.Measure:F4} on {data.Validation.Count} images held back");
if (result.Test is { } test) Console.WriteLine($"accuracy {test.Measure:F4} on {test.Rows} test images");

sealed class Progress : IRunObserver
{
    public void EpochDone(EpochDone e) => Console.WriteLine($"epoch {e.Epoch,2}: loss {e.TrainLoss:F4}, held back {e.ValidationLoss:F4}, accuracy {e.ValidationMeasure:F4}, {e.SamplesPerSecond:F0} images/s");
}
