using System.Numerics;
using System.Numerics.Tensors;

namespace Surefoot.Training.Tensors;

/// <summary>The slopes of attention, of one head of one example at a time.</summary>
/// <typeparam name="T">float or double.</typeparam>
internal unsafe struct AttentionSlopes<T>(AttentionPart<T> part)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>The loss's slope in the result.</summary>
    public required T* Dy { get; init; }

    /// <summary>Room for the slopes in the softmax's argument, [n, heads, times, places].</summary>
    public required T* Ds { get; init; }

    /// <summary>
    /// Where the slopes go, null where none is asked for, and whether each is added to what is there.
    /// </summary>
    public T* Dq { get; set; }

    /// <inheritdoc cref="Dq"/>
    public T* Dk { get; set; }

    /// <inheritdoc cref="Dq"/>
    public T* Dv { get; set; }

    /// <inheritdoc cref="Dq"/>
    public bool AddQ { get; set; }

    /// <inheritdoc cref="Dq"/>
    public bool AddK { get; set; }

    /// <inheritdoc cref="Dq"/>
    public bool AddV { get; set; }

    /// <summary>
    /// Computes the slopes of a piece. First those of what asks, then of what is asked, then of what answers: they may
    /// be one tensor.
    /// </summary>
    public readonly void Compute(int piece)
    {
        var at = part.At(piece);
        int times = part.Times,
            places = part.Places,
            width = part.Width,
            wide = part.Out;
        T* dy = Dy + at.Y,
            ds = Ds + at.Shares,
            shares = part.Shares + at.Shares;
        if (Dq != null || Dk != null)
        {
            AttentionPart<T>.Multiply(
                new()
                {
                    M = times,
                    N = places,
                    K = part.HeadOut,
                    A = dy,
                    Rows = Axis.Strided(wide),
                    Steps = Axis.Strided(1),
                    B = part.V + at.V,
                    BStride = wide,
                    BTransposed = true,
                    C = ds,
                    CStride = places,
                }
            );
            for (int time = 0; time < times; time++)
                Softmax(shares + ((nint)time * places), ds + ((nint)time * places), part.Read(piece, time));
        }
        if (Dq != null)
        {
            AttentionPart<T>.Multiply(
                new()
                {
                    M = times,
                    N = part.HeadWidth,
                    K = places,
                    A = ds,
                    Rows = Axis.Strided(places),
                    Steps = Axis.Strided(1),
                    B = part.K + at.K,
                    BStride = width,
                    Start = AddQ ? Dq + at.Q : null,
                    StartStride = width,
                    C = Dq + at.Q,
                    CStride = width,
                }
            );
        }
        if (Dk != null)
        {
            AttentionPart<T>.Multiply(
                new()
                {
                    M = places,
                    N = part.HeadWidth,
                    K = times,
                    A = ds,
                    Rows = Axis.Strided(1),
                    Steps = Axis.Strided(places),
                    B = part.Q + at.Q,
                    BStride = width,
                    Start = AddK ? Dk + at.K : null,
                    StartStride = width,
                    C = Dk + at.K,
                    CStride = width,
                }
            );
        }
        if (Dv != null)
        {
            AttentionPart<T>.Multiply(
                new()
                {
                    M = places,
                    N = part.HeadOut,
                    K = times,
                    A = shares,
                    Rows = Axis.Strided(1),
                    Steps = Axis.Strided(places),
                    B = dy,
                    BStride = wide,
                    Start = AddV ? Dv + at.V : null,
                    StartStride = wide,
                    C = Dv + at.V,
                    CStride = wide,
                }
            );
        }
    }

    // ds = p·(dp − Σ dp·p), times the scale; 0 where nothing was read.
    readonly void Softmax(T* p, T* ds, int read)
    {
        new Span<T>(ds + read, part.Places - read).Clear();
        var slopes = new Span<T>(ds, read);
        TensorPrimitives.Subtract(slopes, Reduction.Dot(ds, p, read), slopes);
        Elementwise.Multiply(p, ds, ds, read);
        Elementwise.Scale(ds, part.Scale, ds, read);
    }
}
