using Surefoot.Training.Runs.Checkpoints;

namespace Surefoot.Training.Tests.Runs.Checkpoints;

/// <summary>A part of a run that remembers a number, in every form that a checkpoint has.</summary>
sealed class NumberedState : IRunState
{
    float[] floats = new float[5];
    double[] doubles = new double[3];

    public NumberedState(int number = 0) => Set(number);

    /// <summary>The number, if all forms of it agree.</summary>
    public int Number
    {
        get
        {
            Assert.All(floats, value => Assert.Equal(field / 3f, value));
            Assert.All(doubles, value => Assert.Equal(field / 7.0, value));
            return field;
        }
        private set;
    }

    public string Name => "numbered";

    public void Write(RunStateWriter state)
    {
        state.Json["number"] = Number;
        state.Number("third", Number / 3.0);
        state.Numbers<float>("floats", () => floats);
        state.Numbers<double>("doubles", () => doubles);
    }

    public void Read(RunStateReader state)
    {
        Set((int)state.Json.Whole("number", 0, int.MaxValue));
        Assert.Equal(Number / 3.0, state.Number("third"));
        state.Numbers("floats", floats.AsSpan());
        doubles = state.Numbers<double>("doubles");
    }

    void Set(int number)
    {
        Number = number;
        Array.Fill(floats, number / 3f);
        Array.Fill(doubles, number / 7.0);
    }
}
