using Surefoot.Training.Formats;
using Surefoot.Training.Layers;

namespace Surefoot.Training.Exchange;

/// <summary>A tensor of a state dict of PyTorch's, and the parameter here that it is.</summary>
/// <param name="Name">Its name there, such as "dense1.weight".</param>
/// <param name="Parameter">The parameter here.</param>
/// <param name="Sizes">The parameter's sizes, split where its axes must be told apart.</param>
/// <param name="Order">Those axes in PyTorch's order.</param>
/// <param name="Shape">Its shape there.</param>
/// <param name="Added">Whether it is the second of two biases there that are one here: their sum.</param>
sealed record TorchTensor(
    string Name,
    Parameter<float> Parameter,
    int[] Sizes,
    int[] Order,
    long[] Shape,
    bool Added = false
)
{
    /// <summary>The numbers as PyTorch has them.</summary>
    public float[] Given() => Added ? new float[Parameter.Shape.Length] : AxisOrder.Of(Parameter.Value, Sizes, Order);

    /// <summary>Takes the numbers that PyTorch has.</summary>
    /// <param name="values">The numbers, row-major in <see cref="Shape"/>.</param>
    public void Take(ReadOnlySpan<float> values)
    {
        float[] ours = AxisOrder.Of(values, AxisOrder.Sizes(Sizes, Order), AxisOrder.Undone(Order));
        if (Added)
            System.Numerics.Tensors.TensorPrimitives.Add(Parameter.Value, ours, Parameter.Value);
        else
            ours.CopyTo(Parameter.Value);
    }
}
