namespace Surefoot.Training.Runs;

/// <summary>What another process may ask of a run, by <see cref="RunFolder.Ask"/>.</summary>
public enum RunRequest
{
    /// <summary>To wait after the step in hand.</summary>
    Pause,

    /// <summary>To go on.</summary>
    Continue,

    /// <summary>To write a checkpoint and end.</summary>
    Stop,

    /// <summary>To write a checkpoint.</summary>
    Checkpoint,
}
