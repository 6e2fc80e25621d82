using Surefoot.Probe;
using Surefoot.Threading;

namespace Surefoot.Tests.Sweeps;

/// <summary>The bits of a step do not depend on how many threads share it.</summary>
public class ThreadTests
{
    // Long enough to be shared, and no multiple of anything.
    const int Length = 40_003;

    public static TheoryData<string> Variants => [.. Variant.All.Select(variant => variant.Name)];

    [Theory]
    [MemberData(nameof(Variants))]
    public void One_two_three_and_eight_threads_give_the_same_bits(string name)
    {
        var variant = Variant.Named(name);
        string alone = Trajectory.Hash<float>(variant, Length, 2),
            aloneInDouble = Trajectory.Hash<double>(variant, Length, 2);
        foreach (int threads in new[] { 1, 2, 3, 8 })
        {
            using var pool = new WorkerPool(threads);
            Assert.Equal(alone, Trajectory.Hash<float>(variant, Length, 2, pool));
            Assert.Equal(aloneInDouble, Trajectory.Hash<double>(variant, Length, 2, pool));
        }
    }
}
