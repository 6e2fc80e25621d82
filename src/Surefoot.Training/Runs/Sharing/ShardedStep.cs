using System.Numerics;
using System.Runtime.ExceptionServices;
using Surefoot.Randomness;
using Surefoot.Training.Autodiff;
using Surefoot.Training.Layers;
using Surefoot.Training.Losses;
using Surefoot.Training.Models;

namespace Surefoot.Training.Runs.Sharing;

/// <summary>
/// The loss of a batch and its gradients, computed shard by shard and summed in the order of the plan's tree, by one
/// process or by several: the bits depend on the number of shards alone. Takes the place of
/// <see cref="TrainingStep{T}.Forward"/> and <see cref="TrainingStep{T}.Backward"/>.
/// </summary>
/// <remarks>
/// Every process reads the whole batch and computes its own shards of it, each in a pass over the tape. Batch
/// normalisation takes mean and variance over a shard of at least two rows; what it keeps moves by the mean over the
/// shards, weighted by their rows.
/// </remarks>
/// <typeparam name="T">float or double.</typeparam>
sealed class ShardedStep<T> : OrderedSum<T>.IShards, IDisposable
    where T : unmanaged, IFloatingPointIeee754<T>
{
    // Shard s draws from the stream of this number and s; no other stream lies among the numbers up to the most shards.
    const uint DropoutStream = 0x53524400;

    readonly Network<T> network;
    readonly Loss<T> loss;
    readonly Tape<T> tape,
        batchTape;
    readonly ShardPlan plan;
    readonly IProcessGroup? group;
    readonly OrderedSum<T> sum;
    readonly StepHead head;
    readonly SharedRows<T>[] tables = [];
    readonly T[] stateBefore,
        gradientsBefore;
    readonly bool keepLayersFinite,
        normalizes;
    readonly ulong seed;

    // The batch in hand.
    IBatches<T>? batches;
    Tensor<T>? input;
    double totalWeight,
        share;
    ulong step;
    int used;

    /// <summary>A step.</summary>
    /// <param name="network">The network.</param>
    /// <param name="loss">What is made small.</param>
    /// <param name="tape">What shards are computed on.</param>
    /// <param name="options">How many shards, of which processes, and the seed of dropout.</param>
    public ShardedStep(Network<T> network, Loss<T> loss, Tape<T> tape, TrainerOptions options)
    {
        (this.network, this.loss, this.tape, group, seed) = (network, loss, tape, options.Group, options.Seed);
        plan = new(options.ShardCount, group?.Size ?? 1);
        sum = new(network.Parameters.Length + network.State.Length, plan, group);
        head = new(plan, group);
        batchTape = new(tape.Pool);
        stateBefore = new T[network.State.Length];
        gradientsBefore = new T[options.AccumulatedBatches > 1 ? network.Parameters.Length : 0];
        keepLayersFinite = options.NonFinite == NonFiniteHandling.Skip;
        normalizes = SingleRowBatch.Inside(network.Root).OfType<BatchNormalization<T>>().Any();
        if (group is { Size: > 1 })
            tables = [.. network.Tables.Select(table => new SharedRows<T>(table, group))];
    }

    /// <summary>Whether a process was asked to stop, as all of them know since the last batch.</summary>
    public bool Stops { get; private set; }

    /// <summary>Whether a process failed, as all of them know: none waits for another any more.</summary>
    public bool Failed { get; private set; }

    /// <summary>Computes the loss of the next batch and its gradients in all parameters.</summary>
    /// <param name="next">Where the batch comes from.</param>
    /// <param name="number">The batches before it in the run; what dropout draws from.</param>
    /// <param name="weight">What the gradients are multiplied by.</param>
    /// <param name="accumulate">Whether they are added to those of the batch before.</param>
    /// <param name="stops">Whether this process is asked to stop.</param>
    /// <returns>The mean over the batch's rows.</returns>
    /// <exception cref="RunException">Another process failed.</exception>
    public double Compute(IBatches<T> next, long number, double weight, bool accumulate, bool stops)
    {
        (batches, step, share) = (next, (ulong)number, weight);
        if (!accumulate)
            network.ZeroGradients();
        else
            network.Gradients.CopyTo(gradientsBefore);
        network.State.CopyTo(stateBefore);
        ExceptionDispatchInfo? failure = null;
        try
        {
            Begin();
            sum.Compute(this);
        }
        catch (Exception e) when (group is { Size: > 1 })
        {
            failure = ExceptionDispatchInfo.Capture(e);
        }
        head.Exchange(failure is not null, stops);
        if (head.FirstFailed is >= 0 and var failed)
        {
            Undo(accumulate);
            failure?.Throw();
            throw new RunException(
                $"Process {failed} of {group!.Size} failed at step {number + 1}, and says why; the others end with it."
            );
        }
        Stops = head.AnyStops;
        Put(sum.Total(), accumulate);
        foreach (SharedRows<T> table in tables)
            table.Exchange();
        return totalWeight > 0 ? head.SumOfLosses() / totalWeight : 0;
    }

    void Begin()
    {
        foreach (SharedRows<T> table in tables)
            table.Begin();
        batchTape.Rewind();
        input = batches!.Load(batchTape);
        int rows = input.Shape[0];
        used = normalizes ? Math.Clamp(rows / 2, 1, plan.Shards) : plan.Shards;
        totalWeight = Weight(0, rows);
    }

    /// <inheritdoc/>
    void OrderedSum<T>.IShards.Compute(int shard, Span<T> values)
    {
        int rows = input!.Shape[0],
            first = ShardPlan.Row(rows, used, shard),
            count = ShardPlan.Row(rows, used, shard + 1) - first;
        if (count == 0)
        {
            values.Clear();
            head.Loss(shard, 0);
            return;
        }
        double weight = Weight(first, count),
            part = totalWeight > 0 ? weight / totalWeight : 0;
        tape.Rewind();
        tape.Random = new RandomStream(seed, DropoutStream + (uint)shard, step);
        network.ZeroArena();
        stateBefore.CopyTo(network.State);
        int width = input.Length / rows;
        Tensor<T> own = tape.Input(input.Shape.Inner.Batch(count));
        input.Value.Slice(first * width, count * width).CopyTo(own.Value);
        int targets = batches!.Targets.Length / rows;
        Tensor<T> value = loss.Apply(
            tape,
            network.Forward(tape, own),
            batches.Targets.Slice(first * targets, count * targets)
        );
        head.Loss(shard, weight > 0 ? weight * double.CreateTruncating(value.Value[0]) : 0);
        tape.BackwardWeighted(value, T.CreateTruncating(share * part));
        network.Gradients.CopyTo(values);
        Span<T> moved = values[network.Parameters.Length..];
        T ofRows = T.CreateTruncating((double)count / rows);
        for (int i = 0; i < moved.Length; i++)
            moved[i] = (network.State[i] - stateBefore[i]) * ofRows;
    }

    // What rows count in the loss's mean.
    double Weight(int first, int count)
    {
        if (loss.ClassWeights is not { } weights)
            return count;
        double total = 0;
        foreach (float target in batches!.Targets.Slice(first, count))
            total += weights[(int)target];
        return total;
    }

    // A checkpoint that is written now is of the step before.
    void Undo(bool accumulate)
    {
        Failed = true;
        stateBefore.CopyTo(network.State);
        if (accumulate)
            gradientsBefore.CopyTo(network.Gradients);
        foreach (SharedRows<T> table in tables)
            table.Undo();
    }

    void Put(ReadOnlySpan<T> total, bool accumulate)
    {
        ReadOnlySpan<T> sums = total[..network.Parameters.Length],
            moved = total[network.Parameters.Length..];
        Span<T> gradients = network.Gradients;
        if (!accumulate)
            sums.CopyTo(gradients);
        else
            for (int i = 0; i < gradients.Length; i++)
                gradients[i] = gradientsBefore[i] + sums[i];
        bool finite = true;
        foreach (T value in moved)
            finite &= T.IsFinite(value);
        for (int i = 0; i < moved.Length; i++)
            network.State[i] = finite || !keepLayersFinite ? stateBefore[i] + moved[i] : stateBefore[i];
    }

    /// <inheritdoc/>
    public void Dispose() => batchTape.Dispose();
}
