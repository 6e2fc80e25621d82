using Surefoot.Training.Autodiff;
using Surefoot.Training.Configuration;
using Surefoot.Training.Layers;

namespace Surefoot.Training.Tests.Runs.Checkpoints;

/// <summary>
/// A layer that lets a test look on, and interfere, as each batch is trained on; it passes the values through.
/// </summary>
sealed class StepWatch(StepWatch.Look look) : Layer<float>("watch")
{
    int steps;

    public delegate void Look(int step, Span<float> values);

    public override string Kind => "watch";

    public override Tensor<float> Forward(Tape<float> tape, Tensor<float> x)
    {
        if (tape.Training)
            look(++steps, x.Value);
        return x;
    }

    protected override void AddSettings(Config config) { }
}
