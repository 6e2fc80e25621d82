using System.Numerics;
using Surefoot.Training.Layers;

namespace Surefoot.Training.Models;

/// <summary>A bag of words, [places]: the mean of their embeddings, dense layers of the further hidden widths, and the outputs (Joulin et al. 2017).</summary>
internal static class TextModel
{
    public static Sequential<T> Layers<T>(ModelDescription model)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int width = model.Hidden[0];
        var layers = new List<Layer<T>> { new EmbeddingBag<T>("embedding1", model.Vocabulary, width), new Dropout<T>(model.Dropout) };
        for (int i = 1; i < model.Hidden.Length; i++)
        {
            layers.Add(new Dense<T>($"dense{i}", width, model.Hidden[i], Activation.Relu));
            layers.Add(new Dropout<T>(model.Dropout));
            width = model.Hidden[i];
        }
        layers.Add(new Dense<T>($"dense{model.Hidden.Length}", width, model.Outputs));
        return new(layers);
    }
}
