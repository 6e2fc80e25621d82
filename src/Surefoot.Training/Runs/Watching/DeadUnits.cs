using System.Numerics;
using Surefoot.Training.Autodiff;
using Surefoot.Training.Models;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace Surefoot.Training.Runs.Watching;

/// <summary>
/// Counts rectified units that gave 0 for every row of a batch (and, in a convolution, at every place): none of them
/// passes a slope on. Reads the values that the step has left on the tape; a rectifier belongs to the layer whose
/// weights were used last before it.
/// </summary>
/// <typeparam name="T">float or double.</typeparam>
sealed class DeadUnits<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    readonly Dictionary<Tensor<T>, int> owners = [];
    T[] highest = [];

    public DeadUnits(Network<T> network, ReadOnlySpan<LayerRange> layers)
    {
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int i = 0; i < layers.Length; i++)
            numbers[layers[i].Name] = i;
        foreach (var parameter in network.NamedParameters)
            if (numbers.TryGetValue(LayerRange.NameOf(parameter.Name), out int layer))
                owners[parameter.Tensor] = layer;
    }

    /// <summary>The share of dead units of each layer; NaN for a layer without a rectifier.</summary>
    public void Count(Tape<T> tape, Span<LayerFigures> layers)
    {
        foreach (ref LayerFigures layer in layers)
            layer.Dead = double.NaN;
        int owner = -1;
        foreach (Operation<T> operation in tape.Recorded)
        {
            if (operation.Weight is { } weight && owners.TryGetValue(weight, out int layer))
                owner = layer;
            if (owner >= 0 && operation.Rectified is { } units)
                layers[owner].Dead = Share(units);
        }
    }

    double Share(Tensor<T> values)
    {
        int units = values.Shape[^1];
        if (units == 0)
            return 0;
        if (highest.Length < units)
            highest = new T[units];
        Span<T> most = highest.AsSpan(0, units);
        ReadOnlySpan<T> left = values.Value;
        most.Clear();
        for (; left.Length >= units; left = left[units..])
            TensorPrimitives.Max(left[..units], most, most);
        return most.Count(T.Zero) / (double)units;
    }
}
