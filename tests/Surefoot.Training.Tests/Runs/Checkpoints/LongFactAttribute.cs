namespace Surefoot.Training.Tests.Runs.Checkpoints;

/// <summary>
/// A proof that takes minutes: it runs where SUREFOOT_LONG is 1, and says otherwise that it was left out.
/// </summary>
sealed class LongFactAttribute : FactAttribute
{
    public LongFactAttribute(string what)
    {
        if (Environment.GetEnvironmentVariable("SUREFOOT_LONG") != "1")
            Skip = $"Takes minutes ({what}); SUREFOOT_LONG=1 runs it.";
    }
}
