namespace Surefoot.Training.Tests.Runs.Checkpoints;

/// <summary>The same as <see cref="LongFactAttribute"/> for several cases.</summary>
sealed class LongTheoryAttribute : TheoryAttribute
{
    public LongTheoryAttribute(string what) => Skip = new LongFactAttribute(what).Skip;
}
