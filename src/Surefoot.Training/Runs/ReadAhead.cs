using System.Runtime.ExceptionServices;

namespace Surefoot.Training.Runs;

/// <summary>
/// Reads the batches of a pass on a thread of its own, at most two ahead of whoever takes them. The order is that of
/// the source, and what reading throws is thrown where the batch that needed it is taken. A batch allocates nothing.
/// </summary>
/// <param name="source">
/// What is read; only the thread of this reads it between <see cref="Start"/> and the end of the pass.
/// </param>
sealed class ReadAhead(BatchSource source) : IDisposable
{
    const int Buffers = 2;

    readonly Batch[] batches = [.. Enumerable.Range(0, Buffers).Select(_ => new Batch(source))];
    readonly SemaphoreSlim free = new(0),
        filled = new(0);
    Thread? thread;
    int taken;
    volatile bool ended;
    ExceptionDispatchInfo? failure;

    /// <summary>Begins to read; the source has begun its pass.</summary>
    public void Start()
    {
        (ended, taken, failure) = (false, 0, null);
        free.Release(Buffers);
        thread = new Thread(Read, maxStackSize: 1 << 20) { IsBackground = true, Name = "Surefoot reader" };
        thread.Start();
    }

    /// <summary>The next batch, as soon as it has been read; it is there until <see cref="Return"/>.</summary>
    /// <exception cref="Exception">What reading it threw.</exception>
    public Batch Take()
    {
        filled.Wait();
        Batch batch = batches[taken++ % Buffers];
        if (batch.Count > 0)
            return batch;
        // Whoever asks again is told again, and does not wait for a thread that is gone.
        filled.Release();
        taken--;
        failure?.Throw();
        throw new InvalidOperationException("The pass is over: there is no further batch.");
    }

    /// <summary>Gives back the batch that was taken last.</summary>
    public void Return() => free.Release();

    /// <summary>Ends the pass, wherever it stands.</summary>
    public void End()
    {
        if (thread is null)
            return;
        ended = true;
        free.Release();
        thread.Join();
        thread = null;
        while (free.Wait(0) || filled.Wait(0)) { }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        End();
        free.Dispose();
        filled.Dispose();
    }

    void Read()
    {
        for (int i = 0; ; i++)
        {
            free.Wait();
            if (ended)
                return;
            Batch batch = batches[i % Buffers];
            try
            {
                batch.Read(source);
            }
            catch (Exception e)
            {
                (batch.Count, failure) = (0, ExceptionDispatchInfo.Capture(e));
            }
            filled.Release();
            if (batch.Count == 0)
                return;
        }
    }

    /// <summary>A batch in memory.</summary>
    /// <param name="source">Where it will be read from.</param>
    internal sealed class Batch(BatchSource source)
    {
        readonly float[] inputs = new float[source.Most * source.Data.InputShape.Length];
        readonly float[] targets = new float[source.Data.HasTargets ? source.Most : 0];

        /// <summary>How many rows it has; 0 at the end of the pass, and where reading failed.</summary>
        public int Count { get; set; }

        /// <summary>The inputs, row-major.</summary>
        public ReadOnlySpan<float> Inputs => inputs.AsSpan(0, Count * source.Data.InputShape.Length);

        /// <summary>The targets; none where the data have none.</summary>
        public ReadOnlySpan<float> Targets => targets.AsSpan(0, source.Data.HasTargets ? Count : 0);

        /// <summary>Reads the next batch of the source.</summary>
        public void Read(BatchSource from)
        {
            int count = from.Length;
            if (count > 0)
                from.Read(
                    inputs.AsSpan(0, count * from.Data.InputShape.Length),
                    targets.AsSpan(0, from.Data.HasTargets ? count : 0)
                );
            Count = count;
        }
    }
}
