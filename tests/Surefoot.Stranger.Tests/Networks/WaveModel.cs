using System.Numerics;
using Surefoot.Optimizers;
using Surefoot.Rules;
using Surefoot.Training.Data;
using Surefoot.Training.Layers;
using Surefoot.Training.Models;
using Surefoot.Training.Runs;
using Surefoot.Training.Tensors;

namespace Surefoot.Stranger.Networks;

/// <summary>
/// A network for one number of one number: dense layers with snakes between them, and a path around the middle.
/// </summary>
public static class WaveModel
{
    public static Network<T> Build<T>(int width, ulong seed)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var layers = new Sequential<T>(
            new Dense<T>(1, width, name: "dense1"),
            new Snake<T>(width, name: "snake1"),
            new Residual<T>(
                new Sequential<T>(new Dense<T>(width, width, name: "dense2"), new Snake<T>(width, name: "snake2")),
                name: "block1"
            ),
            new Dense<T>(width, 1, name: "dense3")
        );
        return new Network<T>(layers, new Shape(1), seed);
    }

    public static RunResult Train(Network<float> network, float[] inputs, float[] values, int epochs)
    {
        TrainingData data = ArrayData.Regression(new Shape(1), inputs, values);
        var optimizer = new Optimizer<float>(new RmsPropOptions { LearningRate = 3e-3 }) { Layout = network.Layout };
        return new Trainer<float>(
            network,
            new LogCosh<float>(),
            optimizer,
            new TrainerOptions { Epochs = epochs }
        ).Train(data, []);
    }
}
