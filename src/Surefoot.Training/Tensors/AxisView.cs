namespace Surefoot.Training.Tensors;

/// <summary>A shape seen along one axis: what lies outside it, its size, and what lies inside it.</summary>
internal readonly struct AxisView
{
    /// <summary>The view along an axis.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The shape has no such axis.</exception>
    public AxisView(Shape shape, int axis)
    {
        Size = shape[axis];
        (Outer, Inner) = (1, 1);
        for (int i = 0; i < axis; i++)
            Outer *= shape[i];
        for (int i = axis + 1; i < shape.Rank; i++)
            Inner *= shape[i];
    }

    /// <summary>The product of the sizes before the axis.</summary>
    public int Outer { get; }

    /// <summary>The axis's own size.</summary>
    public int Size { get; }

    /// <summary>The product of the sizes behind it.</summary>
    public int Inner { get; }
}
