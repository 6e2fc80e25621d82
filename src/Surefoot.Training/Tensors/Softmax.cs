using System.Numerics;
using System.Runtime.CompilerServices;

namespace Surefoot.Training.Tensors;

/// <summary>The softmax of each row, shifted by the row's largest element so that nothing overflows.</summary>
internal static unsafe class Softmax
{
    /// <summary>
    /// y(i, j) = e^(x(i, j) − max) / sum, row by row; y may be x. What each row was divided by goes to
    /// <paramref name="sums"/>.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Rows<T>(T* x, int rows, int columns, T* y, T* largest, T* sums)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (int i = 0; i < rows; i++)
        {
            T* from = x + ((nint)i * columns),
                to = y + ((nint)i * columns);
            T max = from[0];
            for (int j = 1; j < columns; j++)
                max = from[j] > max ? from[j] : max;
            Elementwise.Subtract(from, max, to, columns);
            largest[i] = max;
        }
        ActivationFunction.Exp(y, y, rows * columns);
        for (int i = 0; i < rows; i++)
        {
            T* row = y + ((nint)i * columns);
            T sum = row[0];
            for (int j = 1; j < columns; j++)
                sum += row[j];
            sums[i] = sum;
            Elementwise.Divide(row, sum, columns);
        }
    }
}
