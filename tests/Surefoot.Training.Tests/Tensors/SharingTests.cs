using Surefoot.Optimizers;
using Surefoot.Threading;
using Surefoot.Training.Tensors;

namespace Surefoot.Training.Tests.Tensors;

/// <summary>Which work goes to other threads, told by how many jobs a pool has shared.</summary>
public sealed unsafe class SharingTests : IDisposable
{
    readonly WorkerPool pool = new(2);

    // Tests beside these share less meanwhile, which changes no bit of theirs.
    public SharingTests() => WorkerPool.SharesSmallWork = false;

    public void Dispose()
    {
        WorkerPool.SharesSmallWork = true;
        pool.Dispose();
    }

    int Product(int m, int n, int k)
    {
        int before = pool.Shared;
        float[] a = new float[m * k],
            b = new float[k * n],
            c = new float[m * n];
        fixed (
            float* pa = a,
                pb = b,
                pc = c
        )
        {
            MatrixProduct.Run(
                pool,
                new Product<float>
                {
                    M = m,
                    N = n,
                    K = k,
                    A = pa,
                    Rows = Axis.Strided(k),
                    Steps = Axis.Strided(1),
                    B = pb,
                    BStride = n,
                    C = pc,
                    CStride = n,
                }
            );
        }
        return pool.Shared - before;
    }

    [Theory]
    [InlineData(32, 128, 784, 0)]
    [InlineData(784, 128, 32, 0)]
    [InlineData(32, 512, 784, 0)]
    [InlineData(128, 10, 128, 0)]
    [InlineData(128, 128, 784, 1)]
    [InlineData(784, 128, 128, 1)]
    [InlineData(512, 512, 784, 1)]
    [InlineData(32, 2048, 1024, 1)]
    public void A_product_is_shared_where_its_numbers_are_used_often_or_fill_the_cache(
        int m,
        int n,
        int k,
        int shared
    ) => Assert.Equal(shared, Product(m, n, k));

    [Fact]
    public void A_step_is_shared_where_its_gradients_were_or_where_there_are_many()
    {
        Assert.Equal(0, Steps(100_000));
        Assert.NotEqual(0, Steps(800_000));
        var optimizer = new RmsProp { Pool = pool };
        float[] weights = new float[100_000],
            gradients = new float[100_000];
        optimizer.Step(weights, gradients);
        Product(128, 128, 784);
        int before = pool.Shared;
        optimizer.Step(weights, gradients);
        Assert.NotEqual(before, before = pool.Shared);
        optimizer.Step(weights, gradients);
        Assert.Equal(before, pool.Shared);
    }

    // How many jobs two steps share.
    int Steps(int length)
    {
        var optimizer = new RmsProp { Pool = pool };
        float[] weights = new float[length],
            gradients = new float[length];
        int before = pool.Shared;
        optimizer.Step(weights, gradients);
        optimizer.Step(weights, gradients);
        return pool.Shared - before;
    }
}
