#:project ../src/Surefoot.Training/Surefoot.Training.csproj
#:property PublishAot=false

// Dense layers on handwritten digits, or on a table: dotnet run mlp.cs [data.csv]
using Surefoot.Optimizers;
using Surefoot.Training.Data;
using Surefoot.Training.Layers;
using Surefoot.Training.Models;
using Surefoot.Training.Runs;

TrainingData data = DataLoader.Load(args.Length > 0 ? args[0] : null, new DataOptions());
int inputs = data.Training.InputShape.Length, outputs = data.Preprocessing.Outputs;

var layers = new Sequential<float>(
    new Flatten<float>(),
    new Dense<float>(inputs, 64, Activation.Relu, name: "dense1"),
    new Dropout<float>(0.1),
    new Dense<float>(64, 32, Activation.Relu, name: "dense2"),
    new Dropout<float>(0.1),
    new Dense<float>(32, outputs, name: "dense3"));

var network = new Network<float>(layers, data.Training.InputShape, seed: 1);
var optimizer = new Optimizer<float>(new RmsPropOptions { LearningRate = 1e-3 }) { Layout = network.Layout };
var trainer = new Trainer<float>(network, TaskLoss.For<float>(data.Preprocessing.Task), optimizer, new TrainerOptions { Epochs = 20 });

RunResult result = trainer.Train(data, [new Progress()]);
string measure = data.Preprocessing.Task == TaskKind.Classification ? "accuracy" : "root mean squared error";
Console.WriteLine($"best epoch {result.BestEpoch}: {measure} {result.Validation!.Measure:F4} on {data.Validation.Count} rows held back");

sealed class Progress : IRunObserver
{
    public void EpochDone(EpochDone e) => Console.WriteLine($"epoch {e.Epoch,2}: loss {e.TrainLoss:F4}, held back {e.ValidationLoss:F4}, {e.ValidationMeasure:F4}");
}
