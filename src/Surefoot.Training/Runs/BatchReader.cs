using System.Numerics;
using System.Runtime.InteropServices;
using Surefoot.Training.Autodiff;
using Surefoot.Training.Data;

namespace Surefoot.Training.Runs;

/// <summary>
/// Puts the rows of a data set onto the tape, batch after batch. Where they are slow to read and more than one thread
/// may work, they are read ahead; the numbers are the same. A batch allocates nothing.
/// </summary>
/// <typeparam name="T">float or double.</typeparam>
sealed class BatchReader<T> : IBatches<T>, IDisposable
    where T : unmanaged, IFloatingPointIeee754<T>
{
    readonly BatchSource source;
    readonly ReadAhead? ahead;
    readonly float[] targets,
        inputs;
    int count;

    /// <summary>A reader.</summary>
    /// <param name="data">The rows.</param>
    /// <param name="most">The most rows that a batch has.</param>
    /// <param name="threads">How many threads the run may use; with 1 none is started.</param>
    public BatchReader(IDataset data, int most, int threads)
    {
        source = new(data, most);
        ahead = threads > 1 && data.IsSlow ? new(source) : null;
        targets = new float[data.HasTargets ? most : 0];
        inputs = new float[typeof(T) == typeof(float) || ahead is not null ? 0 : most * data.InputShape.Length];
    }

    /// <inheritdoc/>
    public ReadOnlySpan<float> Targets => targets.AsSpan(0, source.Data.HasTargets ? count : 0);

    /// <summary>Begins a pass over the rows.</summary>
    /// <param name="order">
    /// The rows one after another, which do not change until the pass is over; null for all of them as they stand.
    /// </param>
    /// <param name="epoch">The epoch that they are read for, counted from 1.</param>
    /// <param name="from">How many of them are passed over: where a run goes on that was interrupted.</param>
    public void Start(ReadOnlyMemory<int>? order = null, int epoch = 1, int from = 0)
    {
        ahead?.End();
        source.Start(order, epoch, from);
        ahead?.Start();
    }

    /// <summary>Ends a pass wherever it stands, so that its order may change.</summary>
    public void Stop() => ahead?.End();

    /// <summary>The next batch of the pass, the last of which may be short.</summary>
    /// <param name="tape">The tape that will hold the inputs.</param>
    /// <returns>The inputs, [rows, …].</returns>
    public Tensor<T> Load(Tape<T> tape)
    {
        if (ahead is not null)
            return LoadRead(tape, ahead);
        Tensor<T> input = Input(tape, source.Length);
        Span<float> wanted = targets.AsSpan(0, targets.Length == 0 ? 0 : count);
        if (typeof(T) == typeof(float))
        {
            source.Read(MemoryMarshal.Cast<T, float>(input.Value), wanted);
            return input;
        }
        Span<float> read = inputs.AsSpan(0, input.Shape.Length);
        source.Read(read, wanted);
        Convert(read, input.Value);
        return input;
    }

    Tensor<T> LoadRead(Tape<T> tape, ReadAhead reader)
    {
        ReadAhead.Batch batch = reader.Take();
        Tensor<T> input = Input(tape, batch.Count);
        if (typeof(T) == typeof(float))
            batch.Inputs.CopyTo(MemoryMarshal.Cast<T, float>(input.Value));
        else
            Convert(batch.Inputs, input.Value);
        batch.Targets.CopyTo(targets);
        reader.Return();
        return input;
    }

    Tensor<T> Input(Tape<T> tape, int rows)
    {
        count = rows;
        return tape.Input(source.Data.InputShape.Batch(rows));
    }

    static void Convert(ReadOnlySpan<float> from, Span<T> to)
    {
        for (int i = 0; i < from.Length; i++)
            to[i] = T.CreateTruncating(from[i]);
    }

    /// <summary>Ends the thread that reads ahead, where there is one.</summary>
    public void Dispose() => ahead?.Dispose();
}
