using Surefoot.Training.Formats;

namespace Surefoot.Training.Runs.Watching;

/// <summary>
/// The epochs of a run of any length in bounded memory: when there are 512, every second is dropped, and from then on
/// every second epoch is kept. The best one is remembered beside them.
/// </summary>
sealed class EpochSeries
{
    const int Most = 512;

    readonly List<WatchedEpoch> kept = new(Most);

    /// <summary>Of so many epochs one is kept.</summary>
    public int Stride { get; private set; } = 1;

    /// <summary>The epochs kept, in order, and the last one.</summary>
    public IReadOnlyList<WatchedEpoch> All =>
        kept.Count == 0 || kept[^1].Epoch == Last.Epoch ? [.. kept] : [.. kept, Last];

    /// <summary>The epoch that ended last.</summary>
    public WatchedEpoch Last { get; private set; }

    /// <summary>The epoch with the lowest validation loss; its number is 0 where there is none.</summary>
    public WatchedEpoch Best { get; private set; }

    public void Add(WatchedEpoch epoch)
    {
        Last = epoch;
        if (double.IsFinite(epoch.ValidationLoss) && (Best.Epoch == 0 || epoch.ValidationLoss < Best.ValidationLoss))
            Best = epoch;
        if (epoch.Epoch % Stride != 0)
            return;
        if (kept.Count == Most)
        {
            Stride *= 2;
            kept.RemoveAll(one => one.Epoch % Stride != 0);
            if (epoch.Epoch % Stride != 0)
                return;
        }
        kept.Add(epoch);
    }

    /// <summary>The last epoch, the best and those kept, as numbers for a checkpoint.</summary>
    public double[] Numbers =>
        [
            .. ((WatchedEpoch[])[Last, Best, .. kept]).SelectMany(one =>
                (double[])
                    [one.Epoch, one.Step, one.TrainLoss, one.ValidationLoss, one.ValidationMeasure, one.LearningRate]
            ),
        ];

    /// <summary>Takes over what <see cref="Numbers"/> gave.</summary>
    /// <exception cref="ModelFileException">They are no epochs.</exception>
    public void Restore(double[] numbers, int stride, JsonFields json)
    {
        const int Length = 6;
        WatchedEpoch[] all =
        [
            .. numbers
                .Chunk(Length)
                .Where(n => n.Length == Length)
                .Select(n => new WatchedEpoch((int)n[0], (long)n[1], n[2], n[3], n[4], n[5])),
        ];
        if (all.Length < 2 || all.Length - 2 > Most || numbers.Length != all.Length * Length)
            throw json.Wrong("epochStride", $"does not fit {numbers.Length} numbers of epochs");
        (Last, Best, Stride) = (all[0], all[1], stride);
        kept.Clear();
        kept.AddRange(all[2..]);
    }
}
