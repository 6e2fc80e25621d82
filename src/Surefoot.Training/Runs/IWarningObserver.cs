namespace Surefoot.Training.Runs;

/// <summary>An observer that bears a failure of its own and goes on, and tells of it.</summary>
interface IWarningObserver
{
    /// <summary>Takes a sentence for the user; set by the run that is observed.</summary>
    Action<string>? Warn { set; }
}
