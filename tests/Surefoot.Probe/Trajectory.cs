using System.Numerics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Surefoot.Optimizers;
using Surefoot.Threading;

namespace Surefoot.Probe;

/// <summary>What some steps of a variant leave in weights and state, to the last bit.</summary>
public static class Trajectory
{
    /// <summary>The SHA-256 of weights and state after some steps.</summary>
    public static string Hash<T>(Variant variant, int length, int steps, WorkerPool? pool = null)
        where T : unmanaged, IFloatingPointIeee754<T> => Hash(Run<T>(variant, length, steps, pool));

    /// <summary>The weights, and after them the state slots, after some steps.</summary>
    public static T[][] Run<T>(Variant variant, int length, int steps, WorkerPool? pool = null)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var optimizer = variant.Create<T>(length, pool);
        T[] weights = new T[length],
            gradients = new T[length];
        Gradients.Weights<T>(weights);
        for (int step = 1; step <= steps; step++)
        {
            Gradients.Fill<T>(gradients, step);
            optimizer.Step(weights, gradients);
        }
        return Everything(optimizer, weights);
    }

    /// <summary>Copies of the weights and of every state slot.</summary>
    public static T[][] Everything<T>(Optimizer<T> optimizer, ReadOnlySpan<T> weights)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        [weights.ToArray(), .. optimizer.State.Select(slot => slot.Values.ToArray())];

    public static string Hash<T>(T[][] arrays)
        where T : unmanaged
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var array in arrays)
            hash.AppendData(MemoryMarshal.AsBytes<T>(array));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
