namespace Surefoot.Training.Runs;

/// <summary>Takes the time of a run: seconds in all, and training rows a second with the time spent on validation left out.</summary>
/// <param name="clock">Where the time comes from.</param>
/// <param name="totalRows">How many rows the whole run will train on, repeats counted.</param>
sealed class RunPace(TimeProvider clock, long totalRows)
{
    readonly long started = clock.GetTimestamp();
    double trainingSeconds;
    long epochStarted, rows, epochRows;
    bool inEpoch;

    /// <summary>Seconds since the run started.</summary>
    public double Seconds => clock.GetElapsedTime(started).TotalSeconds;

    /// <summary>Training rows a second over the whole run.</summary>
    public double SamplesPerSecond => Rate(rows, trainingSeconds + (inEpoch ? clock.GetElapsedTime(epochStarted).TotalSeconds : 0));

    /// <summary>Training rows a second in the epoch in hand, or the one that ended last.</summary>
    public double EpochSamplesPerSecond { get; private set; }

    /// <summary>Seconds that the rows to come would take at the pace so far, validation included.</summary>
    public double SecondsLeft => rows == 0 ? double.NaN : Seconds * (totalRows - rows) / rows;

    /// <summary>An epoch's training starts.</summary>
    public void StartEpoch()
    {
        epochStarted = clock.GetTimestamp();
        epochRows = 0;
        inEpoch = true;
    }

    /// <summary>A batch was trained on.</summary>
    public void Count(int batch)
    {
        rows += batch;
        epochRows += batch;
        EpochSamplesPerSecond = Rate(epochRows, clock.GetElapsedTime(epochStarted).TotalSeconds);
    }

    /// <summary>An epoch's training ends, and its validation starts.</summary>
    public void EndEpoch()
    {
        trainingSeconds += clock.GetElapsedTime(epochStarted).TotalSeconds;
        inEpoch = false;
    }

    // A clock that does not move, as in tests, makes no infinite rate.
    static double Rate(long rows, double seconds) => seconds > 0 ? rows / seconds : 0;
}
