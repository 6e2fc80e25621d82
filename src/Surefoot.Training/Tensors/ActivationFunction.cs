using System.Numerics;
using System.Numerics.Tensors;
using Surefoot.Threading;

namespace Surefoot.Training.Tensors;

/// <summary>The activations as functions of whole buffers, and their slopes as functions of their values.</summary>
internal static unsafe class ActivationFunction
{
    // On spans of fewer than this TensorPrimitives takes another path, whose bits differ.
    const int Shortest = 4;

    // Below this many numbers a hand-over costs more than it saves.
    const int WorthSharing = 1 << 16;

    /// <summary>y = f(x); y may be x.</summary>
    public static void Apply<T>(Activation f, T* x, T* y, int length)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        switch (f)
        {
            case Activation.Relu:
                Elementwise.Rectify(x, y, length);
                break;
            case Activation.Tanh:
                Padded(&TensorPrimitives.Tanh<T>, x, y, length);
                break;
            case Activation.Sigmoid:
                Padded(&TensorPrimitives.Sigmoid<T>, x, y, length);
                break;
            default:
                if (x != y)
                    Elementwise.Put(x, y, length, add: false);
                break;
        }
    }

    /// <summary>
    /// gx = g·f′, from y = f(x); added to what is there where <paramref name="add"/>. gx may be g where nothing is
    /// added.
    /// </summary>
    public static void Back<T>(Activation f, T* y, T* g, T* gx, int length, bool add)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        switch (f)
        {
            case Activation.Relu:
                Elementwise.RectifyBack(y, g, gx, length, add);
                break;
            case Activation.Tanh:
                Elementwise.TanhBack(y, g, gx, length, add);
                break;
            case Activation.Sigmoid:
                Elementwise.SigmoidBack(y, g, gx, length, add);
                break;
            default:
                if (add || g != gx)
                    Elementwise.Put(g, gx, length, add);
                break;
        }
    }

    /// <summary>
    /// gx = g·f′ on the threads of a pool, each of which takes a part: these slopes are exact in every element, so it
    /// does not matter where the parts end.
    /// </summary>
    public static void Back<T>(WorkerPool pool, Activation f, T* y, T* g, T* gx, int length)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var job = new BackJob<T>(f, y, g, gx, new(length, length < WorthSharing ? 1 : pool.Threads));
        pool.Run(ref job, job.Pieces);
    }

    readonly struct BackJob<T>(Activation f, T* y, T* g, T* gx, Cut cut) : IJob
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public int Pieces => cut.Pieces;

        public void Execute(int piece)
        {
            var (first, end) = cut[piece];
            Back(f, y + first, g + first, gx + first, end - first, add: false);
        }
    }

    /// <summary>y = eˣ; y may be x.</summary>
    public static void Exp<T>(T* x, T* y, int length)
        where T : unmanaged, IFloatingPointIeee754<T> => Padded(&TensorPrimitives.Exp<T>, x, y, length);

    /// <summary>y = ln x; y may be x.</summary>
    public static void Log<T>(T* x, T* y, int length)
        where T : unmanaged, IFloatingPointIeee754<T> => Padded(&TensorPrimitives.Log<T>, x, y, length);

    static void Padded<T>(delegate* <ReadOnlySpan<T>, Span<T>, void> function, T* x, T* y, int length)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (length >= Shortest)
        {
            function(new(x, length), new(y, length));
            return;
        }
        Span<T> padded = stackalloc T[Shortest];
        padded.Clear();
        new ReadOnlySpan<T>(x, length).CopyTo(padded);
        function(padded, padded);
        padded[..length].CopyTo(new Span<T>(y, length));
    }
}
