using Surefoot.Randomness;

namespace Surefoot.Training.Layers;

/// <summary>See <see cref="Initializer.Orthogonal"/>.</summary>
internal sealed class OrthogonalInitializer : Initializer
{
    public override void Fill<T>(Span<T> values, int fanIn, int fanOut, RandomStream random)
    {
        if (values.Length % fanOut != 0)
            throw new ArgumentException($"{values.Length} numbers are no matrix with {fanOut} columns.");
        int rows = values.Length / fanOut,
            count = Math.Min(rows, fanOut),
            length = Math.Max(rows, fanOut);
        double[] vectors = new double[count * length];
        for (int v = 0; v < count; v++)
        {
            var vector = vectors.AsSpan(v * length, length);
            for (int i = 0; i < length; i++)
                vector[i] = random.Normal((ulong)((v * length) + i));
            // Twice, because once leaves behind what rounding lost.
            for (int pass = 0; pass < 2; pass++)
            for (int other = 0; other < v; other++)
                Remove(vector, vectors.AsSpan(other * length, length));
            Scale(vector, 1 / Math.Sqrt(Dot(vector, vector)));
        }
        for (int r = 0; r < rows; r++)
        for (int c = 0; c < fanOut; c++)
            values[(r * fanOut) + c] = T.CreateTruncating(
                rows < fanOut ? vectors[(r * length) + c] : vectors[(c * length) + r]
            );
    }

    static void Remove(Span<double> vector, ReadOnlySpan<double> direction)
    {
        double along = Dot(vector, direction);
        for (int i = 0; i < vector.Length; i++)
            vector[i] -= along * direction[i];
    }

    static void Scale(Span<double> vector, double factor)
    {
        for (int i = 0; i < vector.Length; i++)
            vector[i] *= factor;
    }

    static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
            sum += a[i] * b[i];
        return sum;
    }
}
