using Surefoot.Randomness;
using Surefoot.Threading;
using Surefoot.Training.Autodiff;
using Surefoot.Training.Losses;
using Surefoot.Training.Models;
using Surefoot.Training.Tensors;

namespace Surefoot.Training.Tests.Models;

public class MlpTests
{
    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(5, 7, 3)]
    [InlineData(9, 33, 17)]
    public void Its_gradients_agree_with_central_differences(int rows, int features, int hidden)
    {
        using var network = Network<double>.Build(new("mlp", new(features), 3) { Hidden = [hidden] }, 3);
        var random = new RandomStream(5, 1);
        var worst = GradientCheck.Check(network, tape =>
        {
            var x = tape.Input(new(rows, features));
            for (int i = 0; i < x.Value.Length; i++) x.Value[i] = random.Normal((ulong)i);
            float[] targets = [.. Enumerable.Range(0, rows).Select(i => (float)(i % 3))];
            return new SoftmaxCrossEntropy<double>().Apply(tape, network.Forward(tape, x), targets);
        });
        Assert.True(worst.Relative <= 1e-6, worst.ToString());
    }
}
