using Surefoot.Randomness;

namespace Surefoot.Training.Tests.Layers;

/// <summary>
/// Sequences of a number in [0, 1) and a mark at each time step; one mark stands in each half, and the target is the
/// sum of the two marked numbers.
/// </summary>
static class AddingProblem
{
    public static void Fill(Span<float> inputs, Span<float> targets, int times, RandomStream random)
    {
        for (int i = 0; i < targets.Length; i++)
        {
            ulong draw = (ulong)(i * (times + 2));
            Span<float> example = inputs.Slice(i * times * 2, times * 2);
            for (int t = 0; t < times; t++)
                (example[2 * t], example[(2 * t) + 1]) = ((float)random.Uniform(draw + (ulong)t), 0);
            int first = (int)(random.Uniform(draw + (ulong)times) * (times / 2)),
                second = (times / 2) + (int)(random.Uniform(draw + (ulong)times + 1) * (times - (times / 2)));
            example[(2 * first) + 1] = example[(2 * second) + 1] = 1;
            targets[i] = example[2 * first] + example[2 * second];
        }
    }
}
