using System.Numerics;
using Surefoot.Clipping;
using Surefoot.Sweeps;

namespace Surefoot.Optimizers;

/// <summary>Gradients that are looked at as one vector, wherever its parts lie.</summary>
/// <typeparam name="T">float or double.</typeparam>
internal interface IGradientVector<T>
    where T : unmanaged
{
    /// <summary>How many parts it has.</summary>
    int Parts { get; }

    /// <summary>One of them.</summary>
    GradientPart<T> Part(int index);
}

/// <summary>A part of a vector of gradients that lies in one piece.</summary>
/// <typeparam name="T">float or double.</typeparam>
/// <param name="start">Where it starts.</param>
/// <param name="length">How many gradients it holds.</param>
/// <param name="offset">The place of its first weight among all that the optimizer steps.</param>
internal readonly unsafe struct GradientPart<T>(T* start, int length, int offset)
    where T : unmanaged
{
    public readonly T* Start = start;
    public readonly int Length = length,
        Offset = offset;
}

/// <summary>What is asked of a vector of gradients but rarely: when its squares overflow, or a number is none.</summary>
internal static unsafe class GradientVector<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Its Euclidean norm.</summary>
    /// <param name="gradients">The gradients.</param>
    /// <param name="squares">The sum of their squares, as far as a double holds it.</param>
    public static VectorNorm Norm<TVector>(in TVector gradients, double squares)
        where TVector : IGradientVector<T>
    {
        if (double.IsFinite(squares))
            return new(1, Math.Sqrt(squares));
        double size = 0,
            divided = 0;
        for (int i = 0; i < gradients.Parts; i++)
            size = Math.Max(size, GradientScan<T>.Largest(gradients.Part(i).Start, gradients.Part(i).Length));
        if (!double.IsFinite(size))
            return new(size, 1);
        for (int i = 0; i < gradients.Parts; i++)
            divided += GradientScan<T>.SumOfSquares(gradients.Part(i).Start, gradients.Part(i).Length, size);
        return new(size, Math.Sqrt(divided));
    }

    /// <summary>The place and the value of its first number beyond a limit.</summary>
    public static (int Place, double Value) FirstBeyond<TVector>(in TVector gradients, double limit)
        where TVector : IGradientVector<T>
    {
        for (int i = 0; i < gradients.Parts; i++)
        {
            var part = gradients.Part(i);
            int index = (int)GradientScan<T>.FirstBeyond(part.Start, part.Length, T.CreateTruncating(limit));
            if (index >= 0)
                return (part.Offset + index, double.CreateTruncating(part.Start[index]));
        }
        throw new InvalidOperationException("The gradients changed while they were being checked.");
    }
}

/// <summary>Gradients that lie in one piece.</summary>
/// <typeparam name="T">float or double.</typeparam>
internal readonly unsafe struct GradientSpan<T>(T* start, int length) : IGradientVector<T>
    where T : unmanaged
{
    public int Parts => 1;

    public GradientPart<T> Part(int index) => new(start, length, 0);
}
