using System.Text.Json.Serialization;
using Surefoot.Rules;
using Surefoot.Sweeps;
using Surefoot.Training.Models;

namespace Surefoot.Training.Runs.Checkpoints;

/// <summary>
/// Where and how often a run writes down all that it depends on, so that it can go on after a crash as if nothing had
/// happened.
/// </summary>
/// <param name="Folder">The folder; it is made where it does not exist. It belongs to one run.</param>
public sealed record CheckpointOptions([property: JsonIgnore] string Folder)
{
    // A run's record says how often and how many: where, its folder says.
    [JsonConstructor]
    internal CheckpointOptions()
        : this("") { }

    /// <summary>
    /// Batches between two checkpoints, at least 1; there is one at every epoch's end besides. Default 1,000.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int Every
    {
        get;
        init => field = TrainerOptions.AtLeast(1, value, nameof(Every));
    } = 1000;

    /// <summary>
    /// How many of these stay, at least 1; an older one is removed once a newer one has been read back. Default 2.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int Keep
    {
        get;
        init => field = TrainerOptions.AtLeast(1, value, nameof(Keep));
    } = 2;

    /// <summary>
    /// Whether the run goes on from the newest whole checkpoint in the folder, or from the start where there is none.
    /// Default false: a folder that holds checkpoints is refused.
    /// </summary>
    [JsonIgnore]
    public bool Resume { get; init; }

    /// <summary>The most bytes that the folder may come to hold, to ask for before training.</summary>
    /// <param name="network">The network.</param>
    /// <param name="optimizer">What moves it.</param>
    /// <param name="trainer">How it is trained.</param>
    internal long RoomFor(Network<float> network, OptimizerOptions optimizer, TrainerOptions trainer)
    {
        RuleSweep<float> sweep = SweepMaker<float>.Make(optimizer);
        int slots = Enumerable.Range(0, 3).Count(slot => sweep.SlotName(slot) is not null);
        // The weights, the best ones, perhaps their average, perhaps gradients to be added to.
        int arrays = 3 + slots + (trainer.AverageDecay > 0 ? 1 : 0);
        // One more is being written while the others are still there, and one may have been asked for; a run that rolls
        // back keeps that of its epoch's start.
        return (Keep + (trainer.NonFinite == NonFiniteHandling.RollBack ? 3 : 2))
            * ((long)sizeof(float) * arrays * (network.ParameterCount + network.State.Length));
    }
}
