using System.Numerics;
using Surefoot.Training.Models;

namespace Surefoot.Training.Tests.Equality;

/// <summary>
/// Weights and batches that make-losses.py draws alike: functions of an index, every value one that float holds
/// exactly.
/// </summary>
static class SeededNetwork
{
    const int Classes = 10;

    /// <summary>A number in [0, 1): the finisher of MurmurHash3 over the index, its upper 24 bits.</summary>
    static double Draw(uint stream, int index)
    {
        uint h = (uint)index + (stream * 0x9E3779B9);
        h ^= h >> 16;
        h *= 0x85EBCA6B;
        h ^= h >> 13;
        h *= 0xC2B2AE35;
        h ^= h >> 16;
        return (h >> 8) * Math.ScaleB(1, -24);
    }

    /// <summary>
    /// The network with its weights within a bound for each layer, its biases within 1/64; the streams are numbered
    /// through.
    /// </summary>
    public static Network<T> Build<T>(ModelDescription model, params double[] bounds)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var network = Network<T>.Build(model, 1);
        for (int i = 0; i < network.NamedParameters.Count; i++)
        {
            double bound = i % 2 == 0 ? bounds[i / 2] : Math.ScaleB(1, -6);
            Span<T> values = network.NamedParameters[i].Value;
            for (int j = 0; j < values.Length; j++)
                values[j] = T.CreateTruncating(((2 * Draw((uint)i + 1, j)) - 1) * bound);
        }
        return network;
    }

    /// <summary>
    /// Half noise, half the picture of the row's class: something to learn. Row r of step s is of class (3r + s) mod
    /// 10.
    /// </summary>
    public static void Batch<T>(int step, Span<T> x, Span<float> targets)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int length = x.Length / targets.Length;
        for (int row = 0; row < targets.Length; row++)
        {
            int label = ((3 * row) + step) % Classes;
            targets[row] = label;
            for (int i = 0; i < length; i++)
                x[(row * length) + i] = T.CreateTruncating(
                    (0.5 * Draw((uint)(1000 + step), (row * length) + i)) + (0.5 * Draw(999, (label * length) + i))
                );
        }
    }
}
