using Surefoot.Training.Autodiff;
using Surefoot.Training.Layers;

namespace Surefoot.Training.Tests.Runs.Checkpoints;

/// <summary>A layer that changes nothing and counts the batches that are trained on: a test can stop a run at a certain step.</summary>
sealed class StepWatch(Action<int> onStep) : Layer<float>("watch")
{
    int steps;

    public override Tensor<float> Forward(Tape<float> tape, Tensor<float> x)
    {
        if (tape.Training) onStep(++steps);
        return x;
    }
}
