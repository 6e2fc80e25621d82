using System.Numerics;
using Surefoot.Memory;
using Surefoot.Training.Autodiff;
using Surefoot.Training.Tensors;

namespace Surefoot.Training.Layers;

/// <summary>
/// A named tensor that is learnt. A layer declares it; the network that the layer becomes part of gives it its place in
/// the arena of all weights and in that of all gradients.
/// </summary>
/// <typeparam name="T">float or double.</typeparam>
public sealed unsafe class Parameter<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    readonly Tensor<T> tensor = new();
    readonly Initializer initializer;
    readonly int fanIn,
        fanOut;
    bool bound;

    internal Parameter(string name, string localName, Shape shape, Initializer initializer, int fanIn, int fanOut)
    {
        (LocalName, NameVersion1, Name, Shape, this.initializer, this.fanIn, this.fanOut) = (
            localName,
            name,
            name,
            shape,
            initializer,
            fanIn,
            fanOut
        );
    }

    /// <summary>
    /// Its name in the network, such as "dense1.weight" or "0.weight"; before it is part of one, its name in its layer.
    /// </summary>
    public string Name { get; private set; }

    /// <summary>Its name in its layer, such as "weight".</summary>
    internal string LocalName { get; }

    /// <summary>Its name in files of version 1, which knew only the name that its layer was given.</summary>
    internal string NameVersion1 { get; }

    /// <summary>Its shape.</summary>
    public Shape Shape { get; }

    /// <summary>Its numbers, a view into the network's parameters.</summary>
    public Span<T> Value => Tensor.Value;

    /// <summary>The loss's slope in them, a view into the network's gradients.</summary>
    public Span<T> Gradient => Tensor.Gradient;

    /// <summary>The parameter as an operand of operations.</summary>
    /// <exception cref="InvalidOperationException">Its layer is not part of a network yet.</exception>
    public Tensor<T> Tensor =>
        bound
            ? tensor
            : throw new InvalidOperationException(
                $"The parameter {Name} has no memory yet: build a Network from its layer first."
            );

    internal void Place(string layer) => Name = layer.Length == 0 ? LocalName : $"{layer}.{LocalName}";

    /// <summary>The parameter as an operand: x * Scale reads as it is meant.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <exception cref="InvalidOperationException">Its layer is not part of a network yet.</exception>
    public static implicit operator Tensor<T>(Parameter<T> parameter)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        return parameter.Tensor;
    }

    internal void Bind(Block<T> values, Block<T>? gradients, int offset)
    {
        if (bound)
            throw new InvalidOperationException(
                $"The parameter {Name} belongs to a network already; a layer can be part of one."
            );
        tensor.Bind(Shape, values, gradients, offset);
        bound = true;
    }

    internal void Initialise(ulong seed, int number) =>
        initializer.Fill(Value, fanIn, fanOut, Initializer.RandomFor(seed, number));

    /// <summary>Name and shape, for messages.</summary>
    public override string ToString() => $"{Name} {Shape}";
}
