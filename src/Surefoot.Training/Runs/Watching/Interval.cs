using System.Runtime.InteropServices;

namespace Surefoot.Training.Runs.Watching;

/// <summary>An interval as the watcher keeps it, without its layers.</summary>
/// <param name="Epoch">The epoch of its last step, counted from 1.</param>
/// <param name="Step">Its last step, counted from 1.</param>
/// <param name="Steps">How many steps it has.</param>
/// <param name="Loss">The mean of their losses.</param>
/// <param name="LearningRate">η at the last.</param>
[StructLayout(LayoutKind.Auto)]
readonly record struct Interval(int Epoch, long Step, long Steps, double Loss, double LearningRate)
{
    /// <summary>How many numbers it is in a checkpoint.</summary>
    public const int Length = 5;

    /// <summary>From the numbers of a checkpoint.</summary>
    public static Interval Of(ReadOnlySpan<double> numbers) =>
        new((int)numbers[0], (long)numbers[1], (long)numbers[2], numbers[3], numbers[4]);

    /// <summary>The same as observers are told of it.</summary>
    public WatchedInterval Of(int number, LayerRange[] layers, ReadOnlySpan<LayerFigures> figures)
    {
        var health = new LayerHealth[layers.Length];
        for (int i = 0; i < health.Length; i++)
            health[i] = figures[i].Of(layers[i].Name);
        return new(number, Epoch, Step, Loss, LearningRate, health);
    }
}
