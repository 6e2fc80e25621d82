using Surefoot.Training.Runs;

namespace Surefoot.Lab.Following;

/// <summary>
/// What one run may cost the page: in a folder of many runs each gets less, so that all together stay within what one
/// machine has to spare. What is left over of a file is read at the next looks.
/// </summary>
/// <param name="Bytes">How much of metrics.jsonl is read at one look.</param>
/// <param name="Kept">How many epochs, and how many intervals, are kept of the run.</param>
/// <param name="Layers">How many layers are kept of all its intervals together.</param>
readonly record struct LookShare(int Bytes, int Kept, int Layers)
{
    /// <summary>So many runs are followed at most: those whose folders were changed last.</summary>
    public const int MostRuns = 1000;

    const int LeastBytes = 64 << 10,
        MostBytes = 8 << 20,
        AllBytes = 32 << 20;
    const int LeastLayers = 512,
        AllLayers = MetricsLines.MostLayers / 4;

    const int LeastKept = 512,
        MostKept = 1 << 14,
        AllKept = 1 << 19;

    /// <summary>The share of one of so many runs.</summary>
    public static LookShare Of(int runs) =>
        new(
            Math.Clamp(AllBytes / Math.Max(1, runs), LeastBytes, MostBytes),
            Math.Clamp(AllKept / Math.Max(1, runs), LeastKept, MostKept),
            Math.Clamp(AllLayers / Math.Max(1, runs), LeastLayers, AllLayers)
        );
}
