using System.Numerics;
using System.Runtime.InteropServices;
using Surefoot.Memory;
using Surefoot.Randomness;
using Surefoot.Threading;
using Surefoot.Training.Tensors;

namespace Surefoot.Training.Autodiff;

/// <summary>
/// Records what is computed, in the order in which it is computed, and walks it backwards to find the loss's slope in
/// every parameter (reverse-mode differentiation; Linnainmaa 1970). Any C# control flow makes a graph: loops over time,
/// shared weights, residual paths. Buffers and operations come from pools that <see cref="Rewind"/> takes back, so that
/// a step like the last one allocates nothing. A tape belongs to one thread; its pool's threads help inside the
/// operations.
/// </summary>
/// <typeparam name="T">float or double.</typeparam>
public sealed unsafe class Tape<T> : IDisposable
    where T : unmanaged, IFloatingPointIeee754<T>
{
    readonly Arena arena;
    readonly List<Tensor<T>> tensors = [];
    readonly List<Operation<T>> recorded = [];
    OperationPool?[] pools = new OperationPool?[16];
    int tensorsUsed;
    ulong randomUsed;

    /// <summary>An empty tape.</summary>
    /// <param name="pool">The threads that its operations may use; not disposed with the tape.</param>
    public Tape(WorkerPool pool)
        : this(pool, limit: 0) { }

    /// <summary>An empty tape that takes no more memory than it is told.</summary>
    /// <param name="pool">The threads that its operations may use.</param>
    /// <param name="limit">
    /// Bytes for its tensors, beyond which a <see cref="MemoryLimitException"/> is thrown; 0 for any number.
    /// </param>
    internal Tape(WorkerPool pool, long limit)
    {
        ArgumentNullException.ThrowIfNull(pool);
        Require.Supported<T>();
        (Pool, arena) = (pool, new(limit));
    }

    /// <summary>The threads that the operations use.</summary>
    public WorkerPool Pool { get; }

    /// <summary>
    /// Whether the network is being trained: dropout drops, batch normalisation uses the batch. False at first.
    /// </summary>
    public bool Training { get; set; }

    /// <summary>
    /// Whether operations are recorded, so that <see cref="Backward"/> can follow. True at first; false saves time and
    /// memory in evaluation.
    /// </summary>
    public bool Recording { get; set; } = true;

    /// <summary>Where dropout draws from; set it for each step, so that its draws are a function of the step.</summary>
    public RandomStream Random { get; set; }

    /// <summary>How many bytes of memory the tape holds for its tensors.</summary>
    public long Capacity => arena.Capacity;

    /// <summary>What was recorded since the last <see cref="Rewind"/>, in order.</summary>
    internal ReadOnlySpan<Operation<T>> Recorded => CollectionsMarshal.AsSpan(recorded);

    /// <summary>
    /// Takes back every tensor and operation since the last call. What they were must not be used any more.
    /// </summary>
    public void Rewind()
    {
        recorded.Clear();
        tensorsUsed = 0;
        randomUsed = 0;
        foreach (var pool in pools)
            pool?.Rewind();
        arena.Rewind();
    }

    /// <summary>A tensor for data, without a gradient, to be filled by the caller.</summary>
    /// <param name="shape">Its shape.</param>
    public Tensor<T> Input(Shape shape) => Place(shape, false);

    /// <summary>A tensor of given data, without a gradient: targets, masks, constants.</summary>
    /// <param name="shape">Its shape.</param>
    /// <param name="values">A number for each element, in its order.</param>
    /// <exception cref="ArgumentException">There are more or fewer numbers than elements.</exception>
    public Tensor<T> Input(Shape shape, ReadOnlySpan<float> values)
    {
        if (values.Length != shape.Length)
            throw new ArgumentException(
                $"A tensor of shape {shape} has {shape.Length} elements; {values.Length} numbers came.",
                nameof(values)
            );
        var tensor = Input(shape);
        for (int i = 0; i < values.Length; i++)
            tensor.Data[i] = T.CreateTruncating(values[i]);
        return tensor;
    }

    /// <summary>
    /// A tensor for data whose gradient is wanted too, to be filled by the caller: for checks, and for the slope in an
    /// image's pixels.
    /// </summary>
    /// <param name="shape">Its shape.</param>
    public Tensor<T> Variable(Shape shape) => Place(shape, true);

    /// <summary>An operation to be filled in; one used in an earlier step where there is one.</summary>
    /// <typeparam name="TOperation">Its type.</typeparam>
    public TOperation Rent<TOperation>()
        where TOperation : Operation<T>, new()
    {
        int kind = OperationPool.Kind<TOperation>.Number;
        if (kind >= pools.Length)
            Array.Resize(ref pools, Math.Max(kind + 1, 2 * pools.Length));
        var pool = (OperationPool<T, TOperation>)(pools[kind] ??= new OperationPool<T, TOperation>());
        var operation = pool.Rent();
        operation.Tape = this;
        return operation;
    }

    /// <summary>
    /// The tensor for what an operation of one input computes; records the operation where a gradient will flow through
    /// it.
    /// </summary>
    /// <param name="operation">The operation.</param>
    /// <param name="shape">The shape of what it computes.</param>
    /// <param name="a">Its input.</param>
    public Tensor<T> Result(Operation<T> operation, Shape shape, Tensor<T> a)
    {
        ArgumentNullException.ThrowIfNull(a);
        return Result(operation, shape, a.NeedsGradient);
    }

    /// <summary>The same for an operation of two inputs.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="shape">The shape of what it computes.</param>
    /// <param name="a">One input.</param>
    /// <param name="b">The other.</param>
    public Tensor<T> Result(Operation<T> operation, Shape shape, Tensor<T> a, Tensor<T> b)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        return Result(operation, shape, a.NeedsGradient || b.NeedsGradient);
    }

    /// <summary>The same for an operation of any number of inputs.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="shape">The shape of what it computes.</param>
    /// <param name="needsGradient">Whether any of its inputs needs a gradient.</param>
    public Tensor<T> Result(Operation<T> operation, Shape shape, bool needsGradient)
    {
        ArgumentNullException.ThrowIfNull(operation);
        needsGradient &= Recording;
        var output = Place(shape, needsGradient);
        operation.Output = output;
        if (needsGradient)
            recorded.Add(operation);
        return output;
    }

    /// <summary>A result that is its input's memory under another shape.</summary>
    internal Tensor<T> View(Operation<T> operation, Shape shape, Tensor<T> a)
    {
        bool needsGradient = Recording && a.NeedsGradient;
        var output = Place(shape, a.Data, needsGradient);
        operation.Output = output;
        if (needsGradient)
            recorded.Add(operation);
        return output;
    }

    /// <summary>
    /// Adds the slope of <paramref name="loss"/> to the gradient of every parameter and variable that it was computed
    /// from. Once a recording: rewind before the next.
    /// </summary>
    /// <param name="loss">One number, the last thing computed.</param>
    /// <exception cref="ArgumentException">It has more than one element, or depends on no parameter.</exception>
    public void Backward(Tensor<T> loss) => BackwardWeighted(loss, T.One);

    /// <summary>
    /// The same with every slope multiplied by <paramref name="weight"/>, such as a short batch's share of a full one.
    /// </summary>
    internal void BackwardWeighted(Tensor<T> loss, T weight)
    {
        ArgumentNullException.ThrowIfNull(loss);
        if (loss.Length != 1)
            throw new ArgumentException(
                $"The slope of one number can be followed back; the loss has the shape {loss.Shape}.",
                nameof(loss)
            );
        if (!loss.NeedsGradient)
            throw new ArgumentException(
                "The loss depends on no parameter, or the tape was not recording.",
                nameof(loss)
            );
        loss.Gradient[0] = weight;
        for (int i = recorded.Count - 1; i >= 0; i--)
            if (recorded[i].Output.HasGradient)
                recorded[i].Backward();
    }

    /// <summary>
    /// Memory of any content for <paramref name="length"/> numbers, until the next <see cref="Rewind"/>. A length that
    /// wrapped around is an OverflowException, never a short buffer.
    /// </summary>
    internal T* Take(int length) => (T*)arena.Take(checked((nuint)length * (nuint)sizeof(T)));

    /// <summary>The same for numbers of another type.</summary>
    internal TOther* Take<TOther>(int length)
        where TOther : unmanaged => (TOther*)arena.Take(checked((nuint)length * (nuint)sizeof(TOther)));

    /// <summary>
    /// Sets aside <paramref name="count"/> places of <see cref="Random"/> that no other operation of the step draws
    /// from.
    /// </summary>
    internal ulong TakeRandom(int count)
    {
        ulong first = randomUsed;
        // Whole blocks of four, so that an operation may draw four at a time.
        randomUsed += ((ulong)count + 3) & ~3UL;
        return first;
    }

    Tensor<T> Place(Shape shape, bool needsGradient) => Place(shape, Take(shape.Length), needsGradient);

    Tensor<T> Place(Shape shape, T* data, bool needsGradient)
    {
        if (tensorsUsed == tensors.Count)
            tensors.Add(new Tensor<T>());
        var tensor = tensors[tensorsUsed++];
        tensor.Place(this, shape, data, needsGradient);
        return tensor;
    }

    /// <summary>Gives the tape's memory back; its tensors must not be used any more.</summary>
    public void Dispose() => arena.Dispose();
}
