using Surefoot.Training.Runs;

namespace Surefoot.Lab.Following;

/// <summary>A run that is being trained, as one that gives orders sees it.</summary>
/// <param name="run">The run as it is followed.</param>
/// <param name="control">What acts on it, where this process trains it.</param>
sealed class LiveRun(FollowedRun run, RunControl? control)
{
    /// <summary>What acts on the run; null where another process trains it.</summary>
    public RunControl? Control => control;

    /// <summary>Asks the process that trains it. That process says nothing of pauses, so what was asked is remembered.</summary>
    public void Ask(RunRequest request)
    {
        RunFolder.Open(run.Folder).Ask(request);
        run.IsAskedToPause = request == RunRequest.Pause || (request == RunRequest.Checkpoint && run.IsAskedToPause);
    }
}
