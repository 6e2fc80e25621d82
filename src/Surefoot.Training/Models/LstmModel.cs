using System.Numerics;
using Surefoot.Training.Layers;

namespace Surefoot.Training.Models;

/// <summary>Long short-term memory over sequences, [time, features]: a layer for each hidden width, dropout, and dense outputs from the last state.</summary>
internal static class LstmModel
{
    public static Sequential<T> Layers<T>(ModelDescription model)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var layers = new List<Layer<T>>();
        int features = model.Input[1];
        for (int i = 0; i < model.Hidden.Length; i++)
        {
            // The layers before the last hand on every state; time steps of zeros at the end of an example are padding.
            layers.Add(new Lstm<T>($"lstm{i + 1}", features, model.Hidden[i], sequences: i < model.Hidden.Length - 1, padded: true));
            features = model.Hidden[i];
        }
        layers.Add(new Dropout<T>(model.Dropout));
        layers.Add(new Dense<T>("dense1", features, model.Outputs));
        return new(layers);
    }
}
