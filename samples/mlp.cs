#:project ../src/Surefoot.Training/Surefoot.Training.csproj
#:property PublishAot=false

// Dense layers on handwritten digits, or on a table: dotnet run mlp.cs -- [data.csv [epochs]]
// The model that it saves is used again by: dotnet run mlp.cs -- --load mlp.safetensors [data.csv]
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
        $"validation row {row}: "
            + (
                data.Preprocessing.Task == TaskKind.Regression
                    ? $"{predictions.Value(row):R}"
                    : predictions.ClassName(row)
            )
            + $", "
            + $"outputs {string.Join(' ', predictions.Outputs(row).ToArray())}"
    );

SavedModel Train()
{
    int inputs = data.Training.InputShape.Length,
        outputs = data.Preprocessing.Outputs;
    var network = new Network<float>(
        new Sequential<float>(
            new Flatten<float>(),
            new Dense<float>(inputs, 64, Activation.Relu),
            new Dropout<float>(0.1),
            new Dense<float>(64, 32, Activation.Tanh),
            new Dense<float>(32, outputs)
        ),
        data.Training.InputShape,
        seed: 1
    );
    FitResult fit = network.Fit(data, new RmsPropOptions(), epochs: rest.Length > 1 ? int.Parse(rest[1]) : 20);
    string measure = data.Preprocessing.Task == TaskKind.Classification ? "accuracy" : "root mean squared error";
    Console.WriteLine(
        $"best epoch {fit.Run.BestEpoch}: {measure} {fit.Run.Validation!.Measure:F4} on "
            + $"{data.Validation.Count} rows held back"
    );
    fit.Model.Save("mlp.safetensors");
    return fit.Model;
}
