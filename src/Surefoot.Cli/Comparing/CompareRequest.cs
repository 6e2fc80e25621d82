using Surefoot.Cli.Settings;
using Surefoot.Training.Comparing;

namespace Surefoot.Cli.Comparing;

/// <summary>What `surefoot compare` was asked for, each value checked.</summary>
/// <param name="Train">
/// What is the same for all: data, network, what happens around a step; its optimizer says nothing.
/// </param>
/// <param name="Contenders">What is compared.</param>
sealed record CompareRequest(TrainRequest Train, IReadOnlyList<Contender> Contenders)
{
    /// <summary>--seeds: how many.</summary>
    public int Seeds { get; init; } = 3;

    /// <summary>--tune: how many rates.</summary>
    public int Trials { get; init; } = 5;

    /// <summary>--tune-epochs; null for half of a run's.</summary>
    public int? TrialEpochs { get; init; }

    /// <summary>--target-accuracy.</summary>
    public double? TargetAccuracy { get; init; }

    /// <summary>--target-rmse.</summary>
    public double? TargetRmse { get; init; }
}
