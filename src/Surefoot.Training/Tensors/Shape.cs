using System.Globalization;

namespace Surefoot.Training.Tensors;

/// <summary>
/// The sizes of a tensor, outermost first: up to four of them, row-major. A scalar has rank 0 and length 1.
/// </summary>
public readonly struct Shape : IEquatable<Shape>
{
    /// <summary>The largest rank: batch, height, width, channels.</summary>
    public const int MaxRank = 4;

    // One less than the length, so that the default of the struct is a scalar.
    readonly int beyondOne;
    readonly int d0,
        d1,
        d2,
        d3;

    /// <summary>A shape of the given sizes.</summary>
    /// <param name="sizes">At most four sizes, none negative.</param>
    /// <exception cref="ArgumentException">
    /// Too many sizes, a negative one, or more elements than an int can count.
    /// </exception>
    public Shape(params ReadOnlySpan<int> sizes)
    {
        if (sizes.Length > MaxRank)
            throw new ArgumentException(
                $"A shape has at most {MaxRank} sizes; {sizes.Length} were given.",
                nameof(sizes)
            );
        Rank = sizes.Length;
        // Of four sizes the product is below 2¹²⁴; a size of 0 later takes it back to 0.
        Int128 length = 1;
        for (int i = 0; i < sizes.Length; i++)
        {
            if (sizes[i] < 0)
                throw new ArgumentException(
                    $"Size {i} of a shape is {sizes[i]}; sizes are not negative.",
                    nameof(sizes)
                );
            length *= sizes[i];
        }
        if (length > int.MaxValue)
            throw new ArgumentException($"A shape of {length} elements is larger than {int.MaxValue}.", nameof(sizes));
        beyondOne = (int)length - 1;
        if (Rank > 0)
            d0 = sizes[0];
        if (Rank > 1)
            d1 = sizes[1];
        if (Rank > 2)
            d2 = sizes[2];
        if (Rank > 3)
            d3 = sizes[3];
    }

    /// <summary>How many sizes there are, 0 to 4.</summary>
    public int Rank { get; }

    /// <summary>How many elements there are: the product of the sizes.</summary>
    public int Length => beyondOne + 1;

    /// <summary>Size <paramref name="axis"/>; ^1 is the innermost.</summary>
    /// <param name="axis">0 to Rank − 1, or counted from the end.</param>
    public int this[Index axis] => this[axis.GetOffset(Rank)];

    /// <summary>Size number <paramref name="axis"/>, counted from the outermost.</summary>
    /// <param name="axis">0 to Rank − 1.</param>
    public int this[int axis] =>
        (uint)axis < (uint)Rank
            ? axis switch
            {
                0 => d0,
                1 => d1,
                2 => d2,
                _ => d3,
            }
            : throw new ArgumentOutOfRangeException(nameof(axis), axis, $"The shape {this} has {Rank} sizes.");

    /// <summary>This shape with its innermost size replaced: [n, in] gives [n, out].</summary>
    /// <param name="size">The new innermost size.</param>
    public Shape WithLast(int size) =>
        Rank switch
        {
            1 => new(size),
            2 => new(d0, size),
            3 => new(d0, d1, size),
            4 => new(d0, d1, d2, size),
            _ => throw new InvalidOperationException("A scalar has no innermost size."),
        };

    /// <summary>The shape of one element of the outermost axis: [n, h, w, c] gives [h, w, c].</summary>
    public Shape Inner =>
        Rank switch
        {
            <= 1 => new(),
            2 => new(d1),
            3 => new(d1, d2),
            _ => new(d1, d2, d3),
        };

    /// <summary>
    /// This shape with an axis of size <paramref name="count"/> put before it: [h, w, c] gives [count, h, w, c].
    /// </summary>
    /// <param name="count">The size of the new outermost axis.</param>
    public Shape Batch(int count) =>
        Rank switch
        {
            0 => new(count),
            1 => new(count, d0),
            2 => new(count, d0, d1),
            3 => new(count, d0, d1, d2),
            _ => throw new InvalidOperationException($"The shape {this} has {MaxRank} sizes already."),
        };

    /// <summary>This shape with the size of one axis replaced.</summary>
    /// <param name="axis">0 to Rank − 1.</param>
    /// <param name="size">Its new size.</param>
    public Shape With(int axis, int size)
    {
        _ = this[axis];
        Span<int> sizes = [d0, d1, d2, d3];
        sizes[axis] = size;
        return new(sizes[..Rank]);
    }

    /// <summary>This shape without one axis: [n, h, w] without 1 is [n, w].</summary>
    /// <param name="axis">0 to Rank − 1.</param>
    public Shape Without(int axis)
    {
        _ = this[axis];
        Span<int> sizes = [d0, d1, d2, d3];
        sizes[(axis + 1)..].CopyTo(sizes[axis..]);
        return new(sizes[..(Rank - 1)]);
    }

    /// <summary>The sizes as an array, for files and messages.</summary>
    public int[] ToArray()
    {
        var sizes = new int[Rank];
        for (int i = 0; i < Rank; i++)
            sizes[i] = this[i];
        return sizes;
    }

    /// <inheritdoc/>
    public bool Equals(Shape other) => (Rank, d0, d1, d2, d3) == (other.Rank, other.d0, other.d1, other.d2, other.d3);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Shape other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Rank, d0, d1, d2, d3);

    /// <summary>Whether two shapes have the same sizes.</summary>
    /// <param name="left">One shape.</param>
    /// <param name="right">The other.</param>
    public static bool operator ==(Shape left, Shape right) => left.Equals(right);

    /// <summary>Whether two shapes differ in a size.</summary>
    /// <param name="left">One shape.</param>
    /// <param name="right">The other.</param>
    public static bool operator !=(Shape left, Shape right) => !left.Equals(right);

    /// <summary>The sizes in brackets: [32, 28, 28, 1].</summary>
    public override string ToString() =>
        "[" + string.Join(", ", Array.ConvertAll(ToArray(), size => size.ToString(CultureInfo.InvariantCulture))) + "]";
}
