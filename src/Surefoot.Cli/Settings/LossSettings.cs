using Surefoot.Training.Data;
using Surefoot.Training.Losses;
using Surefoot.Training.Runs;

namespace Surefoot.Cli.Settings;

/// <summary>From the command's options to what is made small, and what is made of probabilities.</summary>
static class LossSettings
{
    /// <summary>What is made small.</summary>
    /// <exception cref="UsageException">Classes are to be weighted, and there are none.</exception>
    public static Loss<float> From(TrainRequest request, TrainingData data)
    {
        if (!request.BalancesClasses)
            return TaskLoss.For<float>(data.Preprocessing.Task);
        return data.TrainingClasses is { } counts
            ? new SoftmaxCrossEntropy<float>(weights: ClassWeights.Balanced(counts))
            : throw new UsageException(
                $"--class-weights is for classes, and {data.Preprocessing.TargetName} holds numbers. Leave it out."
            );
    }

    /// <summary>Refuses a threshold where there are not two classes.</summary>
    /// <exception cref="UsageException">There are others.</exception>
    public static void RefuseThreshold(Preprocessing data)
    {
        if (data.Task == TaskKind.Regression)
            throw new UsageException(
                $"--threshold is for two classes, and {data.TargetName} holds numbers. Leave it out."
            );
        if (data.Outputs != 2)
            throw new UsageException(
                $"--threshold is for two classes, and {data.TargetName} has {data.Outputs}. Leave it out; "
                    + "--class-weights balanced is for any number."
            );
    }
}
