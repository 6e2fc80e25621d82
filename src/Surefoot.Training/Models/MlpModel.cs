using System.Numerics;
using Surefoot.Training.Layers;

namespace Surefoot.Training.Models;

/// <summary>The multi-layer perceptron: dense layers with rectifiers between them.</summary>
internal static class MlpModel
{
    public static Sequential<T> Layers<T>(ModelDescription model)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var layers = new List<Layer<T>> { new Flatten<T>() };
        int width = model.Input.Length;
        for (int i = 0; i < model.Hidden.Length; i++)
        {
            layers.Add(new Dense<T>($"dense{i + 1}", width, model.Hidden[i], Activation.Relu));
            if (model.Dropout > 0) layers.Add(new Dropout<T>(model.Dropout));
            width = model.Hidden[i];
        }
        layers.Add(new Dense<T>($"dense{model.Hidden.Length + 1}", width, model.Outputs));
        return new(layers);
    }
}
