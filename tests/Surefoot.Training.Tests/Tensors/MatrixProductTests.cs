using System.Numerics;
using Surefoot.Randomness;
using Surefoot.Threading;
using Surefoot.Training.Tensors;

namespace Surefoot.Training.Tests.Tensors;

public unsafe class MatrixProductTests
{
    static readonly int[] Sizes = [1, 2, 3, 5, 7, 8, 9, 15, 16, 17, 31, 32, 33, 47, 64, 100, 129];

    public static TheoryData<int> Cases => [.. Enumerable.Range(0, 60)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_element_is_one_fused_chain_over_k_whatever_the_shape_and_the_threads(int number)
    {
        Check<float>(number);
        Check<double>(number);
    }

    [Fact]
    public void Nothing_is_summed_where_k_is_longer_than_a_block_or_zero()
    {
        Check<float>(new(1, 0), 9, 33, 700);
        Check<double>(new(2, 0), 33, 9, 513);
        Check<float>(new(6, 0), 9, 33, 0);
        // Taller than the rows that stay in the second cache.
        Check<float>(new(3, 0), 400, 70, 256);
        Check<float>(new(4, 0), 293, 33, 270);
        Check<double>(new(5, 0), 291, 17, 265);
    }

    static void Check<T>(int number)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var random = new RandomStream(7, 1, (ulong)number);
        Check<T>(
            random,
            Sizes[random.Below(0, Sizes.Length)],
            Sizes[random.Below(1, Sizes.Length)],
            Sizes[random.Below(2, Sizes.Length)]
        );
    }

    static void Check<T>(RandomStream random, int m, int n, int k)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        bool transposeA = random.Below(3, 2) == 1,
            transposeB = random.Below(4, 2) == 1,
            add = random.Below(5, 2) == 1,
            rectify = random.Below(6, 2) == 1;
        int strideA = (transposeA ? m : k) + random.Below(7, 3),
            strideB = (transposeB ? k : n) + random.Below(8, 3),
            strideC = n + random.Below(9, 3);
        T[] a = Fill<T>(random, 100, (transposeA ? k : m) * strideA),
            b = Fill<T>(random, 200_000, (transposeB ? n : k) * strideB),
            start = Fill<T>(random, 400_000, m * strideC);
        var expected = (T[])start.Clone();
        for (int i = 0; i < m; i++)
        {
            for (int j = 0; j < n; j++)
            {
                T sum = add ? start[(i * strideC) + j] : T.Zero;
                for (int s = 0; s < k; s++)
                    sum = Chain.Add(
                        transposeA ? a[(s * strideA) + i] : a[(i * strideA) + s],
                        transposeB ? b[(j * strideB) + s] : b[(s * strideB) + j],
                        sum
                    );
                expected[(i * strideC) + j] = rectify && sum < T.Zero ? T.Zero : sum;
            }
        }
        for (int threads = 1; threads <= 3; threads++)
        {
            using var pool = new WorkerPool(threads);
            var c = (T[])start.Clone();
            fixed (
                T* pa = a,
                    pb = b,
                    pc = c
            )
            {
                MatrixProduct.Run(
                    pool,
                    new Product<T>
                    {
                        M = m,
                        N = n,
                        K = k,
                        A = pa,
                        Rows = Axis.Strided(transposeA ? 1 : strideA),
                        Steps = Axis.Strided(transposeA ? strideA : 1),
                        B = pb,
                        BStride = strideB,
                        BTransposed = transposeB,
                        Start = add ? pc : null,
                        StartStride = strideC,
                        C = pc,
                        CStride = strideC,
                        Rectify = rectify,
                    }
                );
            }
            Assert.Equal(expected, c);
        }
    }

    static T[] Fill<T>(RandomStream random, int first, int length)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var values = new T[length];
        for (int i = 0; i < length; i++)
            values[i] = T.CreateTruncating((2 * random.Uniform((ulong)(first + i))) - 1);
        return values;
    }
}
