using System.Buffers;
using System.Numerics;
using Surefoot.Memory;
using Surefoot.Sweeps;

namespace Surefoot.Optimizers;

/// <summary>
/// Weights and gradients that lie in separate places: arrays of one's own, or another library's tensors. Memory that is
/// added stays pinned until the list is disposed.
/// </summary>
/// <example>
/// <code>
/// float[] weight = new float[784 * 10], bias = new float[10];
/// float[] weightGradient = new float[784 * 10], biasGradient = new float[10];
/// using var tensors = new TensorList&lt;float&gt;();
/// tensors.Add("weight", weight, weightGradient);
/// tensors.Add("bias", bias, biasGradient);
/// var optimizer = new RmsProp();
/// optimizer.Step(tensors);
/// </code>
/// </example>
/// <typeparam name="T">float or double.</typeparam>
public sealed unsafe class TensorList<T> : IDisposable
    where T : unmanaged, IFloatingPointIeee754<T>
{
    readonly List<(nint Parameters, nint Gradients)> places = [];
    readonly List<MemoryHandle> handles = [];
    bool disposed;

    /// <summary>The tensors' names, one after the other, as if they lay in one arena.</summary>
    public ParameterLayout Layout { get; } = new();

    /// <summary>How many tensors the list holds.</summary>
    public int Count => places.Count;

    /// <summary>Adds a tensor.</summary>
    /// <param name="name">A name that no other tensor of the list has.</param>
    /// <param name="parameters">θ: read and written by each step.</param>
    /// <param name="gradients">g: read by each step. As many as there are weights.</param>
    /// <exception cref="ArgumentException">The lengths differ, the two overlap, or the name is taken.</exception>
    /// <exception cref="ObjectDisposedException">The list was disposed.</exception>
    public void Add(string name, Memory<T> parameters, Memory<T> gradients)
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        Require.SameLength(parameters.Length, gradients.Length);
        Require.Apart<T>(parameters.Span, "parameters", gradients.Span, "gradients");
        RequireApart(name, parameters.Span, gradients.Span);
        Layout.Add(name, parameters.Length);
        var (θ, g) = (parameters.Pin(), gradients.Pin());
        handles.Add(θ);
        handles.Add(g);
        places.Add(((nint)θ.Pointer, (nint)g.Pointer));
    }

    /// <summary>
    /// Adds a tensor of another library, by its address. It must stay where it is for as long as the list is used.
    /// </summary>
    /// <param name="name">A name that no other tensor of the list has.</param>
    /// <param name="parameters">Where its weights start.</param>
    /// <param name="gradients">Where its gradients start.</param>
    /// <param name="length">How many weights it holds.</param>
    /// <exception cref="ArgumentException">The two overlap, or the name is taken.</exception>
    /// <exception cref="ObjectDisposedException">The list was disposed.</exception>
    public void Add(string name, T* parameters, T* gradients, int length)
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        Require.Apart<T>(
            new ReadOnlySpan<T>(parameters, length),
            "parameters",
            new ReadOnlySpan<T>(gradients, length),
            "gradients"
        );
        RequireApart(name, new ReadOnlySpan<T>(parameters, length), new ReadOnlySpan<T>(gradients, length));
        Layout.Add(name, length);
        places.Add(((nint)parameters, (nint)gradients));
    }

    /// <summary>Lets go of the memory; nothing can be added or stepped afterwards.</summary>
    public void Dispose()
    {
        disposed = true;
        foreach (var handle in handles)
            handle.Dispose();
        handles.Clear();
        places.Clear();
    }

    // What a step writes may belong to one tensor only; gradients, which are only read, may be shared.
    void RequireApart(string name, ReadOnlySpan<T> parameters, ReadOnlySpan<T> gradients)
    {
        for (int i = 0; i < places.Count; i++)
        {
            var (other, length) = (Layout.Entries[i].Name, Layout.Entries[i].Length);
            var weights = new ReadOnlySpan<T>((T*)places[i].Parameters, length);
            Require.Apart(parameters, $"parameters of {name}", weights, $"parameters of {other}");
            Require.Apart(gradients, $"gradients of {name}", weights, $"parameters of {other}");
            Require.Apart(
                parameters,
                $"parameters of {name}",
                new ReadOnlySpan<T>((T*)places[i].Gradients, length),
                $"gradients of {other}"
            );
        }
    }

    /// <summary>Refuses a list that was disposed, or whose layout was given names past the list.</summary>
    internal void RequireUsable()
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        if (Layout.Entries.Count != Count)
            throw new ArgumentException(
                $"The layout of the list names {Layout.Entries.Count} tensors, but the list holds {Count}; "
                    + "add tensors to the list, not to its layout."
            );
    }

    internal void Point(Span<Segment<T>> segments)
    {
        for (int i = 0; i < segments.Length; i++)
        {
            segments[i].Parameters = (T*)places[i].Parameters;
            segments[i].Gradients = (T*)places[i].Gradients;
        }
    }
}
