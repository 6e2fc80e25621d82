using System.Numerics;

namespace Surefoot.Training.Probe;

/// <summary>The bits of every operation, a line each.</summary>
public static class OperationReport
{
    /// <summary>"products, exact or transcendental, tab, number type, tab, operation, tab, SHA-256".</summary>
    public static void Write<T>(TextWriter writer)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(writer);
        foreach (var one in OperationBits<T>.Products)
            writer.WriteLine(Line("products", one));
        foreach (var one in OperationBits<T>.Transcendental)
            writer.WriteLine(Line("transcendental", one));
        foreach (var one in OperationBits<T>.Exact)
            writer.WriteLine(Line("exact", one));
    }

    static string Line<T>(string kind, OperationBits<T> one)
        where T : unmanaged, IFloatingPointIeee754<T> => $"{kind}\t{typeof(T).Name}\t{one.Name}\t{one.Hash()}";
}
