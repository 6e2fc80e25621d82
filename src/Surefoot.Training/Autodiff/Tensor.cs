using System.Numerics;
using Surefoot.Memory;
using Surefoot.Training.Tensors;

namespace Surefoot.Training.Autodiff;

/// <summary>
/// A value on the tape, or a parameter: numbers of some shape, row-major, and the slope of the loss in each of them.
/// A tensor of the tape is valid until <see cref="Tape{T}.Rewind"/>, which takes back it and its memory.
/// </summary>
/// <typeparam name="T">float or double.</typeparam>
public sealed unsafe partial class Tensor<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    Tape<T>? tape;
    T* data,
        slope;

    // Whether a parameter's slopes count as 0 although what the last step left still stands in them: the first use then
    // writes, and need not read.
    bool zeroed;

    // What a parameter's numbers lie in: whoever holds the tensor keeps that memory alive.
    Block<T>? values,
        slopes;

    internal Tensor() { }

    /// <summary>The sizes, outermost first.</summary>
    public Shape Shape { get; private set; }

    /// <summary>The tape that the tensor stands on; null for a parameter, which stands on none of its own.</summary>
    public Tape<T>? Tape => tape;

    /// <summary>
    /// Whether the loss's slope in this tensor is computed: true for parameters and for what depends on one while the
    /// tape records.
    /// </summary>
    public bool NeedsGradient { get; private set; }

    /// <summary>The numbers.</summary>
    public Span<T> Value =>
        values is { } block ? block.Span.Slice((int)(data - block.Pointer), Shape.Length) : new(data, Shape.Length);

    /// <summary>
    /// The loss's slope in each number, added to by every use; zero before the first. Only
    /// <see cref="Tape{T}.Backward"/> fills it, and an operation may overwrite the gradient of its own result once it
    /// has passed it on: read the gradients of parameters and inputs, not those in between.
    /// </summary>
    /// <exception cref="InvalidOperationException">The tensor keeps no gradient.</exception>
    public Span<T> Gradient
    {
        get
        {
            if (!NeedsGradient)
                throw new InvalidOperationException(
                    $"This tensor of shape {Shape} keeps no gradient: it depends on no parameter, or the tape "
                        + "was not recording."
                );
            T* to = TakeGradient(out bool add);
            if (!add)
                new Span<T>(to, Shape.Length).Clear();
            return new(to, Shape.Length);
        }
    }

    internal T* Data => data;

    internal int Length => Shape.Length;

    /// <summary>Whether any use has written to the gradient.</summary>
    internal bool HasGradient => slope != null;

    /// <summary>
    /// The gradient, to be added to where <paramref name="add"/>; else its content is undefined and every element must
    /// be written.
    /// </summary>
    internal T* TakeGradient(out bool add)
    {
        add = slope != null && !zeroed;
        zeroed = false;
        if (slope == null)
            slope = tape!.Take(Shape.Length);
        return slope;
    }

    /// <summary>From here on a parameter's gradient counts as 0.</summary>
    internal void ZeroGradient() => zeroed = slope != null;

    /// <summary>Writes the zeros that no use has overwritten.</summary>
    internal void SettleGradient()
    {
        if (zeroed)
            _ = Gradient;
    }

    /// <summary>
    /// Takes over the gradient's buffer of a result that holds the same numbers; this tensor must have none yet.
    /// </summary>
    internal void AdoptGradient(Tensor<T> other) => slope = other.slope;

    internal void Place(Tape<T> tape, Shape shape, T* data, bool needsGradient)
    {
        (this.tape, Shape, NeedsGradient) = (tape, shape, needsGradient);
        this.data = data;
        slope = null;
        zeroed = false;
    }

    internal void Bind(Shape shape, Block<T> values, Block<T>? slopes, int offset)
    {
        (Shape, NeedsGradient, this.values, this.slopes) = (shape, slopes is not null, values, slopes);
        data = values.Pointer + offset;
        slope = slopes is null ? null : slopes.Pointer + offset;
    }

    /// <summary>The shape, for messages.</summary>
    public override string ToString() => $"tensor {Shape}";
}
