using Surefoot.Training.Runs.Checkpoints;

namespace Surefoot.Training.Runs;

/// <summary>
/// Takes the time of a run: seconds in all, and training rows a second with the time spent on validation left out. What
/// an earlier process took counts, and a pause does not.
/// </summary>
/// <param name="clock">Where the time comes from.</param>
/// <param name="totalRows">How many rows the whole run will train on, repeats counted.</param>
sealed class Throughput(TimeProvider clock, long totalRows) : IRunState
{
    long started = clock.GetTimestamp(),
        epochStarted,
        rows,
        epochRows;
    double secondsBefore,
        trainingSeconds,
        epochSecondsBefore;
    bool inEpoch;

    /// <summary>Seconds since the run started.</summary>
    public double Seconds => secondsBefore + clock.GetElapsedTime(started).TotalSeconds;

    /// <summary>Training rows a second over the whole run.</summary>
    public double SamplesPerSecond => Rate(rows, trainingSeconds + (inEpoch ? EpochSeconds : 0));

    /// <summary>Training rows a second in the epoch in hand, or the one that ended last.</summary>
    public double EpochSamplesPerSecond { get; private set; }

    /// <summary>Seconds that the rows to come would take at the pace so far, validation included.</summary>
    public double SecondsLeft => rows == 0 ? double.NaN : Seconds * (totalRows - rows) / rows;

    double EpochSeconds => epochSecondsBefore + clock.GetElapsedTime(epochStarted).TotalSeconds;

    /// <summary>An epoch's training starts.</summary>
    public void StartEpoch()
    {
        epochStarted = clock.GetTimestamp();
        (epochSecondsBefore, epochRows) = (0, 0);
        inEpoch = true;
    }

    /// <summary>A batch was trained on.</summary>
    public void Count(int batch)
    {
        rows += batch;
        epochRows += batch;
        EpochSamplesPerSecond = Rate(epochRows, EpochSeconds);
    }

    /// <summary>An epoch's training ends, and its validation starts.</summary>
    public void EndEpoch()
    {
        if (inEpoch)
            trainingSeconds += EpochSeconds;
        inEpoch = false;
    }

    /// <summary>Leaves out the time from here to <see cref="Continue"/>.</summary>
    public void Pause() => (secondsBefore, epochSecondsBefore) = (Seconds, EpochSeconds);

    /// <summary>Ends a pause.</summary>
    public void Continue() => started = epochStarted = clock.GetTimestamp();

    /// <inheritdoc/>
    public string Name => "pace";

    /// <inheritdoc/>
    public void Write(RunStateWriter state)
    {
        (state.Json["rows"], state.Json["epochRows"], state.Json["inEpoch"]) = (rows, epochRows, inEpoch);
        state.Number("seconds", Seconds);
        state.Number("trainingSeconds", trainingSeconds);
        state.Number("epochSeconds", inEpoch ? EpochSeconds : 0);
    }

    /// <inheritdoc/>
    public void Read(RunStateReader state)
    {
        (rows, epochRows) = (
            state.Json.Whole("rows", 0, long.MaxValue),
            state.Json.Whole("epochRows", 0, long.MaxValue)
        );
        inEpoch = state.Json.Flag("inEpoch");
        (secondsBefore, trainingSeconds, epochSecondsBefore) = (
            state.Number("seconds"),
            state.Number("trainingSeconds"),
            state.Number("epochSeconds")
        );
        Continue();
    }

    // A clock that does not move, as in tests, makes no infinite rate.
    static double Rate(long rows, double seconds) => seconds > 0 ? rows / seconds : 0;
}
