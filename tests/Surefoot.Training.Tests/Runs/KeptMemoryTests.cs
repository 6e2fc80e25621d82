using Surefoot.Training.Data;
using Surefoot.Training.Layers;
using Surefoot.Training.Losses;
using Surefoot.Training.Models;
using Surefoot.Training.Runs;
using Surefoot.Training.Tests.Formats;

namespace Surefoot.Training.Tests.Runs;

public sealed class KeptMemoryTests : IDisposable
{
    readonly ScratchFolder scratch = new();

    public void Dispose() => scratch.Dispose();

    [Fact]
    public void Whoever_keeps_a_parameter_keeps_its_memory()
    {
        Parameter<float> parameter = Kept();
        float[] before = parameter.Value.ToArray();
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        // Memory that was freed would be handed out again here.
        float[][] others =
        [
            .. Enumerable
                .Range(0, 200)
                .Select(_ =>
                {
                    float[] other = GC.AllocateUninitializedArray<float>(4096, pinned: true);
                    Array.Fill(other, 7);
                    return other;
                }),
        ];
        Assert.Equal(before, parameter.Value.ToArray());
        GC.KeepAlive(others);

        static Parameter<float> Kept() => Samples.Mlp(Samples.Images()).NamedParameters[0];
    }

    [Fact]
    public void A_loss_comes_back_from_a_file_with_its_settings()
    {
        TrainingData data = Samples.Images();
        Network<float> network = Samples.Mlp(data);
        string path = Path.Combine(scratch.Path, "model.safetensors");
        foreach (
            Loss<float> loss in (Loss<float>[])
                [
                    new MeanAbsolute<float>(),
                    new Huber<float>(0.3),
                    new BinaryCrossEntropy<float>(),
                    new SoftmaxCrossEntropy<float>(0.1, [1, 0.1, 3]),
                ]
        )
        {
            SavedModel.Save(path, network, data.Preprocessing, loss);
            SavedModel model = SavedModel.Load(path);
            Assert.Equal(loss.GetConfig().ToString(), model.Loss.GetConfig().ToString());
        }
    }
}
