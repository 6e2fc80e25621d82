using Surefoot.Training.Formats;

namespace Surefoot.Training.Runs.Checkpoints;

/// <summary>
/// The settings beside an optimizer's state in a checkpoint, and what is said where they are missing or the rate is
/// another.
/// </summary>
/// <param name="of">Whose state it is: "the optimizer".</param>
/// <param name="note">Takes a sentence for the user.</param>
sealed class SettingsOfState(string of, Action<string> note)
{
    const string Settings = "settings",
        BaseRate = "baseRate";

    // Rolling back reads a checkpoint again, and says nothing new.
    bool said;

    /// <summary>Writes them.</summary>
    public static void Write(RunStateWriter state, IReadOnlyDictionary<string, string> settings, double rate)
    {
        state.Json[Settings] = JsonFields.Pairs(settings);
        state.Number(BaseRate, rate);
    }

    /// <summary>Reads them; none where the checkpoint is of a version that did not keep them.</summary>
    /// <param name="state">The checkpoint.</param>
    /// <param name="own">Those of the run that is to go on.</param>
    /// <param name="rate">The rate that its settings have.</param>
    public IReadOnlyDictionary<string, string> Read(
        RunStateReader state,
        IReadOnlyDictionary<string, string> own,
        double rate
    )
    {
        IReadOnlyDictionary<string, string> saved = state.Json.OptionalObject(Settings) is null
            ? new Dictionary<string, string>()
            : state.Json.Pairs(Settings).ToDictionary();
        if (said)
            return saved;
        said = true;
        if (!state.HasNumber(BaseRate))
        {
            if (own.Count > 0)
                note(
                    $"The checkpoint does not say under which settings the state of {of} was made: an earlier "
                        + "version wrote it. It is taken as made under those of this run."
                );
        }
        else if (state.Number(BaseRate) is var before && before != rate)
        {
            note(
                string.Create(
                    FigureFormat.Instance,
                    $"The run began at the learning rate {before:G6}, and {of} is set to {rate:G6} now: it "
                        + $"goes on at the rate of the checkpoint, {state.Number("rate"):G6}."
                )
            );
        }
        return saved;
    }
}
