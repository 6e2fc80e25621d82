namespace Surefoot.Lab.Lessons;

/// <summary>What an experiment is run with.</summary>
/// <param name="Size">How large it is to be.</param>
/// <param name="Threads">Threads that compute.</param>
/// <param name="Progress">Who is told how far it has come.</param>
/// <param name="Cancel">Ends it.</param>
sealed record LessonSetting(LessonSize Size, int Threads, IProgress<LessonProgress>? Progress, CancellationToken Cancel)
{
    /// <summary>The value for the size asked for.</summary>
    public T Sized<T>(T full, T quick) => Size == LessonSize.Full ? full : quick;

    /// <summary>Tells how far the experiment has come, and ends it where that is asked for.</summary>
    public void Tell(double share, string doing)
    {
        Cancel.ThrowIfCancellationRequested();
        Progress?.Report(new LessonProgress(share, doing));
    }
}
