using Surefoot.Benchmarks.Proofs;
using Surefoot.Rules;
using Surefoot.Training.Data;
using Surefoot.Training.Runs;

namespace Surefoot.Training.Tests.Runs;

/// <summary>
/// Twenty tanh layers whose gradients differ by orders of magnitude; the whole table, on MNIST, is the command `deep`
/// of the benchmarks.
/// </summary>
public class DeepNetworkTests
{
    [Fact]
    public void Rmsprop_learns_where_plain_descent_stays_at_chance()
    {
        TrainingData data = DataLoader.Load(DataLoader.Digits, new DataOptions { ValidationShare = 0.1, Seed = 1 });
        var options = new TrainerOptions
        {
            Epochs = 30,
            BatchSize = 128,
            Threads = 1,
        };
        double Accuracy(OptimizerOptions settings) =>
            DeepNetwork.Train(data, DeepNetwork.Small, settings, options).Validation!.Accuracy!.Value;
        double plain = Accuracy(new SgdOptions { LearningRate = 0.1 }),
            rmsprop = Accuracy(new RmsPropOptions());
        Assert.True(plain < 0.15, $"plain descent reached {plain:P1}");
        Assert.True(rmsprop > 0.25, $"RMSprop reached {rmsprop:P1}");
    }
}
