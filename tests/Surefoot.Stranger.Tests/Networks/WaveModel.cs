using System.Numerics;
using Surefoot.Optimizers;
using Surefoot.Training.Data;
using Surefoot.Training.Layers;
using Surefoot.Training.Models;
using Surefoot.Training.Runs;
using Surefoot.Training.Tensors;

namespace Surefoot.Stranger.Networks;

/// <summary>A network for one number of one number: dense layers with snakes between them, and a path around the middle.</summary>
public static class WaveModel
{
    public static Network<T> Build<T>(int width, ulong seed)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var layers = new Sequential<T>(
            new Dense<T>("dense1", 1, width),
            new Snake<T>("snake1", width),
            new Residual<T>("block1", new Sequential<T>(new Dense<T>("dense2", width, width), new Snake<T>("snake2", width))),
            new Dense<T>("dense3", width, 1));
        return new Network<T>(layers, new ModelDescription("wave", new Shape(1), 1), seed);
    }

    public static RunResult Train(Network<float> network, float[] inputs, float[] values, int epochs)
    {
        TrainingData data = ArrayData.Regression(new Shape(1), inputs, values);
        var optimizer = new Optimizer<float>(new RmsPropOptions { LearningRate = 3e-3 }) { Layout = network.Layout };
        return new Trainer<float>(network, new LogCosh<float>(), optimizer, new TrainerOptions { Epochs = epochs }).Train(data, []);
    }
}
