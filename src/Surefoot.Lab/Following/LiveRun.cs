using Surefoot.Training.Runs;

namespace Surefoot.Lab.Following;

/// <summary>A run that is being trained, as one that gives orders sees it.</summary>
/// <param name="folder">Its folder.</param>
/// <param name="control">
/// What acts on it, where this process trains it; null where another one does, which is asked by a file.
/// </param>
sealed class LiveRun(string folder, RunControl? control)
{
    /// <summary>Asks something of the run.</summary>
    /// <exception cref="Surefoot.Training.Formats.ModelFileException">
    /// The process that trains it cannot be asked.
    /// </exception>
    public void Ask(RunRequest request)
    {
        if (control is not null)
            control.Do(request);
        else
            RunFolder.Open(folder).Ask(request);
    }
}
