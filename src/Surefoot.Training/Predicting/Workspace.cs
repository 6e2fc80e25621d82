using Surefoot.Threading;
using Surefoot.Training.Autodiff;
using Surefoot.Training.Data.Records;
using Surefoot.Training.Data.Text;
using Surefoot.Training.Models;
using Surefoot.Training.Tensors;

namespace Surefoot.Training.Predicting;

/// <summary>The memory that predicting a row takes. Once it has predicted one it allocates nothing.</summary>
/// <param name="network">The network.</param>
/// <param name="shape">The shape of a row.</param>
/// <param name="text">What turns lines into numbers, where the rows are lines.</param>
sealed class Workspace(Network<float> network, Shape shape, TextEncoder? text) : IDisposable
{
    // It starts no thread, so that all share it.
    static readonly WorkerPool Alone = new(1);

    readonly Tape<float> tape = new(Alone) { Recording = false };
    Tensor<float>? input;

    // A program may drop a predictor without disposing of it, and the tape's memory is not the garbage collector's.
#pragma warning disable MA0055
    /// <summary>Gives its memory back to the system where nobody disposed of it.</summary>
    ~Workspace() => tape.Dispose();
#pragma warning restore MA0055

    /// <summary>What turns lines into numbers.</summary>
    internal TextEncoder? Text => text;

    /// <summary>What turns values into text.</summary>
    internal CellText Cells { get; } = new();

    /// <summary>Where the network's input for the next row is written; its content is undefined.</summary>
    internal Span<float> Begin()
    {
        tape.Rewind();
        input = tape.Input(shape.Batch(1));
        return input.Value;
    }

    /// <summary>What the network makes of it, valid until the next <see cref="Begin"/>.</summary>
    internal ReadOnlySpan<float> Compute() => network.Forward(tape, input!).Value;

    /// <summary>Gives its memory back to the system.</summary>
    public void Dispose()
    {
        tape.Dispose();
        GC.SuppressFinalize(this);
    }
}
