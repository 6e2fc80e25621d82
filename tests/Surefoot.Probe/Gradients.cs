using System.Numerics;
using Surefoot.Randomness;

namespace Surefoot.Probe;

/// <summary>
/// Weights and gradients that are a function of the step alone: of every size from 1e-19, whose square is flushed, to
/// 1e3, with zeros between.
/// </summary>
public static class Gradients
{
    public static void Weights<T>(Span<T> weights)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var random = new RandomStream(seed: 11, stream: 1);
        for (int i = 0; i < weights.Length; i++)
            weights[i] = T.CreateTruncating((random.Uniform((ulong)i) * 4) - 2);
    }

    public static void Fill<T>(Span<T> gradients, int step)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var random = new RandomStream(seed: 11, stream: 2, (ulong)step);
        for (int i = 0; i < gradients.Length; i++)
        {
            double size = (i % 8) switch
            {
                0 => 1e3,
                1 => 1e-3,
                2 => 1e-8,
                3 => 1e-19,
                4 => step % 3 == 0 ? 0 : 1,
                _ => 1,
            };
            gradients[i] = i % 13 == 5 ? T.Zero : T.CreateTruncating(size * ((random.Uniform((ulong)i) * 2) - 1));
        }
    }
}
